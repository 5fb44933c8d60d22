use super::*;

check! {
    /// RFC 7644 §3.4.2.3 sorts the result, and §3.4.2.4 cuts it into pages: read one after the other, they are
    /// one sorted list. Judged where sorting is advertised, on users that only this run changes.
    ///
    /// ## Why it matters
    /// A client that reads until a certain value misses everything that was sorted into later pages.
    ///
    /// ## Usual cause
    /// The page is fetched first, and only what is on it gets sorted.
    ///
    /// ## How to fix
    /// Sort before you cut.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?sortBy=userName&startIndex=1&count=2  → mast, wharf
    /// GET /Users?sortBy=userName&startIndex=3&count=2  → anchor, jetty
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?sortBy=userName&startIndex=1&count=2  → anchor, jetty
    /// GET /Users?sortBy=userName&startIndex=3&count=2  → mast, wharf
    /// ```
    id: "sorting/across-pages",
    title: "the pages of a sorted list MUST follow each other in that order",
    profile: Rfc,
    severity: Error,
    covers: ["sort-09"],
    sources: [Rfc7644("3.4.2.3"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "sorting/ascending", "paging/page-1", "paging/page-2", "paging/page-3", "sorting/page-1", "sorting/page-2", "sorting/page-3"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    crate::check::paging::by_index(e)?;
    unless(&ascending::CHECK, e)?;
    let pages = [sorted(e, "sorting/page-1")?, sorted(e, "sorting/page-2")?, sorted(e, "sorting/page-3")?];
    let seen: Vec<String> = pages.iter().flat_map(ids).collect();
    let all = ids(&set(e)?);
    if !same_members(&seen, &all) {
        walks(e)?;
        let finding = Finding::at(pages[2].exchange, "the sorted pages together are not the whole set");
        let missing = all.iter().filter(|id| !seen.contains(id)).count();
        let actual = format!("{} resources, {missing} of the set missing", seen.len());
        return Ok(vec![finding.expected(format!("{}, each once", all.len()), actual).pointer("/Resources")]);
    }
    let names: Vec<String> = pages.iter().flat_map(|page| keys(page, "userName")).flatten().collect();
    in_order(&pages[2], &names, false, "userName over the pages")
}
