use super::*;

check! {
    /// RFC 7644 §3.14 has versions tell whether a resource changed; RFC 9110 §8.8 has a validator change with
    /// the representation. Two reads without a write between them show the same ETag.
    ///
    /// ## Why it matters
    /// A version that moves by itself makes each conditional write fail, and each conditional read send
    /// everything again.
    ///
    /// ## Usual cause
    /// The version is made from the time of the answer, a random value, or JSON whose members come in another
    /// order each time.
    ///
    /// ## How to fix
    /// Make the version from a counter or a time stamp that is stored with the resource and moves with each
    /// change.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"1718000001"
    ///
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"1718000002"
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    ///
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// ```
    id: "etag/stable-between-reads",
    title: "two reads of a resource that nobody changed MUST show the same ETag",
    profile: Rfc,
    severity: Error,
    covers: ["etag-04"],
    sources: [Rfc7644("3.14"), Rfc9110("8.8")],
    dialects: Without,
    needs: ["discovery/config", "etag/get", "etag/get-again"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let (first, second) = (e.seen("etag/get")?, e.seen("etag/get-again")?);
    let (Some(before), Some(after)) = (tag(&first), tag(&second)) else {
        return Err(named_elsewhere("a read shows no ETag header"));
    };
    let finding = || {
        let finding = Finding::at(second.exchange, "the ETag changed although the user did not");
        finding.expected(before, after)
    };
    Ok((before != after).then(finding).into_iter().collect())
}
