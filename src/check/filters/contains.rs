use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `co` match a resource whose value holds the given text anywhere. A server that
    /// does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Search boxes of administration tools and clients that look people up by a part of their name send it.
    /// What is missing seems not to exist.
    ///
    /// ## Usual cause
    /// The operator is translated to a comparison by the beginning, which an index can serve.
    ///
    /// ## How to fix
    /// Search for the text in the whole value.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20co%20%22Tide%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Tide analyst"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20co%20%22Tide%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","displayName":"Tide analyst"},{"id":"7","displayName":"North Tide crew"}]}
    /// ```
    id: "filters/contains",
    title: "`co` MUST match where the text holds the given one anywhere, and nowhere else",
    profile: Rfc,
    severity: Error,
    covers: ["flt-13", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/exact",
        "filters/co/*",
    ],
    run: |e| Cast::with_display_name(e)?.finds("filters/co/match", "displayName", &["middle", "front", "back", "same"]),
}
