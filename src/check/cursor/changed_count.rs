use super::*;

check! {
    /// RFC 9865 §2 makes `count` the upper limit of each page, and §2.1 allows a server to insist on the same
    /// number for the whole walk: 400 with `invalidCount`. The same goes for a number above the server's
    /// maximum. Judged where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// A client that has room for three gets five, and loses two.
    ///
    /// ## Usual cause
    /// The size of the page is part of the cursor, and the parameter is not compared with it.
    ///
    /// ## How to fix
    /// Use the `count` of each request, or refuse one that differs.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=VZUTiyhEQJ94IR&count=3
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":5,"Resources":[… five users …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=VZUTiyhEQJ94IR&count=3
    /// 400 {"scimType":"invalidCount","detail":"count must be that of the first page","status":"400"}
    /// ```
    id: "cursor/changed-count",
    title: "a count that changes between pages MUST be heeded, or refused with 400",
    profile: Rfc,
    severity: Error,
    covers: ["cur-05"],
    sources: [Rfc9865("2"), Rfc9865("2.1")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/count-changed", "cursor/count-large"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    unless(&next_cursor::CHECK, e)?;
    let changed = e.seen("cursor/count-changed")?;
    let large = e.seen("cursor/count-large")?;
    let mut findings = Vec::new();
    for (seen, what) in [(&changed, "a changed count"), (&large, "a count above the maximum")] {
        findings.extend(expect::status(seen, &[200, 400], &format!("{what} is answered otherwise")));
    }
    if changed.resources().len() > 3 {
        let finding = Finding::at(changed.exchange, "the page holds more resources than its count allows");
        let actual = changed.resources().len().to_string();
        findings.push(finding.expected("3 at most, or 400 with invalidCount", actual).pointer("/Resources"));
    }
    Ok(findings)
}
