use super::*;

check! {
    /// RFC 7644 §3.14 and RFC 9110 §13.1.1 require a write whose If-Match names an old version to be refused
    /// with 412, and nothing to change. RFC 7644 §3.12 also lists 409 for a version that does not match.
    ///
    /// ## Why it matters
    /// This is what a client relies on when it protects somebody else's change. If the header is ignored, the
    /// change is lost, and nobody is told.
    ///
    /// ## Usual cause
    /// If-Match is read for one method and forgotten for the others; or the condition is looked at after the
    /// write.
    ///
    /// ## How to fix
    /// Compare the version in the same transaction as the write, for PUT, PATCH and DELETE, and answer 412.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/84c1
    /// If-Match: W/"4"
    /// 200
    /// ETag: W/"6"
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/84c1
    /// If-Match: W/"4"
    /// 412
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"the version is W/\"5\"","status":"412"}
    /// ```
    id: "etag/if-match-stale",
    title: "a write with an old ETag in If-Match MUST be refused with 412 and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["etag-06"],
    sources: [Rfc7644("3.14"), Rfc9110("13.1.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config",
        "etag/get",
        "etag/get-again",
        "etag/put/read",
        "etag/put-stale",
        "etag/put-stale/read",
        "etag/patch-stale",
        "etag/patch-stale/read",
        "etag/delete-stale",
        "etag/delete-stale/read",
        "etag/patch",
        "etag/delete",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_moving(e)?;
    e.seen("etag/put-stale")?;
    let writes = ["etag/put-stale", "etag/patch-stale", "etag/delete-stale"];
    Ok(writes
        .iter()
        .filter(|id| !is_refused_anyway(e, id))
        .filter_map(|id| Some((e.find(id)?, e.find(&format!("{id}/read"))?)))
        .filter_map(fault)
        .collect())
}

/// Whether the same write is refused with the same status where it names the current version: then the version is not
/// why.
fn is_refused_anyway(e: &Evidence, id: &str) -> bool {
    let (Some(stale), Some(current)) = (e.find(id), e.find(id.trim_end_matches("-stale"))) else {
        return false;
    };
    !stale.succeeded() && stale.status() == current.status() && !refuses_condition(&stale)
}

fn fault((write, read): (Seen, Seen)) -> Option<Finding> {
    if write.succeeded() {
        let finding = Finding::at(write.exchange, "the version is an old one, and the write is carried out");
        return Some(finding.expected("412", expect::answer(write.exchange)));
    }
    if changed(&write, &read) {
        let finding =
            Finding::at(read.exchange, "the write was refused and has changed the user all the same");
        return Some(finding.expected("the user as before", "the change").caused_by(write.exchange));
    }
    let refused = [412, 409, 404, 405, 415, 501];
    expect::status(&write, &refused, "the old version is not refused with 412").into_iter().next()
}

/// Whether the read shows what the refused write would have made of the user.
fn changed(write: &Seen, read: &Seen) -> bool {
    let text = write.exchange.request.body.as_deref().unwrap_or_default();
    let (Some(shown), true) = (read.exchange.response(), read.succeeded()) else {
        return read.status() == 404;
    };
    ["Berth nine", "Berth ten"].iter().any(|value| text.contains(value) && shown.body.contains(value))
}
