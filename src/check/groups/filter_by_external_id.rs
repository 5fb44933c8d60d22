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
    id: "groups/filter-by-external-id",
    title: "a query by externalId MUST return exactly the group with that value",
    profile: Entra,
    severity: Error,
    covers: ["E-30"],
    sources: [Learn("get-group-by-displayname"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["groups/create", "groups/create-adscim", "groups/match-external-id"],
    run: |e| {
        super::super::query::needs_spelling(e)?;
        Ok(expect::only_hit(&e.seen("groups/match-external-id")?, &e.seen("groups/create")?))
    },
}
