use super::*;

check! {
    /// RFC 7644 §3.4.2 defines `startIndex` of an answer as the index of the first resource on the page; within
    /// the result that is the one asked for, and 1 for values below 1. Microsoft's validation of gallery apps
    /// compares the two.
    ///
    /// ## Why it matters
    /// Clients recognise by it which page came, and Microsoft's pagination test fails a listing where it does
    /// not match.
    ///
    /// ## Usual cause
    /// The member is a constant 1, or counts from zero.
    ///
    /// ## How to fix
    /// Echo the `startIndex` you understood.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"totalResults":12,"startIndex":6,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "paging/start-index-echoed",
    title: "startIndex of a page MUST be the index of its first resource",
    profile: Rfc,
    severity: Error,
    covers: ["page-13", "E-38"],
    sources: [Rfc7644("3.4.2"), GalleryTest("SCIM_User_Pagination")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2", "paging/page-3", "paging/start-zero"],
    run: judge,
}

/// Whether the member may be missing is the matter of `paging/partial-page-fields`.
fn judge(e: &Evidence) -> Judged {
    set(e)?;
    heeds_count(e)?;
    let asked = [("paging/page-1", 1), ("paging/page-2", 6), ("paging/page-3", 11), ("paging/start-zero", 1)];
    let pages = asked.into_iter().filter_map(|(step, start)| Some((e.find(step)?, start)));
    let full = pages.filter(|(page, _)| page.status() == 200 && !page.resources().is_empty());
    let stated: Vec<(Seen, u64, u64)> =
        full.filter_map(|(page, start)| Some((page, start, number(&page, "startIndex")?))).collect();
    if stated.is_empty() {
        return Err(Unjudged::not_shown("no page states its startIndex"));
    }
    let finding = |(page, start, stated): (Seen, u64, u64)| {
        let finding =
            Finding::at(page.exchange, "startIndex of the answer is not the index that was asked for");
        finding.expected(start.to_string(), stated.to_string()).pointer("/startIndex")
    };
    Ok(stated.into_iter().filter(|(_, start, stated)| start != stated).map(finding).collect())
}
