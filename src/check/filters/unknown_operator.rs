use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has a provider decline a filter operation it does not recognize, with 400 and
    /// `invalidFilter`.
    ///
    /// ## Why it matters
    /// A client that uses an extension of another product must learn that it is not there.
    ///
    /// ## Usual cause
    /// Whatever is no known operator is treated as `eq`.
    ///
    /// ## How to fix
    /// Answer 400 with `"scimType":"invalidFilter"` and name the operator in `detail`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20regex%20%22aiko%22
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"aiko"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20regex%20%22aiko%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    id: "filters/unknown-operator",
    title: "an operator that is not known MUST be refused with 400 and invalidFilter",
    profile: Rfc,
    severity: Error,
    covers: ["flt-30", "more-22"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/unknown/*",
        "refusals/bad-filter",
    ],
    run: |e| {
        Cast::of(e)?;
        needs_grammar(e)?;
        Ok(refused(&e.seen("filters/unknown/operator")?))
    },
}
