use super::*;

check! {
    /// RFC 7644 §3.14 has the ETag keep clients from overwriting each other's changes, so each change of a
    /// resource gives it another one.
    ///
    /// ## Why it matters
    /// If the version stays, a client that has seen the old state is allowed to overwrite the new one, which is
    /// what ETags are there to prevent.
    ///
    /// ## Usual cause
    /// The version is made from some of the attributes, from a time stamp in whole seconds, or on creation
    /// only.
    ///
    /// ## How to fix
    /// Move the version in the same transaction as the change, whatever attribute it is about.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    ///
    /// PUT /Users/84c1
    /// 200
    ///
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"5"
    ///
    /// PUT /Users/84c1
    /// 200
    ///
    /// GET /Users/84c1
    /// 200
    /// ETag: W/"6"
    /// ```
    id: "etag/changes-with-the-resource",
    title: "the ETag MUST be another one after each change of the resource",
    profile: Rfc,
    severity: Error,
    covers: ["etag-04"],
    sources: [Rfc7644("3.14"), Rfc9110("8.8.1")],
    dialects: Without,
    needs: [
        "discovery/config",
        "etag/get",
        "etag/put/read",
        "etag/patch-stale/read",
        "etag/patch/read",
        "etag/any/read",
    ],
    run: judge,
}

/// Each pair of reads, with a write between them that the second one shows.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    let pairs = [
        ("etag/get", "etag/put", "etag/put/read"),
        ("etag/patch-stale/read", "etag/patch", "etag/patch/read"),
        ("etag/patch/read", "etag/any", "etag/any/read"),
    ];
    e.seen("etag/get")?;
    let done = |step: &str| e.find(step).filter(|seen| shows_effect(seen));
    let compared = |&(before, write, after): &(&str, &str, &str)| {
        Some((e.find(before)?, e.find(write).filter(Seen::succeeded)?, done(after)?))
    };
    let compared: Vec<_> = pairs.iter().filter_map(compared).collect();
    if compared.is_empty() {
        return Err(Unjudged::not_shown("no write with a condition was carried out"));
    }
    if compared.iter().any(|(before, _, after)| tag(before).is_none() || tag(after).is_none()) {
        return Err(named_elsewhere("a read shows no ETag header"));
    }
    let kept = compared.into_iter().find(|(before, _, after)| tag(before) == tag(after));
    let finding = |(before, write, after): (Seen, Seen, Seen)| {
        let finding = Finding::at(after.exchange, "the user changed, and its ETag did not");
        finding.expected("another ETag", tag(&before).unwrap_or_default()).caused_by(write.exchange)
    };
    Ok(kept.map(finding).into_iter().collect())
}
