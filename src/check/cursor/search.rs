use super::*;

check! {
    /// RFC 9865 §3 takes `cursor` and `count` in the body of `/.search`, and answers with `nextCursor` as to
    /// GET. Judged where ServiceProviderConfig says `pagination.cursor` and the tenant offers searches.
    ///
    /// ## Why it matters
    /// A client that searches by POST for the sake of privacy has no other way to the second page.
    ///
    /// ## Usual cause
    /// The body is read by older code, which does not know the member.
    ///
    /// ## How to fix
    /// Hand all parameters of the body to the code that answers GET.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"","count":5}
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":1,"itemsPerPage":5,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/.search
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:SearchRequest"],"cursor":"","count":5}
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":5,"nextCursor":"VZUTiyhEQJ94IR","Resources":[…]}
    /// ```
    id: "cursor/search",
    title: "cursors MUST work in a search by POST, too",
    profile: Rfc,
    severity: Error,
    covers: ["cur-06"],
    sources: [Rfc9865("3")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/page-1", "cursor/page-2", "cursor/page-3", "cursor/page-4", "cursor/page-5", "search/all", "cursor/search-1", "cursor/search-2"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    unless(&walk::CHECK, e)?;
    crate::check::search::finds_the_set(e)?;
    let first = e.seen("cursor/search-1")?;
    let refused = expect::status(&first, &[200], "a search with an empty cursor is not answered with 200");
    if !first.succeeded() {
        return Ok(refused);
    }
    if listed(first)?.resources().len() >= own(e).len() {
        return Err(another("the page of a search holds more resources than count asks for"));
    }
    if text(&first, "nextCursor").is_none() {
        let finding =
            Finding::at(first.exchange, "a search by cursor names no next page, though more is left");
        return Ok(vec![finding.expected("nextCursor", "nothing").pointer("/nextCursor")]);
    }
    let second = e.seen("cursor/search-2")?;
    let refused =
        expect::status(&second, &[200], "a search with the cursor of the first is not answered with 200");
    if !second.succeeded() {
        return Ok(refused);
    }
    let second = listed(second)?;
    let (shown, again, own) = (ids(&first), ids(&second), own(e));
    if !again.is_empty() && again.iter().all(|id| own.contains(id) && !shown.contains(id)) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(second.exchange, "the cursor of a search does not lead to the next page");
    Ok(vec![
        finding.expected("resources that were not on the first page", again.join(", ")).pointer("/Resources"),
    ])
}
