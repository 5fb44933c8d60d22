use super::*;

check! {
    /// RFC 7643 §7 has attributes that are never returned, and §4.1.1 makes `password` one of them. Naming it
    /// in `attributes`, by GET or in a search by POST, does not change that.
    ///
    /// ## Why it matters
    /// Whoever may read users could read their passwords, or the hashes of them, and so sign in as somebody
    /// else.
    ///
    /// ## Usual cause
    /// Named attributes are taken over from the stored record without looking how they are declared.
    ///
    /// ## How to fix
    /// Remove attributes that are never returned before you look at `attributes`. Best, store nothing that
    /// could be returned.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7?attributes=userName,password
    /// 200 {"schemas":[…],"id":"7","userName":"tora","password":"c2FsdGVkIGhhc2g="}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7?attributes=userName,password
    /// 200 {"schemas":[…],"id":"7","userName":"tora"}
    /// ```
    id: "projection/never-returned",
    title: "a password MUST stay out of every answer, also when attributes names it",
    profile: Rfc,
    severity: Error,
    covers: ["more-27"],
    sources: [Rfc7643("7"), Rfc7643("4.1.1"), Rfc7644("3.9")],
    dialects: Without,
    needs: ["paging/create-*", "paging/settled", "paging/read", "paging/all", "projection/password", "search/password"],
    run: judge,
}

/// Searches are looked at where they are offered.
fn judge(e: &Evidence) -> Judged {
    let read = e.seen("projection/password")?;
    let created = e.seen("paging/create-01")?;
    if at(created.sent(), "password").is_none() || !created.succeeded() {
        return Err(Unjudged::not_shown("the user was created without a password"));
    }
    let shown = |resource: &Value| at(resource, "password").is_some();
    let finding = |seen: &Seen, pointer: String| {
        let finding = Finding::at(seen.exchange, "the answer shows a password");
        finding.expected("no password", "a value").pointer(pointer)
    };
    let mut findings = Vec::new();
    if read.body().is_some_and(shown) {
        findings.push(finding(&read, "/password".to_owned()));
    }
    if let Some(search) = e.find("search/password")
        && let Some(number) = search.resources().iter().position(shown)
    {
        findings.push(finding(&search, format!("/Resources/{number}/password")));
    }
    Ok(findings)
}
