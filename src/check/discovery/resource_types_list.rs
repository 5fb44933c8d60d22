use super::*;

check! {
    /// RFC 7644 §4 requires that `/ResourceTypes` answers with a ListResponse of all resource types of the
    /// service.
    ///
    /// ## Why it matters
    /// It is how a client learns where users and groups live and which extensions they carry. A client that
    /// finds no list falls back to guesses, or stops.
    ///
    /// ## Usual cause
    /// The endpoint is missing, or answers with a bare JSON array.
    ///
    /// ## How to fix
    /// Serve `GET /ResourceTypes` as a ListResponse with an entry for User, and one for each further kind of
    /// resource.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 [{"name":"User","endpoint":"/Users"}]
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"name":"User","endpoint":"/Users"}]}
    /// ```
    id: "discovery/resource-types-list",
    title: "GET /ResourceTypes MUST be answered with a list of at least one resource type",
    profile: Rfc,
    severity: Error,
    covers: ["disc-03", "E-136"],
    sources: [Rfc7644("4"), Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("discovery/resource-types")?;
    if let Some(finding) = expect::list(&seen) {
        return Ok(vec![finding]);
    }
    if seen.resources().is_empty() {
        let finding = Finding::at(seen.exchange, "no resource type is listed");
        return Ok(vec![finding.expected("at least User", "no entry").pointer("/Resources")]);
    }
    Ok(Vec::new())
}
