use super::*;

check! {
    /// Test G5 of Microsoft's SCIM Validator: a query by displayName in other letters finds the group, as
    /// displayName ignores case.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Whoever renames a group in capitals would get a second one.
    ///
    /// ## Usual cause
    /// The values are compared as they are.
    ///
    /// ## How to fix
    /// Fold both sides before you compare.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"totalResults":0}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22Harbour%20crew%22
    /// 200 {"totalResults":1,"Resources":[{"id":"5d0e","displayName":"Harbour crew"}]}
    /// ```
    id: "validator/filter-existing-group-different-case",
    title: "a query by displayName in other letters MUST find the same group",
    profile: Gallery,
    severity: Error,
    covers: ["G5"],
    sources: [Validator("G5"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: [
        "validator/group/create",
        "validator/group/own",
        "validator/group/duplicate",
        "validator/group/filter-case",
    ],
    run: |e| unless_named(e, group_found(e, "validator/group/filter-case"), &["groups/", "query/", "transport/"]),
}
