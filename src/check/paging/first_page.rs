use super::*;

check! {
    /// RFC 7644 §3.4.2 requires that a list asked for with `count` is answered with 200 and a message of the
    /// schema ListResponse, like any other query.
    ///
    /// ## Why it matters
    /// Clients read users page by page whenever they compare directories. Without the envelope they cannot tell
    /// a page from an error page.
    ///
    /// ## Usual cause
    /// Pages are built by other code than look-ups, and that code leaves the envelope out.
    ///
    /// ## How to fix
    /// Build every list by the same function: `schemas`, `totalResults`, `startIndex`, `itemsPerPage`,
    /// `Resources`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?count=1
    /// 200 {"totalResults":84,"Resources":[{"id":"7","userName":"tora"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?count=1
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":84,"startIndex":1,
    ///      "itemsPerPage":1,"Resources":[{"id":"7","userName":"tora"}]}
    /// ```
    id: "paging/first-page",
    title: "a request for one page of users MUST be answered with a ListResponse",
    profile: Rfc,
    severity: Error,
    covers: ["page-01", "ent-02", "okt-01"],
    sources: [Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["connection/test", "paging/one", "paging/unbounded"],
    run: judge,
}

/// A tenant may refuse to list all its users; for that, 400 with `tooMany` is provided. A page by cursor may come
/// without `totalResults` (RFC 9865 §2).
fn judge(e: &Evidence) -> Judged {
    let page = e.seen("paging/one")?;
    lists_work(e)?;
    lists_everybody(&page)?;
    let all = e.find("paging/unbounded").map(|list| list.status());
    if page.status() != 200 && all == Some(page.status()) {
        return Err(another("a list of all users is refused"));
    }
    let finding = expect::list(&page).filter(|finding| {
        finding.pointer.as_deref() != Some("/totalResults") || text(&page, "nextCursor").is_none()
    });
    Ok(finding.into_iter().collect())
}
