use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets a filter by a multi-valued attribute match when one of the values does, whichever
    /// it is. A server that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// A person who is looked up by a second address is not found and gets a second account.
    ///
    /// ## Usual cause
    /// Only the first or the primary value is stored in the column that is searched.
    ///
    /// ## How to fix
    /// Search all values.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails.value%20eq%20%22quay%40tern.example%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails.value%20eq%20%22quay%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","emails":[{"value":"desk@tern.example"},{"value":"quay@tern.example"}]}]}
    /// ```
    id: "filters/any-value",
    title: "a filter by a multi-valued attribute MUST match if any of its values does",
    profile: Rfc,
    severity: Error,
    covers: ["more-20", "flt-09", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/any-value/*",
    ],
    run: |e| {
        let cast = Cast::of(e)?;
        both(vec![
            cast.finds("filters/any-value/first", "emails.value", &["two"]),
            cast.finds("filters/any-value/second", "emails.value", &["two"]),
        ])
    },
}
