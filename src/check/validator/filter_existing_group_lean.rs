use super::*;

check! {
    /// Test G2 of Microsoft's SCIM Validator: a query by displayName that excludes members finds the group.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. It is the only query of groups that Entra sends. Here the group has a name
    /// and no externalId.
    ///
    /// ## Usual cause
    /// The query is joined with a table in which the group has no row.
    ///
    /// ## How to fix
    /// Filter by the attribute that is named alone.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"totalResults":1,"Resources":[{"id":"5d0e","displayName":"Harbour crew"}]}
    /// ```
    id: "validator/filter-existing-group-lean",
    title: "a query for a group without its members MUST find it",
    profile: Gallery,
    severity: Error,
    covers: ["G2"],
    sources: [Validator("G2"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: [
        "validator/group/create",
        "validator/group/own",
        "validator/group/duplicate",
        "validator/group/filter-lean",
    ],
    run: |e| unless_named(e, group_found(e, "validator/group/filter-lean"), &["groups/", "query/", "transport/"]),
}
