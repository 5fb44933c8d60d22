use super::*;
use crate::http::tls::Answer;

check! {
    /// RFC 8996 retires TLS 1.0 and 1.1. RFC 7644 §7.2 points to the current recommendations for TLS, which RFC
    /// 9325 gives.
    ///
    /// ## Why it matters
    /// Whoever can make a client fall back to them can attack the connection. Entra uses TLS 1.2 only, so
    /// nobody is lost.
    ///
    /// ## Usual cause
    /// The default of an old server or load balancer.
    ///
    /// ## How to fix
    /// Set the least version to TLS 1.2.
    ///
    /// ## Fails
    /// ```http
    /// ClientHello TLS 1.1
    /// ServerHello TLS 1.1
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// ClientHello TLS 1.1
    /// alert: protocol version
    /// ```
    id: "transport/tls-old-versions",
    title: "TLS 1.0 and 1.1 SHOULD be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["more-01"],
    sources: [Rfc(8996, "5"), Rfc7644("7.2")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let facts = e.connection()?;
    let mut unknown = None;
    for (name, option, answer) in [("TLS 1.0", "-tls1", &facts.tls10), ("TLS 1.1", "-tls1_1", &facts.tls11)] {
        match answer {
            Answer::Accepted { version, .. } if *version < 0x0303 => {
                let again = format!("openssl s_client {option} -cipher ALL:@SECLEVEL=0 -connect HOST:443");
                return of_connection(
                    e,
                    "an old version of TLS is accepted",
                    "an alert",
                    name.to_owned(),
                    &again,
                );
            }
            Answer::Unknown(why) => unknown = Some(why),
            _ => {}
        }
    }
    match unknown {
        Some(why) => Err(Unjudged::not_shown(format!("a handshake of an old version shows nothing: {why}"))),
        None => Ok(Vec::new()),
    }
}
