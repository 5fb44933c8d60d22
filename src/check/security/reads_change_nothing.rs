use super::*;

check! {
    /// RFC 9110 §9.2.1 makes GET safe: reading and searching leave every resource as it is, its version and
    /// `lastModified` included.
    ///
    /// ## Why it matters
    /// Clients cache by version and compare by date. A resource that changes by being looked at is never up to
    /// date.
    ///
    /// ## Usual cause
    /// The time of the last look is kept in the same row, and the row's trigger moves the date of the last
    /// change.
    ///
    /// ## How to fix
    /// Keep access times apart from the resource.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-2
    /// 200 {"id":"u-2","meta":{"lastModified":"2026-02-03T10:00:00.100Z"}}
    /// GET /Users/u-2
    /// 200 {"id":"u-2","meta":{"lastModified":"2026-02-03T10:00:00.150Z"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-2
    /// 200 {"id":"u-2","meta":{"lastModified":"2026-02-03T10:00:00.100Z"}}
    /// GET /Users/u-2
    /// 200 {"id":"u-2","meta":{"lastModified":"2026-02-03T10:00:00.100Z"}}
    /// ```
    id: "security/reads-change-nothing",
    title: "GET MUST change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["sec-05"],
    sources: [Rfc9110("9.2.1")],
    dialects: Without,
    needs: ["transport/read-first", "transport/read-again"],
    run: judge,
}

/// The two reads follow each other with nothing in between that is not a read.
fn judge(e: &Evidence) -> Judged {
    let (first, again) = (e.seen("transport/read-first")?, e.seen("transport/read-again")?);
    let (Some(before), Some(after)) = (first.body(), again.body()) else {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "the user could not be read twice".to_owned()));
    };
    let value = |body, path: &str| {
        let path: Option<crate::scim::Path> = path.parse().ok();
        path.and_then(|path| crate::scim::access::first(body, &path)).cloned().unwrap_or_default()
    };
    let moved = ["userName", "displayName", "active", "meta.lastModified", "meta.version"]
        .into_iter()
        .find(|path| value(before, path) != value(after, path));
    let finding = |path: &str| {
        Finding::at(again.exchange, format!("{path} changed between two reads"))
            .expected(expect::quote(&value(before, path)), expect::quote(&value(after, path)))
    };
    Ok(moved.map(finding).into_iter().collect())
}
