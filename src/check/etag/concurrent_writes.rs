use super::*;

check! {
    /// RFC 7644 §3.14 has ETags keep clients from overwriting each other's changes. Of two different PUTs that
    /// arrive at the same moment with the same version in If-Match, at most one is carried out; the other is
    /// refused with 412 or 409.
    ///
    /// ## Why it matters
    /// Conflicts happen at the same moment, not minutes apart. A tenant that compares first and writes later
    /// lets both through, and one of the changes is lost without a trace.
    ///
    /// ## Usual cause
    /// The version is compared in one transaction or none, and the resource is written in another.
    ///
    /// ## How to fix
    /// Make the comparison part of the write, as in `UPDATE … WHERE id = ? AND version = ?`, and answer 412 if
    /// no row was changed.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/84c1 (first)
    /// If-Match: W/"5"
    /// 200
    ///
    /// PUT /Users/84c1 (second, at the same moment)
    /// If-Match: W/"5"
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/84c1 (first)
    /// If-Match: W/"5"
    /// 200
    ///
    /// PUT /Users/84c1 (second, at the same moment)
    /// If-Match: W/"5"
    /// 412
    /// ```
    id: "etag/concurrent-writes",
    title: "of two different writes with the same ETag at the same moment at most one MUST be carried out",
    profile: Rfc,
    severity: Error,
    covers: ["etag-09"],
    sources: [Rfc7644("3.14"), Rfc7644("3.12"), Rfc9110("13.1.1")],
    dialects: Without,
    needs: [
        "discovery/config",
        "etag/get",
        "etag/get-again",
        "etag/put/read",
        "etag/put-stale",
        "etag/race/get",
        "etag/race/put",
        "etag/race/read",
    ],
    run: judge,
}

/// An If-Match that is not heeded at all is named by `etag/if-match-stale`.
fn judge(e: &Evidence) -> Judged {
    e.needs_support("etag")?;
    needs_moving(e)?;
    if e.find("etag/put-stale").is_some_and(|put| put.succeeded()) {
        return Err(named_elsewhere("an old version in If-Match is not refused"));
    }
    let own = e.seen("etag/race/put")?;
    let twin = own.record.exchanges.iter().find(|exchange| exchange.purpose == crate::http::Purpose::Twin);
    let Some(twin) = twin.filter(|twin| twin.response().is_some()) else {
        return Err(Unjudged::not_shown("one of the two writes got no answer"));
    };
    if own.succeeded() && twin.succeeded() {
        let finding = Finding::at(own.exchange, "both of two writes with the same version are carried out");
        return Ok(vec![finding.expected(
            "one 2xx and one 412",
            format!("{} and {}", own.status(), twin.status().unwrap_or_default()),
        )]);
    }
    if !own.succeeded() && !twin.succeeded() {
        return Err(Unjudged::not_shown("neither of the two writes was carried out"));
    }
    let loser = if own.succeeded() { twin } else { own.exchange };
    if matches!(loser.status(), Some(429 | 503)) {
        return Err(Unjudged::not_shown("the tenant was too busy for one of the two writes"));
    }
    let known = loser.status().is_some_and(|status| (400..500).contains(&status));
    let finding = || {
        let finding = Finding::at(loser, "the write that came too late is not refused with 412");
        finding.expected("412", expect::answer(loser))
    };
    Ok((!known).then(finding).into_iter().collect())
}
