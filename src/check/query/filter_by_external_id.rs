use super::*;

check! {
    /// Microsoft Learn requires that users can be queried by `externalId` where it is a matching attribute:
    /// the user with that value is found, and nobody else.
    ///
    /// ## Why it matters
    /// `externalId` is the identifier that stays when a person's name changes. Many mappings match by it.
    ///
    /// ## Usual cause
    /// The attribute is stored but missing from the filter's list of known attributes.
    ///
    /// ## How to fix
    /// Let the filter compare `externalId`, with regard to letter case.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=externalId+eq+%22mira.solberg%22
    /// 400 {"scimType":"invalidFilter","detail":"externalId cannot be filtered"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=externalId+eq+%22mira.solberg%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","externalId":"mira.solberg"}]}
    /// ```
    id: "query/filter-by-external-id",
    title: "a query by externalId MUST return exactly the user with that value",
    profile: Entra,
    severity: Error,
    covers: ["E-28", "flt-05", "ent-03"],
    sources: [Learn("get-user-by-query"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-external-id"],
    run: |e| {
        needs_spelling(e)?;
        finds_the_user(e, "users/match-external-id")
    },
}
