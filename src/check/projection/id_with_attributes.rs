use super::*;

check! {
    /// RFC 7643 §3.1 declares `id` as always returned, so it comes with every resource, also when `attributes`
    /// does not name it.
    ///
    /// ## Why it matters
    /// Without the id, nobody can tell which resource the answer is about, least of all in a list.
    ///
    /// ## Usual cause
    /// The answer is built from the named attributes alone.
    ///
    /// ## How to fix
    /// Add `id` to whatever is asked for.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"userName":"tora"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/id-with-attributes",
    title: "id MUST be returned whatever attributes names",
    profile: Rfc,
    severity: Error,
    covers: ["attr-03"],
    sources: [Rfc7644("3.9"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/user-name", "paging/all", "projection/list", "projection/create"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    whole(e)?;
    unless(&named_attribute::CHECK, e)?;
    let read = shows(&e.seen("projection/user-name")?, "id", ALWAYS);
    Ok(read.or_else(|| without_id(e)).or_else(|| created_without_id(e)).into_iter().collect())
}

/// A finding where lists show ids, and a list in part does not.
fn without_id(e: &Evidence) -> Option<Finding> {
    set(e).ok()?;
    let list = e.find("projection/list").filter(|list| list.status() == 200)?;
    let number = list.resources().iter().position(|hit| access::id(hit).is_none())?;
    let finding = Finding::at(list.exchange, format!("id is missing in a list, {ALWAYS}"));
    Some(finding.expected("id", "nothing").pointer(format!("/Resources/{number}/id")))
}

/// A finding where creates are answered with the id, and one with `attributes` is not.
fn created_without_id(e: &Evidence) -> Option<Finding> {
    e.find("paging/create-01").filter(|seen| seen.body().and_then(access::id).is_some())?;
    let create = e.find("projection/create").filter(|seen| seen.succeeded() && seen.body().is_some())?;
    shows(&create, "id", ALWAYS)
}
