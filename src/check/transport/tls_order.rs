use super::*;
use crate::http::tls::{Answer, CBC};

check! {
    /// Microsoft Learn gives the suites in an order, those with GCM in front of those with CBC. A server that
    /// knows both should take GCM, whatever order the client names them in.
    ///
    /// ## Why it matters
    /// CBC suites of TLS 1.2 have a history of attacks on their padding.
    ///
    /// ## Usual cause
    /// The server follows the order of the client.
    ///
    /// ## How to fix
    /// Switch the server's own preference on, and put the GCM suites first.
    ///
    /// ## Fails
    /// ```http
    /// ClientHello ECDHE-RSA-AES256-CBC-SHA384, …, ECDHE-RSA-AES128-GCM-SHA256
    /// ServerHello ECDHE-RSA-AES256-CBC-SHA384
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// ClientHello ECDHE-RSA-AES256-CBC-SHA384, …, ECDHE-RSA-AES128-GCM-SHA256
    /// ServerHello ECDHE-RSA-AES128-GCM-SHA256
    /// ```
    id: "transport/tls-order",
    title: "a server SHOULD prefer a GCM suite to a CBC suite",
    profile: Entra,
    severity: Warning,
    covers: ["E-03"],
    sources: [Learn("security-requirements")],
    dialects: Without,
    needs: ["connection/test"],
    run: judge,
}

/// A server that has CBC alone has nothing to prefer.
fn judge(e: &Evidence) -> Judged {
    let facts = e.connection()?;
    let (Answer::Accepted { suite: usual, .. }, Answer::Accepted { suite, .. }) =
        (&facts.documented, &facts.reversed)
    else {
        return Err(Unjudged::not_shown("there was no handshake with the documented suites in both orders"));
    };
    if CBC.contains(usual) || !CBC.contains(suite) {
        return Ok(Vec::new());
    }
    of_connection(
        e,
        "a CBC suite is taken although the client offers GCM",
        "a GCM suite",
        format!("suite {suite:#06x}"),
        "openssl s_client -tls1_2 -cipher ECDHE+AES+SHA384:ECDHE+AESGCM -connect HOST:443",
    )
}
