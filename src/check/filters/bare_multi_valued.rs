use super::*;

check! {
    /// RFC 7644 §3.4.2.2 wants the sub-attribute named but writes `emails co "…"` in its own examples, which
    /// stands for `emails.value`. A server may understand it or refuse it with 400; it must not match
    /// everybody.
    ///
    /// ## Why it matters
    /// Clients copy the example. An answer with everybody links the wrong accounts.
    ///
    /// ## Usual cause
    /// A comparison with an object is no comparison the code knows, and is skipped.
    ///
    /// ## How to fix
    /// Compare the sub-attribute `value`, or refuse the filter with 400 `invalidFilter`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=emails%20co%20%22desk%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","emails":[{"value":"desk@tern.example"}]},{"id":"7"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=emails%20co%20%22desk%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","emails":[{"value":"desk@tern.example"}]}]}
    /// ```
    id: "filters/bare-multi-valued",
    title: "a filter by emails without a sub-attribute SHOULD compare value or be refused",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-09"],
    sources: [Rfc7644("3.4.2.2"), Rfc7643("2.4")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/bare/*",
    ],
    run: |e| Cast::of(e)?.finds_or_refuses("filters/bare/match", "emails.value", &["two"]),
}
