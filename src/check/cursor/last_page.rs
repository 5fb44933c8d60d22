use super::*;

check! {
    /// RFC 9865 §2 ends a walk by leaving `nextCursor` out: that it is missing is the only sign of the end. An
    /// empty page that names yet another one never ends. Judged where ServiceProviderConfig says
    /// `pagination.cursor`.
    ///
    /// ## Why it matters
    /// A client that follows the cursor as long as there is one loops for ever.
    ///
    /// ## Usual cause
    /// The cursor is made from the last resource without looking whether anything follows.
    ///
    /// ## How to fix
    /// Fetch one resource more than the page holds; only when it is there, add `nextCursor`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=YkU3OF86Pz0rGv&count=5
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":0,"nextCursor":"YkU3OF86Pz0rGv","Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=YkU3OF86Pz0rGv&count=5
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":2,"Resources":[{"id":"11"},{"id":"12"}]}
    /// ```
    id: "cursor/last-page",
    title: "the last page by cursor MUST come without nextCursor",
    profile: Rfc,
    severity: Error,
    covers: ["cur-03"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/page-2", "cursor/page-3", "cursor/page-4", "cursor/page-5"],
    run: judge,
}

/// Empty pages are tolerated where the walk comes to an end all the same.
fn judge(e: &Evidence) -> Judged {
    unless(&walk::CHECK, e)?;
    let pages = pages(e)?;
    if ended(&pages) {
        return Ok(Vec::new());
    }
    let empty = |page: &&Seen| page.status() == 200 && page.resources().is_empty();
    let endless = pages.iter().filter(empty).find(|page| text(page, "nextCursor").is_some());
    match endless {
        Some(page) => {
            let finding =
                Finding::at(page.exchange, "an empty page behind the last resource names yet another page");
            let cursor = text(page, "nextCursor").unwrap_or_default().to_owned();
            Ok(vec![finding.expected("no nextCursor", cursor).pointer("/nextCursor")])
        }
        None => Err(Unjudged::not_shown("the walk did not come to an end")),
    }
}
