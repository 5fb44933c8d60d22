use super::*;

check! {
    /// No text limits the length of a filter. A server that finds fifty conditions too many says so with 400,
    /// 413, 414 or 431; a server error is no answer a client can act on.
    ///
    /// ## Why it matters
    /// Clients that look up a page of people at once join the conditions with `or`.
    ///
    /// ## Usual cause
    /// A limit of the database, or of the depth of recursion, is hit and not caught.
    ///
    /// ## How to fix
    /// Refuse a filter that is too long before it is evaluated, and send the client to `POST /Users/.search`
    /// when the address is the limit.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%221%22%20or%20userName%20eq%20%222%22%20or%20…
    /// 500 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"500"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%221%22%20or%20userName%20eq%20%222%22%20or%20…
    /// 200 {"totalResults":1,"Resources":[{"id":"4","userName":"2"}]}
    /// ```
    id: "filters/long-filter",
    title: "a long filter SHOULD be answered or refused, never met with a server error",
    profile: Rfc,
    severity: Warning,
    covers: ["flt-39"],
    sources: [Source::Inferred],
    dialects: Without,
    needs: [
        "discovery/config",
        "filters/create/*",
        "filters/get/*",
        "filters/baseline",
        "filters/or/*",
        "filters/long/*",
    ],
    run: judge,
}

/// Fifty names, of which the last is there. Gateways refuse long addresses with statuses of their own.
fn judge(e: &Evidence) -> Judged {
    let cast = Cast::of(e)?;
    cast.needs_or()?;
    match e.seen("filters/long/match")?.status() {
        400..500 => Ok(Vec::new()),
        _ => cast.must_find("filters/long/match", "userName", &["same"]),
    }
}
