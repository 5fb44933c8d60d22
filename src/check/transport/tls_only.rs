use super::*;
use crate::http::tls::Plain;

check! {
    /// RFC 7644 §7.2 has SCIM spoken over TLS. Over plain http the same host refuses, redirects to https, or is
    /// not there.
    ///
    /// ## Why it matters
    /// What goes over plain http can be read and changed by everybody on the way: names, addresses, tokens.
    ///
    /// ## Usual cause
    /// The port for http is open for a redirect, and the application behind it answers too.
    ///
    /// ## How to fix
    /// Close the port, or let it do nothing but redirect.
    ///
    /// ## Fails
    /// ```http
    /// GET http://scim.example.com/ServiceProviderConfig
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET http://scim.example.com/ServiceProviderConfig
    /// 308
    /// Location: https://scim.example.com/ServiceProviderConfig
    /// ```
    id: "transport/tls-only",
    title: "SCIM data MUST be served over TLS alone",
    profile: Rfc,
    severity: Error,
    covers: ["http-04"],
    sources: [Rfc7644("7.2")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

/// On the port of the URL, or else on port 80; the request carries no credential.
fn judge(e: &Evidence) -> Judged {
    match &e.connection()?.plain {
        Plain::Answered { status: status @ 200..=299, scim: true, .. } => of_connection(
            e,
            "SCIM data is served over plain http",
            "no connection, a redirect to https or a refusal",
            status.to_string(),
            "curl -i http://HOST/ServiceProviderConfig",
        ),
        _ => Ok(Vec::new()),
    }
}
