use super::*;

check! {
    /// RFC 7643 §4.1.1 requires every user to have a `userName` that is not empty. A create without one is
    /// refused with a 4xx, best 400 with `invalidValue`, or the server fills one in.
    ///
    /// ## Why it matters
    /// A nameless account cannot be found again: Entra matches by name and would create the next one in every
    /// cycle.
    ///
    /// ## Usual cause
    /// The attribute is not declared required, or the missing value trips the database and ends in a 500.
    ///
    /// ## How to fix
    /// Answer 400 with `"scimType":"invalidValue"` and name the attribute.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"displayName":"Mira Solberg"}
    /// 201 {"id":"7","displayName":"Mira Solberg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"displayName":"Mira Solberg"}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"userName is required"}
    /// ```
    id: "create/user-name-required",
    title: "a user MUST NOT be created without a userName",
    profile: Rfc,
    severity: Error,
    covers: ["post-12"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/no-user-name", "create/no-user-name/read", "create/plain", "required/*"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/no-user-name")?;
    needs_no_crash(e)?;
    if let Some(finding) = server_error(e, &seen, "a create without userName is a server error", "4xx")? {
        return Ok(vec![finding]);
    }
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    let nameless = |seen: &Seen| attribute(seen, "userName").is_none_or(expect::is_empty);
    let nameless = made(e, "create/no-user-name")?.into_iter().find(nameless);
    Ok(nameless
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "a user without a userName exists");
            finding.expected("a refusal with 400", told(attribute(&seen, "userName"))).pointer("/userName")
        })
        .into_iter()
        .collect())
}
