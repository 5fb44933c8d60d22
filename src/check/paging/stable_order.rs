use super::*;

check! {
    /// RFC 7644 §3.4.2.4 lets pages differ because resources change between two requests. Where nothing
    /// changed, the same request is to show the same resources in the same order.
    ///
    /// ## Why it matters
    /// Pages cut from a list in another order each time overlap and leave gaps, and no client can notice.
    ///
    /// ## Usual cause
    /// The database is asked for a limit and an offset without an order.
    ///
    /// ## How to fix
    /// Give every list an order, by creation or by id, also when the client asks for none.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=1&count=5  → 1 2 3 4 5
    /// GET /Users?startIndex=1&count=5  → 5 4 3 2 1
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=1&count=5  → 1 2 3 4 5
    /// GET /Users?startIndex=1&count=5  → 1 2 3 4 5
    /// ```
    id: "paging/stable-order",
    title: "the same page SHOULD be the same twice while nothing changes",
    profile: Rfc,
    severity: Warning,
    covers: ["page-17"],
    sources: [Rfc7644("3.4.2.4")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1", "paging/page-1-again"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let first = ids(&page(e, "paging/page-1")?);
    let again = page(e, "paging/page-1-again")?;
    if first.len() < 2 {
        return Err(Unjudged::not_shown("the page holds too few resources to have an order"));
    }
    if ids(&again) == first {
        return Ok(Vec::new());
    }
    let finding = Finding::at(again.exchange, "the same page is another one the second time");
    Ok(vec![finding.expected(first.join(", "), ids(&again).join(", ")).pointer("/Resources")])
}
