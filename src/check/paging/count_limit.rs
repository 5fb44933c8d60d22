use super::*;

check! {
    /// RFC 7644 §3.4.2.4 makes `count` an upper limit: fewer resources may come, more must not.
    ///
    /// ## Why it matters
    /// A client that asks for five has room for five. It takes the rest for the next page, or breaks on the
    /// size of the answer.
    ///
    /// ## Usual cause
    /// The parameter has another name in the server, or is not read when a filter is present.
    ///
    /// ## How to fix
    /// Limit the result to the smaller of `count` and your own maximum.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=1&count=5
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":12,"Resources":[… twelve users …]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=1&count=5
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":5,"Resources":[… five users …]}
    /// ```
    id: "paging/count-limit",
    title: "a page MUST hold no more resources than count asks for",
    profile: Rfc,
    severity: Error,
    covers: ["page-08"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let pages = [page(e, "paging/page-1")?, page(e, "paging/page-2")?];
    let finding = |page: &Seen| {
        let finding = Finding::at(page.exchange, "the page holds more resources than count allows");
        finding.expected("5 at most", page.resources().len().to_string()).pointer("/Resources")
    };
    Ok(pages.iter().filter(|page| page.resources().len() > COUNT).map(finding).collect())
}
