use super::*;

check! {
    /// RFC 9110 §13.1.2 requires a read whose If-None-Match names none but old versions to be answered as if
    /// the header were not there: with 200 and the resource.
    ///
    /// ## Why it matters
    /// A client that is told 304 keeps its old copy, and never learns of the change.
    ///
    /// ## Usual cause
    /// Each If-None-Match is answered with 304; or a cache in front of the service keeps answers beyond a
    /// change.
    ///
    /// ## How to fix
    /// Answer 304 only if one of the tags is the current version. Let caches ask the service each time
    /// (`Cache-Control: no-cache`).
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// If-None-Match: W/"4"
    /// 304
    /// ETag: W/"5"
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// If-None-Match: W/"4"
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1"}
    /// ```
    id: "etag/modified-is-sent",
    title: "a read with an old ETag in If-None-Match MUST be answered with the resource",
    profile: Rfc,
    severity: Error,
    covers: ["etag-08"],
    sources: [Rfc9110("13.1.2"), Rfc7644("3.14")],
    dialects: Without,
    needs: ["discovery/config", "etag/get", "etag/get-again", "etag/put/read", "etag/modified"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_moving(e)?;
    let seen = e.seen("etag/modified")?;
    Ok(expect::status(&seen, &[200], "the changed user is not sent"))
}
