use super::*;

check! {
    /// Microsoft Learn requires that a query for a user who does not exist is answered with 200 and an empty
    /// list, never with 404. It is the request behind *Test Connection*.
    ///
    /// ## Why it matters
    /// Entra asks this before it creates anybody. On any other answer the connection test fails, and a running
    /// job goes into quarantine.
    ///
    /// ## Usual cause
    /// The handler looks for one user and answers 404 when there is none, as it would for `/Users/{id}`.
    ///
    /// ## How to fix
    /// Answer every query with 200 and a ListResponse; with no hit, `totalResults` is 0 and `Resources` empty.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName+eq+%22f3b9d1e0-6a52-4c0e-9a1b-2d7741c0be55%22
    /// 404 {"detail":"user not found"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName+eq+%22f3b9d1e0-6a52-4c0e-9a1b-2d7741c0be55%22
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}
    /// ```
    id: "query/no-match-empty-list",
    title: "a query that matches no user MUST be answered with 200 and an empty list",
    profile: Entra,
    severity: Error,
    covers: ["E-20", "flt-02", "flt-03", "L-03", "ent-01"],
    sources: [Learn("get-user-by-query"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["connection/test", "connection/test-percent", "users/match-nobody"],
    run: judge,
}

/// Asked twice: of a tenant that may hold nobody, and once users are there that an ignored filter would return.
fn judge(e: &Evidence) -> Judged {
    let test = e.seen("connection/test")?;
    if e.find("connection/test-percent").is_some_and(|other| other.succeeded()) {
        let reason = "the query is refused for its spelling, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let findings = expect::empty_list(&test);
    match e.find("users/match-nobody") {
        Some(later) if findings.is_empty() => Ok(expect::empty_list(&later)),
        _ => Ok(findings),
    }
}
