use super::*;

check! {
    /// RFC 7643 §3.1 makes `externalId` case-exact: it belongs to the client, and two identifiers may differ in
    /// case alone. A server that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Object identifiers in Base64 differ in case. A server that ignores it links the wrong person.
    ///
    /// ## Usual cause
    /// The collation of the database ignores case in all columns.
    ///
    /// ## How to fix
    /// Give the column a case-sensitive collation.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=externalId%20eq%20%22TIDE-7-E%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","externalId":"Tide-7-e"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=externalId%20eq%20%22TIDE-7-E%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    id: "filters/external-id-exact",
    title: "a filter by externalId MUST NOT match a value in another letter case",
    profile: Rfc,
    severity: Error,
    covers: ["flt-05"],
    sources: [Rfc7643("3.1"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/external-id/*",
    ],
    run: |e| {
        let cast = Cast::of(e)?;
        both(vec![
            cast.finds("filters/external-id/match", "externalId", &["same"]),
            cast.finds("filters/external-id/decoy", "externalId", &[]),
        ])
    },
}
