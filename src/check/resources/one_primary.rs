use super::*;

check! {
    /// RFC 7643 §2.4 allows the value true for `primary` no more than once among the values of an attribute. A
    /// create that claims it twice is refused, or one of them wins.
    ///
    /// ## Why it matters
    /// Clients take the primary address for the one to write to. With two, each takes another.
    ///
    /// ## Usual cause
    /// The flag is kept per row, and nobody looks at the other rows.
    ///
    /// ## How to fix
    /// Keep the primary value as a reference in the user, or clear the flag of the others when one is set.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"emails":[{"value":"quay@tern.example","primary":true},{"value":"pier@tern.example","primary":true}]}
    /// 201 {"id":"7","emails":[{"value":"quay@tern.example","primary":true},{"value":"pier@tern.example","primary":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"emails":[{"value":"quay@tern.example","primary":true},{"value":"pier@tern.example","primary":true}]}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"more than one primary value"}
    /// ```
    id: "resources/one-primary",
    title: "at most one value of a multi-valued attribute MUST be primary",
    profile: Rfc,
    severity: Error,
    covers: ["res-23"],
    sources: [Rfc7643("2.4")],
    dialects: Without,
    needs: [
        "create/two-primaries", "create/two-primaries/read", "create/plain", "users/create", "users/get", "users/match",
        "resources/create", "resources/get", "resources/match", "resources/patch", "resources/patch/read",
        "resources/put", "groups/create", "groups/get", "groups/match", "resources/crew",
        "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let tried = e.seen("create/two-primaries")?;
    if tried.status() >= 500 {
        accepted(e, "create/plain")?;
        let finding = Finding::at(tried.exchange, "two primary values are a server error");
        return Ok(vec![finding.expected("400, or one primary value", expect::answer(tried.exchange))]);
    }
    let own =
        made(e, "create/two-primaries")?.into_iter().flat_map(|seen| resources_of(&seen, ResourceType::User));
    let found = own.chain(shown(e)?).find_map(|shown| {
        let primary = |item: &&Value| {
            access::member(item, "primary").and_then(crate::scim::eval::as_boolean) == Some(true)
        };
        let name =
            lists(shown.body).into_iter().find(|(_, items)| items.iter().filter(primary).count() > 1)?.0;
        let finding = shown.finding(format!("{name} has more than one primary value"), &format!("/{name}"));
        Some(finding.expected("one", "several"))
    });
    Ok(found.into_iter().collect())
}
