use super::*;

check! {
    /// RFC 9865 §2 requires `nextCursor` in every answer to a query by cursor but the last. The first request
    /// sends an empty `cursor`. Judged where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// Without the cursor a client is done after the first page and takes all other users for deleted.
    ///
    /// ## Usual cause
    /// An empty `cursor` is taken for none, and the list is paged by index.
    ///
    /// ## How to fix
    /// Tell an empty `cursor` from an absent one, and add `nextCursor` while something is left.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":5,"nextCursor":"VZUTiyhEQJ94IR","Resources":[…]}
    /// ```
    id: "cursor/next-cursor",
    title: "the first page by cursor MUST name the next one while there is one",
    profile: Rfc,
    severity: Error,
    covers: ["cur-01"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    let page = e.seen("cursor/page-1")?;
    let refused = expect::status(&page, &[200], "a query with an empty cursor is not answered with 200");
    if !refused.is_empty() {
        return Ok(refused);
    }
    if listed(page)?.resources().len() >= own(e).len() {
        return Err(another("the page holds more resources than count asks for"));
    }
    if text(&page, "nextCursor").is_some_and(|cursor| !cursor.is_empty()) {
        return Ok(Vec::new());
    }
    let shown = page.body().and_then(|body| access::member(body, "nextCursor"));
    let shown = shown.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(page.exchange, "the page has no nextCursor, though more resources are left");
    Ok(vec![finding.expected("nextCursor", shown).pointer("/nextCursor")])
}
