use super::*;

check! {
    /// RFC 9865 §2 allows letters, digits and `-`, `.`, `_`, `~` in a cursor, so that it can stand in an
    /// address as it is. Judged where ServiceProviderConfig says `pagination.cursor`.
    ///
    /// ## Why it matters
    /// A client that sends the cursor back without escaping it sends another one: `+` becomes a blank, `=` may
    /// end the value.
    ///
    /// ## Usual cause
    /// The cursor is standard Base64.
    ///
    /// ## How to fix
    /// Use the URL-safe alphabet of Base64, without padding.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"nextCursor":"aGFyYm91cg==","Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?cursor=&count=5
    /// 200 {"schemas":[…],"totalResults":12,"nextCursor":"aGFyYm91cg","Resources":[…]}
    /// ```
    id: "cursor/characters",
    title: "cursors MUST consist of unreserved characters",
    profile: Rfc,
    severity: Error,
    covers: ["more-48"],
    sources: [Rfc9865("2")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/page-2", "cursor/page-3", "cursor/page-4", "cursor/page-5"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let pages = pages(e)?;
    let free = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    for page in pages {
        for member in ["nextCursor", "previousCursor"] {
            let Some(cursor) = text(&page, member).filter(|cursor| !cursor.chars().all(free)) else {
                continue;
            };
            let finding =
                Finding::at(page.exchange, format!("{member} holds characters that have to be escaped"));
            let finding = finding.expected("letters, digits, - . _ ~ only", crate::text::cut(cursor, 120));
            return Ok(vec![finding.pointer(format!("/{member}"))]);
        }
    }
    Ok(Vec::new())
}
