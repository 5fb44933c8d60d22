use super::*;

check! {
    /// Microsoft Learn requires that a query for a group that does not exist is answered with 200 and an empty
    /// list; the query leaves the members out by `excludedAttributes=members`.
    ///
    /// ## Why it matters
    /// Entra asks so before it creates a group, and also to see whether the tenant is alive.
    ///
    /// ## Usual cause
    /// 404 for an empty result, or `excludedAttributes` is refused as an unknown parameter.
    ///
    /// ## How to fix
    /// Answer every query with 200 and a ListResponse, and support `excludedAttributes`.
    id: "groups/no-match-empty-list",
    title: "a query that matches no group MUST be answered with 200 and an empty list",
    severity: Error,
    sources: [Learn("get-group-by-displayname"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["connection/test-groups"],
    run: |e| Ok(expect::empty_list(&e.seen("connection/test-groups")?)),
}
