use super::*;

check! {
    /// RFC 7644 §4 advises to answer 403 to a filter on `/Schemas` or `/ResourceTypes`.
    ///
    /// ## Why it matters
    /// Discovery lists are not filtered. If the filter is silently dropped, the client believes that every
    /// entry it gets matches.
    ///
    /// ## Usual cause
    /// Unknown parameters are ignored everywhere, and `filter` is one of them here.
    ///
    /// ## How to fix
    /// Answer 403 with a SCIM error message when a discovery request carries `filter`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas?filter=id%20eq%20%22urn:example:harbour%22
    /// 200 {"totalResults":3,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas?filter=id%20eq%20%22urn:example:harbour%22
    /// 403 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"403","detail":"discovery cannot be filtered"}
    /// ```
    id: "discovery/filter-refused",
    title: "a filter on a discovery endpoint SHOULD be answered with 403",
    profile: Rfc,
    severity: Warning,
    covers: ["disc-11"],
    sources: [Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/resource-types-filter", "discovery/schemas", "discovery/schemas-filter"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let types = refused(e, "discovery/resource-types", "discovery/resource-types-filter", "/ResourceTypes");
    let schemas = refused(e, "discovery/schemas", "discovery/schemas-filter", "/Schemas");
    match (types, schemas) {
        (Err(unjudged), Err(_)) => Err(unjudged),
        (types, schemas) => Ok(types.into_iter().chain(schemas).flatten().collect()),
    }
}

fn refused(e: &Evidence, plain: &str, filtered: &str, endpoint: &str) -> Judged {
    list(e, plain, endpoint)?;
    Ok(expect::status(&e.seen(filtered)?, &[403], "a filter on a discovery list is not refused with 403"))
}
