use super::*;

check! {
    /// RFC 7644 §3.4.2.4 defines `itemsPerPage` as the number of resources that the page holds, also where
    /// fewer are left than were asked for.
    ///
    /// ## Why it matters
    /// A client that adds `itemsPerPage` to `startIndex` asks for the right next page only if the number is
    /// true.
    ///
    /// ## Usual cause
    /// The `count` of the request, or the default size, is sent back.
    ///
    /// ## How to fix
    /// Set `itemsPerPage` to the length of `Resources`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=11&count=5
    /// 200 {"totalResults":12,"startIndex":11,"itemsPerPage":5,"Resources":[{"id":"11"},{"id":"12"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=11&count=5
    /// 200 {"totalResults":12,"startIndex":11,"itemsPerPage":2,"Resources":[{"id":"11"},{"id":"12"}]}
    /// ```
    id: "paging/items-per-page",
    title: "itemsPerPage SHOULD be the number of resources on the page",
    profile: Rfc,
    severity: Warning,
    covers: ["page-06"],
    sources: [Rfc7644("3.4.2"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-3"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let pages = [page(e, "paging/page-1")?, page(e, "paging/page-3")?];
    let stated: Vec<(Seen, u64)> =
        pages.into_iter().filter_map(|page| Some((page, number(&page, "itemsPerPage")?))).collect();
    if stated.is_empty() {
        return Err(Unjudged::not_shown("the pages have no itemsPerPage"));
    }
    let wrong = stated.into_iter().filter(|(page, items)| *items != page.resources().len() as u64);
    let finding = |(page, items): (Seen, u64)| {
        let finding = Finding::at(page.exchange, "itemsPerPage is not the number of resources on the page");
        finding.expected(page.resources().len().to_string(), items.to_string()).pointer("/itemsPerPage")
    };
    Ok(wrong.map(finding).collect())
}
