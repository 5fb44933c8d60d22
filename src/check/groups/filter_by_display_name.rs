use super::*;

check! {
    /// Microsoft Learn requires that groups can be queried by `displayName`, the default matching attribute:
    /// the group with that name is found, and no other.
    ///
    /// ## Why it matters
    /// It is how Entra finds out whether a group exists. Names hold parentheses, hyphens and blanks.
    ///
    /// ## Usual cause
    /// The filter is ignored for groups, compares by prefix, or stumbles over escaped parentheses.
    ///
    /// ## How to fix
    /// Use the same filter code for groups as for users, and decode the query once.
    id: "groups/filter-by-display-name",
    title: "a query by displayName MUST return exactly the group of that name",
    profile: Entra,
    severity: Error,
    covers: ["E-117"],
    sources: [Learn("get-group-by-displayname")],
    dialects: Without,
    needs: ["groups/create", "groups/create-adscim", "groups/match"],
    run: |e| {
        super::super::query::needs_spelling(e)?;
        Ok(expect::only_hit(&e.seen("groups/match")?, &e.seen("groups/create")?))
    },
}
