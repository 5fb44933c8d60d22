use super::*;

check! {
    /// RFC 7643 §3 requires `schemas` in every SCIM message body. Examples in RFC 7644 leave it out of narrowed
    /// answers, so this is advice only.
    ///
    /// ## Why it matters
    /// Clients choose the parser by `schemas`, and some refuse a resource without it.
    ///
    /// ## Usual cause
    /// The answer is built from the named attributes alone.
    ///
    /// ## How to fix
    /// Add `schemas` to whatever is asked for.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"id":"7","userName":"tora"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"tora"}
    /// ```
    id: "projection/schemas-stay",
    title: "schemas SHOULD be returned whatever attributes names",
    profile: Rfc,
    severity: Warning,
    covers: ["attr-03"],
    sources: [Rfc7643("3"), Rfc7644("3.9")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/user-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if at(whole(e)?, "schemas").is_none() {
        return Err(another("the resource has no schemas at all"));
    }
    unless(&named_attribute::CHECK, e)?;
    Ok(shows(&e.seen("projection/user-name")?, "schemas", "though every resource is to name them")
        .into_iter()
        .collect())
}
