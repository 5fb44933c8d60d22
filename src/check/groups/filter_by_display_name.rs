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
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Pilots%22
    /// 200 {"totalResults":2,"Resources":[{"id":"g-3","displayName":"Pilots"},{"id":"g-4","displayName":"Pilots two"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName+eq+%22Pilots%22
    /// 200 {"totalResults":1,"Resources":[{"id":"g-3","displayName":"Pilots"}]}
    /// ```
    id: "groups/filter-by-display-name",
    title: "a query by displayName MUST return exactly the group of that name",
    profile: Entra,
    severity: Error,
    covers: ["E-30", "flt-07", "E-117"],
    sources: [Learn("get-group-by-displayname")],
    dialects: Without,
    needs: ["groups/create", "groups/create-adscim", "groups/match"],
    run: |e| {
        super::super::query::needs_spelling(e)?;
        Ok(expect::only_hit(&e.seen("groups/match")?, &e.seen("groups/create")?))
    },
}
