use super::*;

check! {
    /// RFC 7644 §2 and RFC 9110 §15.5.2 have every 401 name the schemes it accepts in `WWW-Authenticate`.
    ///
    /// ## Why it matters
    /// The header is how a client learns what to send. Without it some libraries never send the credential they
    /// have.
    ///
    /// ## Usual cause
    /// The 401 is written by hand, or a gateway drops the header.
    ///
    /// ## How to fix
    /// Add `WWW-Authenticate: Bearer realm="…"` wherever a 401 is answered.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users
    ///
    /// 401
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users
    ///
    /// 401
    /// WWW-Authenticate: Bearer realm="scim"
    /// ```
    id: "auth/www-authenticate",
    title: "a 401 MUST carry WWW-Authenticate",
    profile: Rfc,
    severity: Error,
    covers: ["auth-03"],
    sources: [Rfc7644("2"), Rfc9110("15.5.2"), Rfc6750("3")],
    dialects: Without,
    needs: ["refusals/missing-token-get", "refusals/wrong-token-get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused = refused_reads(e)?;
    let bare = refused.iter().find(|seen| challenge(seen).is_none());
    let finding = |seen: &Seen| Finding::at(seen.exchange, "the 401 names no scheme");
    Ok(bare
        .map(|seen| finding(seen).expected("WWW-Authenticate: Bearer …", "no such header"))
        .into_iter()
        .collect())
}
