use super::*;

check! {
    /// Microsoft Learn requires that a disabled user is still found, by query and by id; only deleted users
    /// may disappear.
    ///
    /// ## Why it matters
    /// Entra re-enables the account it finds. If a disabled one is hidden, a returning person gets a second
    /// account, or the create runs into a conflict with the hidden one for ever.
    ///
    /// ## Usual cause
    /// Soft-deleted rows are left out by a default scope of the database layer.
    ///
    /// ## How to fix
    /// Return users with `active` false from queries and reads like all others.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22 (after active was set to false)
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22 (after active was set to false)
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","active":false}]}
    /// ```
    id: "query/inactive-users-found",
    title: "a disabled user MUST still be returned by query and by id",
    profile: Entra,
    severity: Error,
    covers: ["E-31", "flt-38", "soft-01", "soft-02"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Learn("disable-user")],
    dialects: Each,
    needs: [
        "lifecycle/create",
        "lifecycle/disable",
        "lifecycle/disable/read",
        "lifecycle/match-disabled",
        "lifecycle/disable-boolean",
        "lifecycle/disable-boolean/read",
        "lifecycle/match-disabled-boolean",
        "users/create",
        "users/match",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let created = e.seen("lifecycle/create")?;
    let suffix = super::super::users::disabled_by(e)?;
    let read = e.seen(&format!("lifecycle/disable{suffix}/read"))?;
    let mut findings = expect::status(&read, &[200], "the disabled user cannot be read by id");
    let query = e.seen(&format!("lifecycle/match-disabled{suffix}"))?;
    needs_working_queries(e)?;
    if !query.resources().iter().any(|hit| expect::is_created(hit, &created)) {
        let finding = Finding::at(query.exchange, "the query does not find the disabled user");
        let expected = format!("the user with id {}", created.id().unwrap_or_default());
        findings.push(finding.expected(expected, "not there").pointer("/Resources"));
    }
    Ok(findings)
}
