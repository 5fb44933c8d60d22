use super::*;

check! {
    /// Test G4 of Microsoft's SCIM Validator: a query for a name no group has is answered with 200 and
    /// `totalResults` 0. Here the name is the end of another group's name.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra would take over a group of somebody else.
    ///
    /// ## Usual cause
    /// `eq` is carried out as a search within names.
    ///
    /// ## How to fix
    /// Compare `eq` with the whole value.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22crew%22
    /// 200 {"totalResults":1,"Resources":[{"id":"5d0e","displayName":"Harbour crew"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?filter=displayName%20eq%20%22crew%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "validator/filter-non-existing-group",
    title: "a query for a group that does not exist MUST be answered with an empty list",
    profile: Gallery,
    severity: Error,
    covers: ["G4"],
    sources: [Validator("G4"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["validator/group/own", "validator/group/filter-nobody"],
    run: |e| unless_named(e, e.seen("validator/group/filter-nobody").map(|seen| expect::empty_list(&seen)), &["groups/", "query/", "transport/"]),
}
