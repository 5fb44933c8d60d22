use super::*;

check! {
    /// RFC 7643 §2.1 declares attribute names as case insensitive, and RFC 7644 §3.10 says so for the notation
    /// that `attributes` uses.
    ///
    /// ## Why it matters
    /// Entra and other clients do not always spell names as the schema does.
    ///
    /// ## Usual cause
    /// The names are keys of a map.
    ///
    /// ## How to fix
    /// Compare names in lower case.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=USERNAME
    /// 200 {"schemas":[…],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=USERNAME
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/names-ignore-case",
    title: "names in attributes MUST be matched without regard to letter case",
    profile: Rfc,
    severity: Error,
    covers: ["attr-14"],
    sources: [Rfc7643("2.1"), Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/schemas", "paging/create-*", "paging/settled", "paging/read", "projection/user-name", "projection/upper-case"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    whole(e)?;
    narrowed(e)?;
    e.seen("projection/upper-case")?;
    match part(e, "projection/upper-case") {
        Ok(seen) => Ok(shows(&seen, "userName", ASKED)
            .or_else(|| too_much(e, &seen, &["userName"]))
            .into_iter()
            .collect()),
        Err(findings) => Ok(findings),
    }
}
