use super::*;

check! {
    /// RFC 7644 §3.4.2.2 has a filter refused with 400 and `invalidFilter` when it asks for the order of
    /// booleans or of binary values, which have none.
    ///
    /// ## Why it matters
    /// A client that made a mistake must hear of it. An answer with some list looks like a result.
    ///
    /// ## Usual cause
    /// Values are compared as the programming language does, where false is less than true.
    ///
    /// ## How to fix
    /// Look up the type of the attribute before comparing, and refuse what the type does not have.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=active%20gt%20false
    /// 200 {"totalResults":1,"Resources":[{"id":"4","active":true}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=active%20gt%20false
    /// 400 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400","scimType":"invalidFilter"}
    /// ```
    id: "filters/order-of-booleans",
    title: "`gt`, `ge`, `lt` and `le` on a boolean or binary attribute MUST be refused with 400 and invalidFilter",
    profile: Rfc,
    severity: Error,
    covers: ["flt-18"],
    sources: [Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/and/*",
        "filters/order/*",
        "discovery/schemas",
    ],
    run: judge,
}

/// The binary attribute is asked for only where the tenant's schemas say that it is one.
fn judge(e: &Evidence) -> Judged {
    Cast::with_and(e)?;
    let seen: Vec<_> =
        ["gt", "ge", "lt", "le"].map(|op| e.seen(&format!("filters/order/active-{op}"))).into();
    let mut parts: Vec<Judged> = seen.into_iter().map(|seen| seen.map(|seen| refused(&seen))).collect();
    let kind = declared(e, "x509Certificates", Some("value"), "type");
    if kind.and_then(Value::as_str) == Some("binary") {
        parts.push(e.seen("filters/order/certificate").map(|seen| refused(&seen)));
    }
    any(parts)
}
