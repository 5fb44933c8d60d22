use super::*;

check! {
    /// RFC 7644 §3.4.2 defines `totalResults` as the number of resources the query finds: those on other pages
    /// count, those that the filter excludes do not.
    ///
    /// ## Why it matters
    /// A client decides by it whether to ask for another page. Too small a number and it stops early, too large
    /// a number and it asks for pages that are not there.
    ///
    /// ## Usual cause
    /// The length of the page is taken, or the number of rows of the table.
    ///
    /// ## How to fix
    /// Count with the filter and without the limit of the page.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=1&count=5
    /// 200 {"totalResults":5,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22&startIndex=1&count=5
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "paging/total-results",
    title: "totalResults MUST be the number of all matches, whatever the page shows",
    profile: Rfc,
    severity: Error,
    covers: ["page-07", "page-20"],
    sources: [Rfc7644("3.4.2"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let page = page(e, "paging/page-1")?;
    let Some(total) = number(&page, "totalResults") else {
        return Err(another("totalResults is no number"));
    };
    let all = own(e).len() as u64;
    if total == all {
        return Ok(Vec::new());
    }
    let message = if total == page.resources().len() as u64 {
        "totalResults counts the page only"
    } else {
        "totalResults is not the number of users the filter finds"
    };
    Ok(vec![
        Finding::at(page.exchange, message)
            .expected(all.to_string(), total.to_string())
            .pointer("/totalResults"),
    ])
}
