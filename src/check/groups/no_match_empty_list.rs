use super::*;

check! {
    /// Microsoft Learn requires that a query for a group that does not exist is answered with 200 and an empty
    /// list; the query leaves the members out by `excludedAttributes=members`.
    ///
    /// ## Why it matters
    /// Entra asks so before it creates a group, and also to see whether the tenant is alive.
    ///
    /// ## Usual cause
    /// 404 for an empty result, or `excludedAttributes` is refused as an unknown parameter.
    ///
    /// ## How to fix
    /// Answer every query with 200 and a ListResponse, and support `excludedAttributes`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName+eq+%22f3b9d1e0-6a52-4c0e-9a1b-2d7741c0be55%22
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Groups?excludedAttributes=members&filter=displayName+eq+%22f3b9d1e0-6a52-4c0e-9a1b-2d7741c0be55%22
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"Resources":[]}
    /// ```
    id: "groups/no-match-empty-list",
    title: "a query that matches no group MUST be answered with 200 and an empty list",
    profile: Entra,
    severity: Error,
    covers: ["E-21", "L-03", "ent-02"],
    sources: [Learn("get-group-by-displayname"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["connection/test-groups", "connection/test-percent", "groups/match-nobody"],
    run: judge,
}

/// Asked twice: of a tenant that may hold no group, and once groups are there.
fn judge(e: &Evidence) -> Judged {
    let test = e.seen("connection/test-groups")?;
    if e.find("connection/test-percent").is_some_and(|other| other.succeeded()) {
        let reason = "queries are refused for their spelling, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let findings = expect::empty_list(&test);
    match e.find("groups/match-nobody") {
        Some(later) if findings.is_empty() => Ok(expect::empty_list(&later)),
        _ => Ok(findings),
    }
}
