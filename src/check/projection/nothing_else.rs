use super::*;

check! {
    /// RFC 7644 §3.9 replaces the default attributes by the ones in `attributes`. Beside them, only attributes
    /// that are always returned may come, such as `id`; `schemas` and `meta` are tolerated.
    ///
    /// ## Why it matters
    /// The parameter is there to keep answers small and private data at home. Ignored, it does neither.
    ///
    /// ## Usual cause
    /// The parameter is not read.
    ///
    /// ## How to fix
    /// Filter the finished representation by the names, before it is written.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7","userName":"tora","title":"Diver","name":{"givenName":"Tora","familyName":"Hansen"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/nothing-else",
    title: "attributes MUST leave out what it does not name",
    profile: Rfc,
    severity: Error,
    covers: ["attr-02"],
    sources: [Rfc7644("3.9"), Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if further(e, whole(e)?, &["userName"]).is_empty() {
        return Err(Unjudged::not_shown("the user shows nothing that could be left out"));
    }
    let seen = e.seen("projection/user-name")?;
    if seen.status() != 200 || seen.body().is_none() {
        return Err(another("the read of certain attributes shows no resource"));
    }
    Ok(too_much(e, &seen, &["userName"]).into_iter().collect())
}
