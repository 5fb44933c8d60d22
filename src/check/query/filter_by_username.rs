use super::*;

check! {
    /// Microsoft Learn requires that users can be queried by `userName`, the default matching attribute: the
    /// user with that name is found, and nobody else.
    ///
    /// ## Why it matters
    /// It is how Entra finds out whether an account exists. A filter that finds nothing leads to a second
    /// account or a conflict; one that finds others links the wrong person.
    ///
    /// ## Usual cause
    /// The filter is ignored and everything is returned, or it compares by prefix or substring.
    ///
    /// ## How to fix
    /// Parse the filter and compare the whole value with `eq`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":2,"Resources":[{"id":"u-7","userName":"mira@tern.example"},{"id":"u-8","userName":"mira@tern.example.old"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/filter-by-username",
    title: "a query by userName MUST return exactly the user with that name",
    profile: Entra,
    severity: Error,
    covers: ["E-28", "flt-01", "flt-03", "ent-03"],
    sources: [Learn("get-user-by-query"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: ["users/create", "users/create-decoy", "users/match", "users/match-percent", "users/match-prefix"],
    run: judge,
}

/// How the blank is spelled is the matter of other checks: one spelling that works is enough here.
fn judge(e: &Evidence) -> Judged {
    needs_user_name(e)?;
    let plus = finds_the_user(e, "users/match")?;
    if !plus.is_empty() && !finds_the_user(e, "users/match-percent")?.is_empty() {
        return Ok(plus);
    }
    let created = e.seen("users/create")?;
    let prefix = e
        .find("users/match-prefix")
        .filter(|seen| seen.resources().iter().any(|hit| expect::is_created(hit, &created)));
    Ok(prefix
        .map(|seen| {
            let finding =
                Finding::at(seen.exchange, "a query for the beginning of a userName finds the user");
            finding.expected("no resource", "the user").pointer("/Resources")
        })
        .into_iter()
        .collect())
}
