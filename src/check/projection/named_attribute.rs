use super::*;

check! {
    /// RFC 7644 §3.9 requires that a read with `attributes` returns what the parameter names.
    ///
    /// ## Why it matters
    /// Clients that need one attribute of many users ask for it alone. Without it, the answer is of no use to
    /// them.
    ///
    /// ## Usual cause
    /// Names are compared with those of database columns, and none is found.
    ///
    /// ## How to fix
    /// Resolve each name by the schema, then take it over into the answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/named-attribute",
    title: "attributes MUST return the attributes it names",
    profile: Rfc,
    severity: Error,
    covers: ["attr-01"],
    sources: [Rfc7644("3.9"), Rfc7644("3.4.2.5")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "projection/user-name"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let shown = at(whole(e)?, "userName").is_some();
    if !shown {
        return Err(another("the user shows no userName"));
    }
    e.seen("projection/user-name")?;
    match part(e, "projection/user-name") {
        Ok(seen) => Ok(shows(&seen, "userName", ASKED).into_iter().collect()),
        Err(findings) => Ok(findings),
    }
}
