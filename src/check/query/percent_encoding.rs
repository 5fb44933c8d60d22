use super::*;

check! {
    /// RFC 3986 has escapes in a query decoded: `%20` is a blank, `%2b` a plus sign, `%40` an at sign. The
    /// service escapes values so, Microsoft's validators also the blanks.
    ///
    /// ## Why it matters
    /// A `+` in an address that becomes a blank, or an escape that is not decoded, finds nobody: Entra then
    /// creates the account a second time.
    ///
    /// ## Usual cause
    /// The query is decoded twice, or by hand.
    ///
    /// ## How to fix
    /// Decode the query exactly once, with the framework's own function.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%2bdeck%40tern.example%22
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%2bdeck%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira+deck@tern.example"}]}
    /// ```
    id: "query/percent-encoding",
    title: "escapes such as %20, %2b and %40 in a filter MUST be decoded once",
    profile: Entra,
    severity: Error,
    covers: ["E-25", "http-28"],
    sources: [Learn("get-user-by-query"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/create-plus", "users/match-plus"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let percent = finds_the_user(e, "users/match-percent")?;
    let plus_works = finds_the_user(e, "users/match")?.is_empty();
    if !percent.is_empty() && plus_works {
        return Ok(percent);
    }
    if !percent.is_empty() {
        return Err(Unjudged::not_shown("a filter by userName does not work in any spelling"));
    }
    let (Ok(plus), true) = (e.seen("users/match-plus"), plus_works) else { return Ok(Vec::new()) };
    let findings = expect::only_hit(&plus, &e.seen("users/create-plus")?).into_iter();
    let message = "a userName with a plus sign, sent as %2b, is not found";
    Ok(findings.map(|finding| Finding { message: message.to_owned(), ..finding }).collect())
}
