use super::*;

check! {
    /// Microsoft Learn requires that users can be queried by `id`; the service asks so when it checks a
    /// reference such as the manager.
    ///
    /// ## Why it matters
    /// Where the query fails, managers and memberships are not kept up to date.
    ///
    /// ## Usual cause
    /// `id` is served by `/Users/{id}` alone and unknown to the filter.
    ///
    /// ## How to fix
    /// Let the filter compare `id`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=id+eq+%22u-7%22
    /// 400 {"scimType":"invalidFilter","detail":"id cannot be filtered"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=id+eq+%22u-7%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/filter-by-id",
    title: "a query by id MUST return exactly that user",
    profile: Entra,
    severity: Error,
    covers: ["E-28", "flt-06"],
    sources: [Learn("understand-the-microsoft-entra-scim-implementation"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-id"],
    run: |e| {
        needs_spelling(e)?;
        finds_the_user(e, "users/match-id")
    },
}
