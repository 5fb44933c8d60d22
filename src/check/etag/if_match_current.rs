use super::*;

check! {
    /// RFC 7644 §3.14, with its examples of PUT and DELETE in §3.5.1 and §3.6, has a write whose If-Match names
    /// the current version carried out, weak versions included.
    ///
    /// ## Why it matters
    /// A client that does everything right is locked out: it can change nothing as long as it protects the
    /// changes of others.
    ///
    /// ## Usual cause
    /// Weak tags are compared strongly, as HTTP has it for If-Match in general, so that they never match; SCIM
    /// prefers weak tags and sends them in If-Match. Or a proxy adds `W/` to strong tags and the service does
    /// not know them again.
    ///
    /// ## How to fix
    /// Compare without `W/`. SCIM has one representation per resource, so the difference does not matter here.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/84c1
    /// If-Match: W/"5"
    /// 412
    /// {"detail":"the version does not match","status":"412"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/84c1
    /// If-Match: W/"5"
    /// 200
    /// ETag: W/"6"
    /// {"id":"84c1"}
    /// ```
    id: "etag/if-match-current",
    title: "a write with the current ETag in If-Match MUST be carried out",
    profile: Rfc,
    severity: Error,
    covers: ["etag-05"],
    sources: [Rfc7644("3.14"), Rfc7644("3.5.1"), Rfc7644("3.6")],
    dialects: Without,
    needs: [
        "discovery/config",
        "etag/get",
        "etag/get-again",
        "etag/put",
        "etag/patch-stale/read",
        "etag/patch",
        "etag/delete-stale/read",
        "etag/delete",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_stable(e)?;
    let first = e.seen("etag/put")?;
    let writes = [Some(first), e.find("etag/patch"), still_there(e).and_then(|()| e.find("etag/delete"))];
    let refused = refused_for_condition(writes.into_iter().flatten().collect())?.into_iter();
    let finding = |seen: Seen| {
        let message = "the version is the current one, and the write is refused all the same";
        Finding::at(seen.exchange, message).expected("2xx", expect::answer(seen.exchange))
    };
    Ok(refused.map(finding).collect())
}

/// The DELETE with the old version may have been carried out, which `etag/if-match-stale` judges.
fn still_there(e: &Evidence) -> Option<()> {
    e.find("etag/delete-stale/read").filter(Seen::succeeded).map(|_| ())
}
