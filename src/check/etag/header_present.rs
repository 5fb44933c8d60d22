use super::*;

check! {
    /// RFC 7644 §3.14 requires a service provider that supports ETags to send the version of a resource as an
    /// ETag header. It is judged where ServiceProviderConfig says that ETags are supported.
    ///
    /// ## Why it matters
    /// A client that means to change only what it has seen needs the version it has seen. Without the header it
    /// must write blindly, although the tenant promises more. Entra sends no conditional requests.
    ///
    /// ## Usual cause
    /// The flag in ServiceProviderConfig was copied from an example, or the version stands in `meta.version`
    /// alone.
    ///
    /// ## How to fix
    /// Send `ETag` with each answer that shows a single resource, from the same source as `meta.version`. If
    /// there are no versions, set `etag.supported` to false.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// {"id":"84c1","meta":{"version":"W/\"5\""}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1","meta":{"version":"W/\"5\""}}
    /// ```
    id: "etag/header-present",
    title: "the answer that shows a resource MUST carry its version as an ETag header where ETags are supported",
    profile: Rfc,
    severity: Error,
    covers: ["etag-01"],
    sources: [Rfc7644("3.14")],
    dialects: Without,
    needs: ["discovery/config", "etag/create", "etag/get"],
    run: judge,
}

/// A create may leave its version out, unless its body shows one.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let get = e.seen("etag/get")?;
    let create = e.seen("etag/create")?;
    if !get.succeeded() {
        return Err(named_elsewhere("the user cannot be read"));
    }
    let lacking = [(get, true), (create, version(&create).is_some())];
    let lacking = lacking.iter().filter(|(seen, due)| *due && seen.succeeded() && tag(seen).is_none());
    let finding = |seen: &Seen| {
        Finding::at(seen.exchange, "the answer has no ETag header").expected("an ETag header", "none")
    };
    Ok(lacking.map(|(seen, _)| finding(seen)).collect())
}
