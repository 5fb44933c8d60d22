use super::*;

check! {
    /// Test U3 of Microsoft's SCIM Validator: a query by the matching attribute finds the user: a ListResponse
    /// with `totalResults`, and a resource with `schemas`, `id` and `userName`.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. This is how Entra decides between create and update.
    ///
    /// ## Usual cause
    /// The hit is a bare row of the database instead of a resource.
    ///
    /// ## How to fix
    /// Make each hit the way a single resource is made, with `schemas` in it.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%40tern.example%22
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"id":"84c1","userName":"zoe@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22zoe%40tern.example%22
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"84c1","userName":"zoe@tern.example"}]}
    /// ```
    id: "validator/filter-existing-user",
    title: "a query for an existing user MUST find it as a whole resource in a ListResponse",
    profile: Gallery,
    severity: Error,
    covers: ["U3"],
    sources: [Validator("U3"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["validator/create", "validator/get", "validator/duplicate", "validator/filter"],
    run: |e| unless_named(e, judge(e), &["query/", "users/", "transport/"]),
}

fn judge(e: &Evidence) -> Judged {
    let (found, create) = (e.seen("validator/filter")?, e.seen("validator/create")?);
    if let Some(finding) = expect::list(&found) {
        return Ok(vec![finding]);
    }
    needs_one(e, "validator/duplicate")?;
    let findings = expect::only_hit(&found, &create);
    let Some(user) = found.resources().first().filter(|_| findings.is_empty()) else { return Ok(findings) };
    let missing =
        ["schemas", "id", "userName"].into_iter().filter(|name| access::member(user, name).is_none());
    let finding = |name: &str| {
        let finding = Finding::at(found.exchange, format!("the user that is found has no {name}"));
        finding.expected(name, "nothing").pointer(format!("/Resources/0/{name}"))
    };
    Ok(missing.map(finding).collect())
}
