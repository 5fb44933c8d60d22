use super::*;

check! {
    /// RFC 7644 §3.4.2.1 has an equality filter on an attribute without value evaluate to false, and §3.12 has
    /// 400 `invalidFilter` for an attribute that cannot be filtered by. Resources are never the answer.
    ///
    /// ## Why it matters
    /// A misspelt attribute in a mapping must not make Entra link the first account of the list.
    ///
    /// ## Usual cause
    /// Conditions on unknown attributes are left out of the database query.
    ///
    /// ## How to fix
    /// Refuse the filter with 400, or answer with an empty list.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=tideGauge%20eq%20%22aiko%22
    /// 200 {"totalResults":2,"Resources":[{"id":"4","userName":"aiko"},{"id":"7","userName":"mira"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=tideGauge%20eq%20%22aiko%22
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    id: "filters/unknown-attribute",
    title: "a filter by an attribute nobody has MUST match nothing or be refused",
    profile: Rfc,
    severity: Error,
    covers: ["flt-31", "more-22"],
    sources: [Rfc7644("3.4.2.2"), Rfc7644("3.4.2.1")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/unknown/*",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cast = Cast::of(e)?;
    let seen = e.seen("filters/unknown/attribute")?;
    if is_refused(&seen) || is_4xx(&seen) {
        Ok(Vec::new())
    } else {
        cast.must_find("filters/unknown/attribute", "userName", &[])
    }
}
