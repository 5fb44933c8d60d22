use super::*;

check! {
    /// RFC 9865 §2 makes `previousCursor` optional and forbids it on the first page, which has none before it.
    /// Judged where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// A client that walks backwards knows by it that it has arrived.
    ///
    /// ## Usual cause
    /// The member is written on every page.
    ///
    /// ## How to fix
    /// Leave `previousCursor` out when the request had no cursor.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"previousCursor":"ze7L30kMiiLX6x","nextCursor":"VZUTiyhEQJ94IR","Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"nextCursor":"VZUTiyhEQJ94IR","Resources":[…]}
    /// ```
    id: "cursor/first-page",
    title: "the first page by cursor MUST come without previousCursor",
    profile: Rfc,
    severity: Error,
    covers: ["cur-03"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    let page = listed(e.seen("cursor/page-1")?)?;
    let cursor = page.body().and_then(|body| access::member(body, "previousCursor"));
    let finding = |cursor: &Value| {
        let finding = Finding::at(page.exchange, "the first page names a previous one");
        finding.expected("no previousCursor", expect::quote(cursor)).pointer("/previousCursor")
    };
    Ok(cursor.filter(|cursor| !cursor.is_null()).map(finding).into_iter().collect())
}
