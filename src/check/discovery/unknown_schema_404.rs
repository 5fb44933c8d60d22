use super::*;

check! {
    /// RFC 7644 §3.12 has a resource that does not exist answered with 404 and a SCIM error; that holds for
    /// schemas, too.
    ///
    /// ## Why it matters
    /// Whether an extension is there is often asked by reading its schema. Any 200 is taken for yes.
    ///
    /// ## Usual cause
    /// The part behind `/Schemas/` is ignored, so that every URN gives the whole list or an empty one.
    ///
    /// ## How to fix
    /// Answer 404 with a SCIM error message when no schema has that URN.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:extension:lighthouse:2.0:User
    /// 400 {"status":"400","detail":"bad schema"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:extension:lighthouse:2.0:User
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"there is no such schema"}
    /// ```
    id: "discovery/unknown-schema-404",
    title: "a schema nobody has SHOULD be answered with 404",
    profile: Rfc,
    severity: Warning,
    covers: ["disc-08"],
    sources: [Rfc7644("3.12"), Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/schemas", "discovery/unknown-schema", "users/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    list(e, "discovery/schemas", "/Schemas")?;
    let seen = e.seen("discovery/unknown-schema")?;
    Ok(not_found(e, &seen, "a schema that does not exist is not answered with 404"))
}
