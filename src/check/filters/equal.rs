use super::*;

check! {
    /// RFC 7644 §3.4.2.2 returns the resources that match the filter and no others. A combination of attribute
    /// and operator that a server does not support is refused with 400 `invalidFilter` (§3.12), never answered
    /// with a wrong list.
    ///
    /// ## Why it matters
    /// An administrator can make any attribute the one accounts are matched by. An empty answer has the account
    /// created again, a full one links the wrong person.
    ///
    /// ## Usual cause
    /// Filters are written for a few attributes; a condition on another is dropped, or never true.
    ///
    /// ## How to fix
    /// Support the attributes the schema declares, or answer 400 with `"scimType":"invalidFilter"`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22Tide%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","displayName":"Tide"},{"id":"7","displayName":"Ebb"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=displayName%20eq%20%22Tide%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","displayName":"Tide"}]}
    /// ```
    id: "filters/equal",
    title: "`eq` on an attribute of a user MUST find those with that value and nobody else",
    profile: Rfc,
    severity: Error,
    covers: ["more-22", "flt-03"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/case/exact",
    ],
    run: |e| Cast::of(e)?.finds("filters/case/exact", "displayName", &["same"]),
}
