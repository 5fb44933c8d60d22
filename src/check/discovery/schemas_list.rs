use super::*;

check! {
    /// RFC 7644 §4 and Microsoft Learn ask for `/Schemas`: a list of the schemas the tenant knows, among them
    /// the core user.
    ///
    /// ## Why it matters
    /// For gallery apps Entra reads the list when the mapping is edited, and offers what it finds as target
    /// attributes. A gallery listing requires it.
    ///
    /// ## Usual cause
    /// The endpoint is missing, or answers with a bare array instead of a ListResponse.
    ///
    /// ## How to fix
    /// Serve `GET /Schemas` as a ListResponse with a schema resource for User, for Group if you have groups,
    /// and for each extension.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 404
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,
    ///  "Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","attributes":[{"name":"userName","type":"string"}]}]}
    /// ```
    id: "discovery/schemas-list",
    title: "GET /Schemas SHOULD return a list that holds the core User schema",
    profile: Entra,
    severity: Warning,
    covers: ["disc-06", "E-130", "E-131", "L-05"],
    sources: [Learn("schema-discovery"), Rfc7644("4"), Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("discovery/schemas")?;
    if let Some(finding) = expect::list(&seen) {
        return Ok(vec![finding]);
    }
    let is_user = |schema: &Value| {
        let id = crate::scim::access::member(schema, "id").and_then(Value::as_str);
        id.is_some_and(|id| crate::scim::urn::same(id, crate::scim::urn::USER))
    };
    if seen.resources().iter().any(is_user) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(seen.exchange, "the core User schema is not in the list");
    let actual = crate::text::count(seen.resources().len(), "other schema");
    Ok(vec![finding.expected(crate::scim::urn::USER, actual).pointer("/Resources")])
}
