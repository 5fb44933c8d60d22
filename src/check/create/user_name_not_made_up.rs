use super::*;

check! {
    /// RFC 7643 §4.1.1 calls `userName` required, and RFC 7644 §3.12 names `invalidValue` as the answer to a
    /// missing required value. A made-up name keeps the letter of the former only.
    ///
    /// ## Why it matters
    /// The client knows the person by another name. Entra will not find the account it has just created and tries
    /// again in the next cycle.
    ///
    /// ## Usual cause
    /// A default for the column is taken from the e-mail address or the display name.
    ///
    /// ## How to fix
    /// Refuse with 400 and say that `userName` is missing.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"displayName":"Mira Solberg"}
    /// 201 {"id":"7","userName":"mira.solberg","displayName":"Mira Solberg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"displayName":"Mira Solberg"}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"userName is required"}
    /// ```
    id: "create/user-name-not-made-up",
    title: "a create without a userName SHOULD be refused rather than given a name of the server's own",
    profile: Rfc,
    severity: Warning,
    covers: ["post-12"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/no-user-name", "create/no-user-name/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/no-user-name")?;
    if seen.status() >= 500 {
        return Err(needs("a create without a userName is a server error, which another check names"));
    }
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    let named = |seen: &Seen| attribute(seen, "userName").is_some_and(|name| !expect::is_empty(name));
    let named = made(e, "create/no-user-name")?.into_iter().find(named);
    Ok(named
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "the server made up a userName");
            finding.expected("a refusal with 400", told(attribute(&seen, "userName"))).pointer("/userName")
        })
        .into_iter()
        .collect())
}
