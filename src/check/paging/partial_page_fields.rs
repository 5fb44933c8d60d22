use super::*;

check! {
    /// RFC 7644 §3.4.2 requires `startIndex` and `itemsPerPage`, as integers, whenever a list is shown in part
    /// because of paging by index.
    ///
    /// ## Why it matters
    /// The next request begins at `startIndex` plus `itemsPerPage`. A client that is not told them guesses, and
    /// skips or repeats users.
    ///
    /// ## Usual cause
    /// Only `totalResults` and `Resources` are filled in.
    ///
    /// ## How to fix
    /// Send both members with every page: `startIndex` as it was asked for, `itemsPerPage` as the number of
    /// resources shown.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":6,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?startIndex=6&count=5
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":6,"itemsPerPage":5,"Resources":[…]}
    /// ```
    id: "paging/partial-page-fields",
    title: "a page that shows only a part MUST say where it begins and how much it holds",
    profile: Rfc,
    severity: Error,
    covers: ["page-05"],
    sources: [Rfc7644("3.4.2"), Rfc9865("2.3")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/page-1"],
    run: judge,
}

/// A server that pages by cursor alone answers with `nextCursor`, and then needs no index (RFC 9865 §2.3).
fn judge(e: &Evidence) -> Judged {
    let page = page(e, "paging/page-1")?;
    if page.resources().len() >= own(e).len() || text(&page, "nextCursor").is_some() {
        return Err(Unjudged::not_shown("no page by index shows a part of the users"));
    }
    let missing = |name: &&str| number(&page, name).is_none();
    let finding = |name: &str| {
        let shown = page.body().and_then(|body| access::member(body, name));
        let shown = shown.map_or_else(|| "nothing".to_owned(), expect::quote);
        let finding = Finding::at(page.exchange, format!("{name} is no integer on a page that shows a part"));
        finding.expected("an integer", shown).pointer(format!("/{name}"))
    };
    Ok(["startIndex", "itemsPerPage"].iter().filter(|name| missing(name)).map(|name| finding(name)).collect())
}
