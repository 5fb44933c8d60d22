use super::*;

check! {
    /// RFC 7644 §3.4.2.2 addresses a part of a complex attribute with a dot, as in `name.familyName`. A server
    /// that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Where all parts of a name are searched, a look-up by family name also finds people with that given name.
    ///
    /// ## Usual cause
    /// Complex attributes are indexed as one text.
    ///
    /// ## How to fix
    /// Resolve the path to the one part it names.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=name.familyName%20eq%20%22Berg%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","name":{"familyName":"Berg"}},{"id":"7","name":{"givenName":"Berg"}}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=name.familyName%20eq%20%22Berg%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","name":{"familyName":"Berg"}}]}
    /// ```
    id: "filters/sub-attribute",
    title: "a filter by a sub-attribute MUST compare that sub-attribute alone",
    profile: Rfc,
    severity: Error,
    covers: ["flt-25", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.10")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/sub-attribute/*",
    ],
    run: |e| Cast::of(e)?.against("middle")?.finds("filters/sub-attribute/match", "name.familyName", &["front"]),
}
