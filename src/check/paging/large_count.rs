use super::*;

check! {
    /// RFC 7644 §3.4.2.4 allows fewer resources than `count` asks for, so a server with a maximum of its own
    /// simply shows that many.
    ///
    /// ## Why it matters
    /// A client that asks for as many as possible writes a large number. A refusal makes it guess the limit.
    ///
    /// ## Usual cause
    /// A validator compares `count` with the maximum and gives up.
    ///
    /// ## How to fix
    /// Use the smaller of both numbers.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?count=100000
    /// 400 {"scimType":"invalidValue","detail":"count is too large","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?count=100000
    /// 200 {"schemas":[…],"totalResults":5120,"startIndex":1,"itemsPerPage":1000,"Resources":[…]}
    /// ```
    id: "paging/large-count",
    title: "a count above the server's maximum SHOULD be lowered, not refused",
    profile: Rfc,
    severity: Warning,
    covers: ["page-18"],
    sources: [Rfc7644("3.4.2.4"), Rfc9865("2.1")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/count-large"],
    run: judge,
}

/// A tenant that pages by cursor may refuse a page that is too large (RFC 9865 §2.1).
fn judge(e: &Evidence) -> Judged {
    set(e)?;
    let page = e.seen("paging/count-large")?;
    if page.status() == 400 && text(&page, "scimType") == Some("invalidCount") {
        return Err(Unjudged::not_shown("the tenant pages by cursor and refuses the count: invalidCount"));
    }
    Ok(expect::status(&page, &[200], "count=100000 is refused"))
}
