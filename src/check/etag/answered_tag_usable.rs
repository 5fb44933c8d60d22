use super::*;

check! {
    /// RFC 7644 §3.14 shows the ETag in the answer to a create, so that a client can go on from there. The
    /// version in the answer to a create, PUT or PATCH is the one the resource has then.
    ///
    /// ## Why it matters
    /// A client that makes two changes in a row takes the version from the first answer. If it is out of date
    /// there, the second change is refused although nobody interfered.
    ///
    /// ## Usual cause
    /// The answer is rendered before the change is stored, or the version moves once more behind the answer, by
    /// a trigger or an index.
    ///
    /// ## How to fix
    /// Read the version after the change is stored, in the same transaction. Where that is impossible, leave
    /// the header out of the answer to a write.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// 200
    /// ETag: W/"5"
    ///
    /// PUT /Users/84c1
    /// If-Match: W/"5"
    /// 412
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// 200
    /// ETag: W/"6"
    ///
    /// PUT /Users/84c1
    /// If-Match: W/"6"
    /// 200
    /// ```
    id: "etag/answered-tag-usable",
    title: "the ETag in the answer to a write MUST be met in the If-Match of the next one",
    profile: Rfc,
    severity: Error,
    covers: ["more-43"],
    sources: [Rfc7644("3.14"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "discovery/config",
        "etag/get",
        "etag/get-again",
        "etag/put",
        "etag/answered/create",
        "etag/answered/put",
        "etag/answered/patch",
        "etag/answered/put-again",
    ],
    run: judge,
}

/// A write without a version in its answer leaves the next one out.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_stable(e)?;
    if e.find("etag/put").is_some_and(|put| refuses_condition(&put)) {
        return Err(named_elsewhere("the current version is refused in an If-Match"));
    }
    e.seen("etag/answered/put")?;
    let steps = ["etag/answered/put", "etag/answered/patch", "etag/answered/put-again"];
    let refused = refused_for_condition(steps.iter().filter_map(|step| e.find(step)).collect())?;
    let finding = |seen: Seen| {
        let message = "the version of the answer before is refused, although nothing changed in between";
        Finding::at(seen.exchange, message).expected("2xx", expect::answer(seen.exchange))
    };
    Ok(refused.into_iter().take(1).map(finding).collect())
}
