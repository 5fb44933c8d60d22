use super::*;

check! {
    /// RFC 7643 §4.1.1 requires a `userName` that is not empty. An empty text is refused, best with 400, or
    /// replaced by a name.
    ///
    /// ## Why it matters
    /// Attribute mappings yield an empty text for people whose source attribute has no value. The first such
    /// account blocks all others, as the name is taken.
    ///
    /// ## Usual cause
    /// Only the presence of the attribute is checked.
    ///
    /// ## How to fix
    /// Treat an empty text as a missing value.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":""}
    /// 201 {"id":"7","userName":""}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":""}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"userName is required"}
    /// ```
    id: "create/user-name-not-empty",
    title: "an empty userName MUST never be stored",
    profile: Rfc,
    severity: Error,
    covers: ["post-13"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/empty-user-name", "create/empty-user-name/read", "create/plain", "required/*"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/empty-user-name")?;
    needs_no_crash(e)?;
    let message = "a create with an empty userName is a server error";
    if let Some(finding) = server_error(e, &seen, message, "4xx")? {
        return Ok(vec![finding]);
    }
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    let empty = |seen: &Seen| {
        attribute(seen, "userName").is_some_and(|name| name.as_str().is_some_and(|n| n.trim().is_empty()))
    };
    let empty = made(e, "create/empty-user-name")?.into_iter().find(empty);
    Ok(empty
        .map(|seen| {
            let finding = Finding::at(seen.exchange, "a user with an empty userName exists");
            finding.expected("a refusal with 400", "\"\"").pointer("/userName")
        })
        .into_iter()
        .collect())
}
