use super::*;

check! {
    /// RFC 7644 §3.14 and RFC 9110 §13.1.2 require a read that names the current version in If-None-Match to be
    /// answered with 304 and no body.
    ///
    /// ## Why it matters
    /// Clients that poll many resources save the transfer of what they have. A tenant that supports ETags and
    /// always sends everything gives them nothing for it.
    ///
    /// ## Usual cause
    /// The header is not read; or weak tags are compared as text with strong ones.
    ///
    /// ## How to fix
    /// Compare the tags of If-None-Match with the version, `W/` aside, before the resource is loaded, and
    /// answer 304 if one is the same.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// If-None-Match: W/"5"
    /// 200
    /// ETag: W/"5"
    /// {"id":"84c1"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// If-None-Match: W/"5"
    /// 304
    /// ETag: W/"5"
    /// ```
    id: "etag/not-modified",
    title: "a read with the current ETag in If-None-Match MUST be answered with 304",
    profile: Rfc,
    severity: Error,
    covers: ["etag-08", "get-06"],
    sources: [Rfc7644("3.14"), Rfc9110("13.1.2")],
    dialects: Without,
    needs: ["discovery/config", "etag/get", "etag/get-again", "etag/not-modified"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_stable(e)?;
    let seen = e.seen("etag/not-modified")?;
    let mut findings = expect::status(&seen, &[304], "the unchanged user is not answered with 304");
    let body = seen.exchange.response().map(|response| response.body.as_str()).unwrap_or_default();
    if findings.is_empty() && !body.is_empty() {
        findings.push(
            Finding::at(seen.exchange, "the 304 has a body").expected("no body", crate::text::cut(body, 80)),
        );
    }
    Ok(findings)
}
