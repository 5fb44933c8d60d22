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
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 [{"id":"u-7","userName":"mira@tern.example"}]
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22mira%40tern.example%22
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,
    ///  "Resources":[{"id":"u-7","userName":"mira@tern.example"}]}
    /// ```
    id: "query/list-response",
    title: "a query MUST be answered with a ListResponse",
    profile: Entra,
    severity: Error,
    covers: ["E-22", "page-02", "page-03"],
    sources: [Rfc7644("3.4.2"), Learn("get-user-by-query")],
    dialects: Without,
    needs: ["connection/test", "connection/test-groups", "users/create", "users/match", "users/match-percent"],
    run: judge,
}

/// A query that is refused is the matter of other checks. Three answers are looked at: one without a hit for
/// users, one for groups, and the one with the created user, where the count can be told.
fn judge(e: &Evidence) -> Judged {
    let plus = e.seen("users/match")?;
    let hit = if plus.status() == 200 { plus } else { e.seen("users/match-percent")? };
    let empty = ["connection/test", "connection/test-groups"].into_iter().filter_map(|step| e.find(step));
    let answered: Vec<Seen> = std::iter::once(hit).chain(empty).filter(|seen| seen.status() == 200).collect();
    if answered.is_empty() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "no query is answered with 200".to_owned()));
    }
    if let Some(finding) = answered.iter().find_map(expect::list) {
        return Ok(vec![finding]);
    }
    Ok(miscounted(e, &hit).into_iter().collect())
}

/// Where the whole answer is the created user alone, `totalResults` is 1.
fn miscounted(e: &Evidence, hit: &Seen) -> Option<Finding> {
    let created = e.find("users/create")?;
    let total = crate::scim::access::member(hit.body()?, "totalResults")?.as_u64()?;
    let alone = hit.resources().len() == 1 && expect::is_created(&hit.resources()[0], &created);
    (alone && total != 1).then(|| {
        let finding = Finding::at(hit.exchange, "totalResults is not the number of hits");
        finding.expected("1", total.to_string()).pointer("/totalResults")
    })
}
