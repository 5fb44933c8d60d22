use super::*;

check! {
    /// RFC 9111 §3.5 keeps answers to requests with a credential out of shared caches, unless the server opens
    /// them with `public` or `s-maxage`. That answers about people are not opened is our own conclusion.
    ///
    /// ## Why it matters
    /// A cache on the way shows accounts to whoever asks next, and stale ones to Entra, which then writes from
    /// outdated values.
    ///
    /// ## Usual cause
    /// A rule for static files applies to the whole site.
    ///
    /// ## How to fix
    /// Send `Cache-Control: no-store` or `private` with every answer below the base URL.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// Cache-Control: public, max-age=300
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// Cache-Control: private, no-store
    /// ```
    id: "read/not-publicly-cached",
    title: "answers about people SHOULD NOT be open to shared caches",
    profile: Rfc,
    severity: Warning,
    covers: ["get-07"],
    sources: [Rfc(9111, "3.5"), Inferred],
    dialects: Without,
    needs: ["users/get", "users/match", "resources/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let answers: Vec<_> =
        ["users/get", "users/match", "resources/get"].iter().filter_map(|step| e.find(step)).collect();
    let answers: Vec<_> = answers.into_iter().filter(Seen::succeeded).collect();
    if answers.is_empty() {
        e.seen("users/get")?;
        return Err(Unjudged::not_shown("no read of a user succeeded"));
    }
    let opened = answers.into_iter().find_map(|seen| {
        let control = seen.exchange.response()?.header("cache-control")?;
        let words = control.split(',').map(|word| word.trim().to_lowercase());
        words
            .into_iter()
            .any(|word| word == "public" || word.starts_with("s-maxage"))
            .then_some((seen, control))
    });
    Ok(opened
        .map(|(seen, control)| {
            let finding = Finding::at(seen.exchange, "the answer invites shared caches to keep it");
            finding.expected("no public, no s-maxage", control)
        })
        .into_iter()
        .collect())
}
