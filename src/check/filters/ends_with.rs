use super::*;

check! {
    /// RFC 7644 §3.4.2.2 lets `ew` match a resource whose value ends with the given text or is identical. A
    /// server that does not do so may refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Why it matters
    /// Search boxes of administration tools and clients that look people up by a part of their name send it.
    /// What is missing seems not to exist.
    ///
    /// ## Usual cause
    /// The operator is translated to a pattern with a wildcard on both sides.
    ///
    /// ## How to fix
    /// Compare the end of the value only; a value that is identical matches, too.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20ew%20%22Tide%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","displayName":"Tide analyst"},{"id":"9","displayName":"Lead Tide"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20ew%20%22Tide%22
    /// 200 {"totalResults":1,"Resources":[{"id":"9","displayName":"Lead Tide"}]}
    /// ```
    id: "filters/ends-with",
    title: "`ew` MUST match where the text ends with the given one, and nowhere else",
    profile: Rfc,
    severity: Error,
    covers: ["flt-15", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/exact",
        "filters/ew/*",
    ],
    run: |e| Cast::with_display_name(e)?.against("middle")?.finds("filters/ew/match", "displayName", &["back", "same"]),
}
