use super::*;

check! {
    /// RFC 7644 §3.4.2 and Microsoft Learn require that a query is answered with a ListResponse, also for a
    /// single hit: the message's schema, a numeric `totalResults`, and the `Resources`.
    ///
    /// ## Why it matters
    /// Entra reads `totalResults` and `Resources` to decide between creating and linking. What it cannot read
    /// is logged as an incompatible service.
    ///
    /// ## Usual cause
    /// The handler returns the bare user or a bare array, or writes the count as a string.
    ///
    /// ## How to fix
    /// Wrap the hits: `{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,
    /// "startIndex":1,"itemsPerPage":1,"Resources":[…]}`.
    id: "query/list-response",
    title: "a query MUST be answered with a ListResponse",
    severity: Error,
    sources: [Rfc7644("3.4.2"), Learn("get-user-by-query")],
    dialects: Without,
    needs: ["users/match", "users/match-percent"],
    run: judge,
}

/// A query that is refused is the matter of other checks.
fn judge(e: &Evidence) -> Judged {
    let plus = e.seen("users/match")?;
    let seen = if plus.status() == 200 { plus } else { e.seen("users/match-percent")? };
    if seen.status() != 200 {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "no query for the user is answered with 200".to_owned(),
        ));
    }
    Ok(expect::list(&seen).into_iter().collect())
}
