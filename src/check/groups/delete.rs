use super::*;

check! {
    /// RFC 7644 §3.6 and Microsoft Learn require that a group is deleted with 204, and neither read nor found
    /// afterwards.
    ///
    /// ## Why it matters
    /// A group that goes on existing goes on giving rights.
    ///
    /// ## Usual cause
    /// The route is missing for groups, or queries still return deleted groups.
    ///
    /// ## How to fix
    /// Delete the group with its memberships, answer 204, and leave it out of reads and queries.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Groups/g-3
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 200 {"id":"g-3","displayName":"Pilots"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Groups/g-3
    /// 204
    /// GET /Groups/g-3?excludedAttributes=members
    /// 404 {"status":"404"}
    /// ```
    id: "groups/delete",
    title: "a deleted group MUST be answered with 204 and be gone",
    profile: Entra,
    severity: Error,
    covers: ["del-01", "del-02", "del-05", "E-115"],
    sources: [Learn("delete-group"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["groups/create", "groups/get", "groups/delete", "groups/get-deleted", "groups/match-deleted"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if e.seen("groups/delete")?.status() == 415 {
        let reason = "the DELETE is refused for its missing Content-Type, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let refused = expect::status(&e.seen("groups/delete")?, &[204], "the DELETE is not answered with 204");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let mut findings =
        expect::status(&e.seen("groups/get-deleted")?, &[404], "the deleted group can still be read");
    let query = e.seen("groups/match-deleted")?;
    let created = e.seen("groups/create")?;
    if query.resources().iter().any(|hit| expect::is_created(hit, &created)) {
        let finding = Finding::at(query.exchange, "the query finds the deleted group");
        findings.push(finding.expected("totalResults 0", "the group").pointer("/Resources"));
    }
    Ok(findings)
}
