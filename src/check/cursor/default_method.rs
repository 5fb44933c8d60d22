use super::*;

check! {
    /// RFC 9865 §2.4 has a server that pages both ways choose one for requests that name neither, and §4 lets
    /// it publish the choice as `defaultPaginationMethod`. Where that is `cursor`, a list that is shown in part
    /// has `nextCursor`; where it is `index`, it is not paged by cursor. Judged where both are published.
    ///
    /// ## Why it matters
    /// A client that relies on the published method finds no way to the second page.
    ///
    /// ## Usual cause
    /// The document was written by hand and never followed the code.
    ///
    /// ## How to fix
    /// Take the value in ServiceProviderConfig from the same constant as the code.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"cursor"}}
    /// GET /Users
    /// 200 {"schemas":[…],"totalResults":12,"startIndex":1,"itemsPerPage":10,"Resources":[…]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"pagination":{"cursor":true,"index":true,"defaultPaginationMethod":"cursor"}}
    /// GET /Users
    /// 200 {"schemas":[…],"totalResults":12,"itemsPerPage":10,"nextCursor":"VZUTiyhEQJ94IR","Resources":[…]}
    /// ```
    id: "cursor/default-method",
    title: "a list without paging parameters MUST be paged by the published default method",
    profile: Rfc,
    severity: Error,
    covers: ["cur-07"],
    sources: [Rfc9865("2.4"), Rfc9865("4")],
    dialects: Without,
    needs: ["discovery/config", "paging/create-*", "paging/settled", "paging/all", "cursor/default"],
    run: judge,
}

/// A list that is shown whole needs neither. That a page by index says where it begins is judged elsewhere.
fn judge(e: &Evidence) -> Judged {
    advertised(e)?;
    let published = access::member(e.config()?, "pagination")
        .and_then(|pagination| access::member(pagination, "defaultPaginationMethod"))
        .and_then(Value::as_str);
    let Some(method) = published else {
        return Err(Unjudged::not_shown("no default method is published"));
    };
    let list = listed(e.seen("cursor/default")?)?;
    let told = |member: &str| {
        list.body().is_some_and(|body| access::member(body, member).is_some_and(|value| !value.is_null()))
    };
    let (cursor, index) = (told("nextCursor"), told("startIndex"));
    let whole = list.resources().len() >= own(e).len();
    match method {
        "cursor" if cursor => Ok(Vec::new()),
        "cursor" if whole => Err(Unjudged::not_shown("the list is shown whole, so no method shows")),
        "cursor" => {
            let message = "the default method is cursor, but the list has no nextCursor";
            let finding = Finding::at(list.exchange, message);
            Ok(vec![finding.expected("nextCursor", "nothing").pointer("/nextCursor")])
        }
        "index" if index => Ok(Vec::new()),
        "index" if cursor => {
            let message = "the default method is index, but the list is paged by cursor";
            let finding = Finding::at(list.exchange, message);
            Ok(vec![finding.expected("startIndex", "nextCursor").pointer("/nextCursor")])
        }
        "index" => Err(Unjudged::not_shown("the list does not show by which method it is paged")),
        _ => Err(Unjudged::not_shown("the published default method is none that the RFC knows")),
    }
}
