use super::*;

check! {
    /// RFC 7644 §3.4.2 and Microsoft Learn require that a query is answered with a ListResponse, also for a
    /// single hit: the message's schema, a numeric `totalResults`, and the `Resources`.
    ///
    /// ## Why it matters
    /// Entra reads `totalResults` and `Resources` to decide between creating and linking. What it cannot read
    /// is logged as an incompatible service.
    ///
    /// ## Usual cause
    /// The handler returns the bare user or a bare array, or writes the count as a string.
    ///
    /// ## How to fix
    /// Wrap the hits: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,
    /// "startIndex":1,"itemsPerPage":1,"Resources":[…]}`.
    id: "query/list-response",
    title: "a query MUST be answered with a ListResponse",
    severity: Error,
    sources: [Rfc7644("3.4.2"), Learn("get-user-by-query")],
    dialects: Without,
    needs: ["users/match"],
    run: |e| Ok(expect::list(&e.seen("users/match")?).into_iter().collect()),
}
