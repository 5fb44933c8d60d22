use super::*;

check! {
    /// Microsoft Learn has groups queried by `externalId` where it is the matching attribute: the group with
    /// that value is found, and no other.
    ///
    /// ## Why it matters
    /// It is the way to match groups that survives a change of name.
    ///
    /// ## Usual cause
    /// `externalId` of groups is stored but unknown to the filter, or not stored at all.
    ///
    /// ## How to fix
    /// Store `externalId` on groups and let the filter compare it.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=externalId+eq+%228aa1a0c0%22
    /// 400 {"scimType":"invalidFilter"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=externalId+eq+%228aa1a0c0%22
    /// 200 {"totalResults":1,"Resources":[{"id":"g-3","externalId":"8aa1a0c0"}]}
    /// ```
    id: "groups/filter-by-external-id",
    title: "a query by externalId MUST return exactly the group with that value",
    profile: Entra,
    severity: Error,
    covers: ["E-30"],
    sources: [Learn("get-group-by-displayname"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["groups/create", "groups/get", "groups/create-adscim", "groups/match-external-id"],
    run: judge,
}

/// A value that the group does not show cannot be found; that it is missing is `groups/create-returns-201`'s matter.
fn judge(e: &Evidence) -> Judged {
    super::super::query::needs_spelling(e)?;
    needs_external_id(e)?;
    Ok(expect::only_hit(&e.seen("groups/match-external-id")?, &e.seen("groups/create")?))
}
