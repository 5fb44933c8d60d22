use super::*;

check! {
    /// RFC 9865 §2 leads a client from page to page by `nextCursor`, all other parameters unchanged. Together
    /// the pages are the result: no gap, no repetition. Judged where ServiceProviderConfig says
    /// `pagination.cursor`, on users that only this run changes.
    ///
    /// ## Why it matters
    /// Cursors are chosen to be safe where an index is not. If they repeat or skip users, nothing is gained.
    ///
    /// ## Usual cause
    /// The comparison behind the cursor includes the resource it points to, or resources with equal keys are
    /// skipped.
    ///
    /// ## How to fix
    /// Let the cursor name the last resource shown, by a key that is unique, and go on strictly behind it.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=2    → 1 2, nextCursor a
    /// GET /Users?cursor=a&count=2   → 2 3, nextCursor b
    /// GET /Users?cursor=b&count=2   → 3
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=2    → 1 2, nextCursor a
    /// GET /Users?cursor=a&count=2   → 3
    /// ```
    id: "cursor/walk",
    title: "following nextCursor to the end MUST show every resource once",
    profile: Rfc,
    severity: Error,
    covers: ["cur-02"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/page-2", "cursor/page-3", "cursor/page-4", "cursor/page-5"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let pages = pages(e)?;
    for page in &pages {
        let refused =
            expect::status(page, &[200], "the page that nextCursor leads to is not answered with 200");
        if !refused.is_empty() {
            return Ok(refused);
        }
    }
    let Some(last) = pages.last() else { return Err(another("there is no page")) };
    let seen: Vec<String> = pages.iter().flat_map(ids).collect();
    let own = own(e);
    if let Some(page) = pages.iter().find(|page| ids(page).iter().any(|id| !own.contains(id))) {
        let finding =
            Finding::at(page.exchange, "a page by cursor holds users that the filter does not find");
        let others = ids(page).iter().filter(|id| !own.contains(id)).count();
        let actual = format!("{others} others");
        return Ok(vec![finding.expected("users that match the filter", actual).pointer("/Resources")]);
    }
    let missing = own.iter().filter(|id| !seen.contains(id)).count();
    let repeated = own.iter().filter(|id| seen.iter().filter(|other| other == id).count() > 1).count();
    if repeated == 0 && missing > 0 && !ended(&pages) {
        return Err(Unjudged::not_shown("the pages are so small that the walk did not come to an end"));
    }
    if missing == 0 && repeated == 0 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(last.exchange, "the pages by cursor together are not the whole set");
    let actual = format!("{missing} missing, {repeated} repeated");
    Ok(vec![finding.expected(format!("{} users, each once", own.len()), actual).pointer("/Resources")])
}
