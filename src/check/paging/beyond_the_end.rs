use super::*;

check! {
    /// RFC 7644 §3.4.2.4 knows no error for a `startIndex` behind the end: the page holds nothing, and
    /// `totalResults` still counts all matches.
    ///
    /// ## Why it matters
    /// Users are deleted while a client walks. Its next page may lie behind the end all of a sudden, and an
    /// error there fails a walk that was done.
    ///
    /// ## Usual cause
    /// A page number out of range is treated as a resource that does not exist.
    ///
    /// ## How to fix
    /// Answer 200 with the true `totalResults` and without resources.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=1001&count=5
    /// 404 {"detail":"there is no such page","status":"404"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=1001&count=5
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":1001,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "paging/beyond-the-end",
    title: "a page behind the last resource SHOULD be answered with 200 and be empty",
    profile: Rfc,
    severity: Warning,
    covers: ["page-12"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2", "paging/beyond"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    by_index(e)?;
    set(e)?;
    let page = e.seen("paging/beyond")?;
    let refused = expect::status(&page, &[200], "a page behind the last resource is not answered with 200");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let finding = |message: &str| Finding::at(page.exchange, message);
    if e.find("paging/page-1").is_some_and(|first| !ids(&first).is_empty() && ids(&first) == ids(&page)) {
        return Err(another("startIndex is not heeded"));
    }
    if !page.resources().is_empty() {
        heeds_count(e)?;
        let shown = page.resources().len().to_string();
        let finding = finding("a page behind the last resource holds resources");
        return Ok(vec![finding.expected("no resources", shown).pointer("/Resources")]);
    }
    match counted(e).zip(number(&page, "totalResults")).filter(|(all, total)| total != all) {
        Some((all, total)) => {
            let finding = finding("totalResults is another one on a page behind the last resource");
            Ok(vec![finding.expected(all.to_string(), total.to_string()).pointer("/totalResults")])
        }
        None => Ok(Vec::new()),
    }
}
