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
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/user-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    whole(e)?;
    unless(&named_attribute::CHECK, e)?;
    Ok(shows(&e.seen("projection/user-name")?, "id").into_iter().collect())
}
