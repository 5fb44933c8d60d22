use super::*;

check! {
    /// RFC 7644 §3.4.2.4 requires that a negative `count` is understood as 0: no refusal, no resources, only
    /// the number of them.
    ///
    /// ## Why it matters
    /// Clients compute the count of the last page. Where the arithmetic goes below zero, an error ends a walk
    /// that was complete.
    ///
    /// ## Usual cause
    /// The number goes to the database as it is, or a validator demands a positive one.
    ///
    /// ## How to fix
    /// Raise every `count` below 0 to 0 before it is used.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?count=-1
    /// 400 {"scimType":"invalidValue","detail":"count must not be negative","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?count=-1
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":1,"itemsPerPage":0,"Resources":[]}
    /// ```
    id: "paging/negative-count",
    title: "a negative count MUST be read as 0",
    profile: Rfc,
    severity: Error,
    covers: ["page-10"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-2", "paging/count-zero", "paging/count-negative"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    set(e)?;
    heeds_count(e)?;
    let page = e.seen("paging/count-negative")?;
    let findings = only_total(e, &page, "count=-1");
    let zero = e.find("paging/count-zero").filter(|zero| !only_total(e, zero, "count=0").is_empty());
    if !findings.is_empty() && zero.is_some_and(|zero| zero.status() == page.status()) {
        return Err(another("count=0 is answered wrongly in the same way"));
    }
    Ok(findings)
}
