use super::*;

check! {
    /// RFC 7644 §3.9 defines one default representation of a resource for every answer that holds it. A list
    /// that is not asked for certain attributes shows the same attributes, with the same values, as a read by
    /// id.
    ///
    /// ## Why it matters
    /// A client that reads a directory in lists takes what is missing there for unassigned, and writes it anew.
    ///
    /// ## Usual cause
    /// Lists are built from a summary table or a lighter serializer.
    ///
    /// ## How to fix
    /// Use one function to represent a resource. If attributes are too expensive for lists, declare them
    /// `returned: request`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22
    /// 200 {"Resources":[{"id":"7","userName":"harbour.tora"}]}
    /// GET /Users/7
    /// 200 {"id":"7","userName":"harbour.tora","title":"Diver","meta":{"resourceType":"User"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20sw%20%22harbour%22
    /// 200 {"Resources":[{"id":"7","userName":"harbour.tora","title":"Diver","meta":{"resourceType":"User"}}]}
    /// GET /Users/7
    /// 200 {"id":"7","userName":"harbour.tora","title":"Diver","meta":{"resourceType":"User"}}
    /// ```
    id: "paging/list-representation",
    title: "a resource in a list MUST look as it does when it is read by its id",
    profile: Rfc,
    severity: Error,
    covers: ["page-24"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/all", "paging/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let all = set(e)?;
    let read = e.seen("paging/read")?;
    let whole = read.body().filter(|_| read.succeeded());
    let same = |hit: &&Value| whole.and_then(access::id).is_some_and(|id| access::id(hit) == Some(id));
    let (Some(whole), Some((at, hit))) =
        (whole.and_then(Value::as_object), all.resources().iter().enumerate().find(|(_, hit)| same(hit)))
    else {
        return Err(another("the read by id does not show the resource"));
    };
    let differs = |(name, value): &(&String, &Value)| {
        !expect::is_empty(value) && !access::member(hit, name).is_some_and(|other| expect::same(value, other))
    };
    let finding = |(name, value): (&String, &Value)| {
        let shown = access::member(hit, name).map_or_else(|| "nothing".to_owned(), expect::quote);
        let finding =
            Finding::at(all.exchange, format!("{name} is not shown in the list as in a read by id"));
        finding
            .expected(expect::quote(value), shown)
            .pointer(expect::pointer(&format!("/Resources/{at}"), name))
    };
    Ok(whole.iter().filter(differs).map(finding).collect())
}
