use super::*;

check! {
    /// RFC 7644 §3.12 has a resource that does not exist answered with 404 and a SCIM error. Resource types
    /// are read like other resources.
    ///
    /// ## Why it matters
    /// A client that probes for an optional resource type takes any 200 as proof that it exists.
    ///
    /// ## Usual cause
    /// The path behind `/ResourceTypes/` is ignored, or the look-up answers with an empty list.
    ///
    /// ## How to fix
    /// Answer 404 with a SCIM error message when no resource type has that id.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes/Lighthouse
    /// 200 {"totalResults":0,"Resources":[]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes/Lighthouse
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"there is no resource type Lighthouse"}
    /// ```
    id: "discovery/unknown-resource-type-404",
    title: "a resource type nobody has SHOULD be answered with 404",
    profile: Rfc,
    severity: Warning,
    covers: ["disc-05"],
    sources: [Rfc7644("3.12"), Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/unknown-resource-type", "users/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    resource_types(e)?;
    let seen = e.seen("discovery/unknown-resource-type")?;
    Ok(not_found(e, &seen, "a resource type that does not exist is not answered with 404"))
}
