use super::*;

check! {
    /// RFC 7643 §3.1 makes all of `meta` read-only: times, address and version come from the server, and what a
    /// client sends for them is ignored.
    ///
    /// ## Why it matters
    /// A creation time taken from the client hides a new account from everybody who looks for recent ones.
    ///
    /// ## Usual cause
    /// The body is stored as it came, and `meta` is completed where members are missing.
    ///
    /// ## How to fix
    /// Drop `meta` from every request and build it anew for every answer.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","meta":{"created":"1999-12-31T23:59:59Z"}}
    /// 201 {"id":"7","meta":{"created":"1999-12-31T23:59:59Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","meta":{"created":"1999-12-31T23:59:59Z"}}
    /// 201 {"id":"7","meta":{"created":"2026-01-09T08:15:00Z"}}
    /// ```
    id: "create/client-meta-ignored",
    title: "meta in a create request MUST be ignored",
    profile: Rfc,
    severity: Error,
    covers: ["res-18"],
    sources: [Rfc7643("3.1"), Rfc7643("2.2")],
    dialects: Without,
    needs: ["create/claims", "create/claims/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "create/claims")?;
    let mut findings = Vec::new();
    for name in ["created", "lastModified", "location", "version"] {
        let pointer = format!("/meta/{name}");
        let sent = create.sent().pointer(&pointer);
        let shown = made(e, "create/claims")?;
        let is_sent = |seen: &&Seen| {
            let shown = seen.body().and_then(|body| body.pointer(&pointer));
            sent.zip(shown).is_some_and(|(sent, shown)| expect::same(sent, shown))
        };
        let taken = shown.iter().find(is_sent);
        findings.extend(taken.map(|seen| {
            let finding = Finding::at(seen.exchange, format!("meta.{name} is what the client sent"));
            finding.expected("a value of the server's own", told(sent)).pointer(pointer.clone())
        }));
    }
    Ok(findings)
}
