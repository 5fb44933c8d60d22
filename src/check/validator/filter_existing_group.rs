use super::*;

check! {
    /// Test G3 of Microsoft's SCIM Validator: a query by displayName that does not exclude members finds a
    /// group that has some.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Reviewers repeat the query by hand.
    ///
    /// ## Usual cause
    /// Members are loaded for each hit, which fails or is not allowed.
    ///
    /// ## How to fix
    /// Show the members, or leave them out, but answer the query.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"totalResults":1,"Resources":[{"id":"5d0e","displayName":"Harbour crew"}]}
    /// ```
    id: "validator/filter-existing-group",
    title: "a query for a group with its members MUST find it",
    profile: Gallery,
    severity: Error,
    covers: ["G3"],
    sources: [Validator("G3"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: [
        "validator/group/create",
        "validator/group/own",
        "validator/group/duplicate",
        "validator/group/filter",
    ],
    run: |e| unless_named(e, group_found(e, "validator/group/filter"), &["groups/", "query/", "transport/"]),
}
