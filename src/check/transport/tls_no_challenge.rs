use super::*;
use crate::http::tls::Plain;

check! {
    /// RFC 6750 §5.3 has bearer tokens sent over TLS only. A challenge over plain http asks for one where
    /// everybody can read it.
    ///
    /// ## Why it matters
    /// A client that follows the challenge gives its token away.
    ///
    /// ## Usual cause
    /// The whole application answers on the port for http, the check of the credential included.
    ///
    /// ## How to fix
    /// Refuse or redirect every request over plain http before the application sees it.
    ///
    /// ## Fails
    /// ```http
    /// GET http://scim.example.com/ServiceProviderConfig
    /// 401
    /// WWW-Authenticate: Bearer realm="scim"
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET http://scim.example.com/ServiceProviderConfig
    /// 308
    /// Location: https://scim.example.com/ServiceProviderConfig
    /// ```
    id: "transport/tls-no-challenge",
    title: "a token SHOULD be asked for over TLS alone",
    profile: Rfc,
    severity: Warning,
    covers: ["http-04"],
    sources: [Rfc6750("5.3"), Rfc7644("7.2")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    match &e.connection()?.plain {
        Plain::Answered { status: status @ (401 | 403), challenge: true, .. } => of_connection(
            e,
            "a bearer token is asked for over plain http",
            "no connection, or a redirect to https",
            status.to_string(),
            "curl -i http://HOST/ServiceProviderConfig",
        ),
        _ => Ok(Vec::new()),
    }
}
