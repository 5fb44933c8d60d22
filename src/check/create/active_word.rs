use super::*;

check! {
    /// In its default dialect Entra writes booleans as words. A server that takes `"False"` in a create reads it
    /// as false, or refuses it; practice, not an RFC, asks for it.
    ///
    /// ## Why it matters
    /// Any text that is not empty counts as true in many languages: people whose access was taken away come out
    /// active.
    ///
    /// ## Usual cause
    /// The value is tested for truth instead of being read.
    ///
    /// ## How to fix
    /// Accept `"True"` and `"False"` in any letter case as booleans, and refuse every other text with 400.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":"False"}
    /// 201 {"id":"7","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":"False"}
    /// 201 {"id":"7","active":false}
    /// ```
    id: "create/active-word",
    title: "active sent as the word False SHOULD be read as false or refused, never as true",
    profile: Gallery,
    severity: Warning,
    covers: ["post-19"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Inferred],
    dialects: Without,
    needs: ["create/active-word", "create/active-word/read", "create/inactive", "create/inactive/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/active-word")?;
    if let Some(finding) = server_error(e, &seen, "active as a word is a server error", "201 or 400")? {
        return Ok(vec![finding]);
    }
    if !seen.succeeded() {
        accepted(e, "create/inactive")?;
        return Ok(Vec::new());
    }
    let is_true =
        |seen: &Seen| attribute(seen, "active").and_then(crate::scim::eval::as_boolean) == Some(true);
    if made(e, "create/inactive")?.iter().any(is_true) {
        return Err(needs("active false is not stored as a boolean either, which another check names"));
    }
    let shown = made(e, "create/active-word")?;
    if shown.iter().all(|seen| attribute(seen, "active").is_none()) {
        return Err(Unjudged::not_shown("the answers show no active"));
    }
    let wrong = shown.into_iter().find(is_true);
    Ok(wrong
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "active sent as the word False came out as true");
            finding.expected("false, or a refusal", told(attribute(&seen, "active"))).pointer("/active")
        })
        .into_iter()
        .collect())
}
