use super::*;

check! {
    /// RFC 7644 §3.4.3 lists both parameters among those of the body. A tenant that offers no search is not
    /// judged.
    ///
    /// ## Why it matters
    /// A client that walks through the pages of a search gets the first one again and again.
    ///
    /// ## Usual cause
    /// The numbers are looked for in the query string only.
    ///
    /// ## How to fix
    /// Hand all parameters of the body to the code that answers GET.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "startIndex":6,"count":5}
    /// 200 {"totalResults":12,"startIndex":1,"itemsPerPage":12,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"filter":"userName sw \"harbour\"",
    ///  "startIndex":6,"count":5}
    /// 200 {"totalResults":12,"startIndex":6,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "search/paging",
    title: "startIndex and count MUST work in a search body",
    profile: Rfc,
    severity: Error,
    covers: ["more-30"],
    sources: [Rfc7644("3.4.3"), Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "search/all", "paging/page-1", "paging/page-2", "search/page"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    crate::check::paging::by_index(e)?;
    crate::check::paging::heeds_count(e)?;
    unless(&same_as_get::CHECK, e)?;
    let first = ids(&crate::check::paging::page(e, "paging/page-1")?);
    let second = ids(&crate::check::paging::page(e, "paging/page-2")?);
    let page = asked(e, "search/page")?;
    let refused = expect::status(&page, &[200], "a search for a page is not answered with 200");
    if !page.succeeded() {
        return Ok(refused);
    }
    let page = listed(page)?;
    let shown = ids(&page);
    let finding = |message: &str| Finding::at(page.exchange, message).pointer("/Resources");
    if shown.len() > crate::check::paging::COUNT {
        let finding = finding("the page of a search holds more resources than count allows");
        return Ok(vec![finding.expected("5 at most", shown.len().to_string())]);
    }
    if shown.is_empty() && !second.is_empty() {
        let finding = finding("the page of a search is empty, and the same page by GET is not");
        return Ok(vec![finding.expected(format!("{} users", second.len()), "none")]);
    }
    if !shown.is_empty() && same_members(&shown, &first) {
        let finding = finding("the search shows the first page, though a later one was asked for");
        return Ok(vec![finding.expected("the page from the sixth on", "the first page")]);
    }
    Ok(Vec::new())
}
