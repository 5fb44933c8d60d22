use super::*;
use crate::http::tls::{Answer, DOCUMENTED};

check! {
    /// Microsoft Learn lists the TLS 1.2 cipher suites of the provisioning service: ECDHE with ECDSA or RSA,
    /// AES of 128 or 256 bits, GCM or CBC. RFC 7644 §7.2 asks for TLS 1.2 at least.
    ///
    /// ## Why it matters
    /// Entra offers these suites and TLS 1.2 only. Where none of them fits there is no connection, and no
    /// request is ever seen in your log.
    ///
    /// ## Usual cause
    /// A hardened server that keeps TLS 1.3 or ChaCha20 suites alone, or a load balancer with a policy that is
    /// too new.
    ///
    /// ## How to fix
    /// Allow TLS 1.2 with ECDHE and AES-GCM beside what you have.
    ///
    /// ## Fails
    /// ```http
    /// ClientHello TLS 1.2, ECDHE-ECDSA-AES128-GCM-SHA256, …
    /// alert: handshake failure
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// ClientHello TLS 1.2, ECDHE-ECDSA-AES128-GCM-SHA256, …
    /// ServerHello TLS 1.2, ECDHE-ECDSA-AES256-GCM-SHA384
    /// ```
    id: "transport/tls-suite",
    title: "a TLS 1.2 handshake MUST succeed with one of the eight suites of the provisioning service",
    profile: Entra,
    severity: Error,
    covers: ["E-02", "http-05"],
    sources: [Learn("security-requirements"), Rfc7644("7.2")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    match &e.connection()?.documented {
        Answer::Accepted { version: 0x0303, suite } if DOCUMENTED.contains(suite) => Ok(Vec::new()),
        Answer::Unknown(why) => Err(Unjudged::not_shown(format!("the handshake shows nothing: {why}"))),
        other => of_connection(
            e,
            "no TLS 1.2 handshake with the suites of the provisioning service",
            "TLS 1.2 with one of the eight suites",
            other.to_string(),
            "openssl s_client -tls1_2 -cipher ECDHE+AESGCM -connect HOST:443",
        ),
    }
}
