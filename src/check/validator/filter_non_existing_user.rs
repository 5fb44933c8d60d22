use super::*;

check! {
    /// Test U4 of Microsoft's SCIM Validator: a query for a name that nobody has is answered with 200 and
    /// `totalResults` 0. Here the name is what stands in front of the @ of somebody's userName.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra would link the account of somebody else.
    ///
    /// ## Usual cause
    /// The look-up also compares with a short name or an alias.
    ///
    /// ## How to fix
    /// Compare `eq` with the whole value of the attribute that is named.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%22
    /// 200 {"totalResults":1,"Resources":[{"id":"84c1","userName":"zoe@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "validator/filter-non-existing-user",
    title: "a query for a user that does not exist MUST be answered with an empty list",
    profile: Gallery,
    severity: Error,
    covers: ["U4"],
    sources: [Validator("U4"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["validator/get", "validator/filter-nobody"],
    run: |e| unless_named(e, e.seen("validator/filter-nobody").map(|seen| expect::empty_list(&seen)), &["query/", "users/", "transport/"]),
}
