use super::*;

check! {
    /// RFC 7644 §3.4.2.4 requires that a `startIndex` of 0 or less is understood as 1: the answer is the first
    /// page.
    ///
    /// ## Why it matters
    /// Clients that count from zero are common. They are to get the first page, not an error and not a page
    /// that lacks somebody.
    ///
    /// ## Usual cause
    /// The number minus one is used as an offset, and the database refuses a negative one.
    ///
    /// ## How to fix
    /// Raise every `startIndex` below 1 to 1 before it is used.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=0&count=5
    /// 400 {"scimType":"invalidValue","detail":"startIndex must be 1 or more","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=0&count=5
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":5,"Resources":[… the first five …]}
    /// ```
    id: "paging/start-below-one",
    title: "a startIndex below 1 MUST be read as 1",
    profile: Rfc,
    severity: Error,
    covers: ["page-11"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-1-again", "paging/start-zero", "paging/start-negative"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let first = ids(&page(e, "paging/page-1")?);
    if first.is_empty() {
        return Err(another("the first page is empty"));
    }
    if !same_members(&first, &ids(&page(e, "paging/page-1-again")?)) {
        return Err(Unjudged::not_shown(
            "the first page is not the same twice, so nothing can be compared with it",
        ));
    }
    let mut findings = Vec::new();
    for (step, start) in [("paging/start-zero", "0"), ("paging/start-negative", "-3")] {
        let page = e.seen(step)?;
        if page.status() != 200 {
            findings.extend(expect::status(
                &page,
                &[200],
                &format!("startIndex={start} is not answered with 200"),
            ));
        } else if !same_members(&first, &ids(&page)) {
            let finding =
                Finding::at(page.exchange, format!("startIndex={start} does not give the first page"));
            let expected = format!("the resources of startIndex=1: {}", first.join(", "));
            findings.push(finding.expected(expected, ids(&page).join(", ")).pointer("/Resources"));
        }
    }
    Ok(findings)
}
