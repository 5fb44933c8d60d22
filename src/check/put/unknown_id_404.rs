use super::*;

check! {
    /// RFC 7644 §3.5.1 forbids to create a resource by PUT: the server alone assigns ids. What is not there is
    /// answered with 404.
    ///
    /// ## Why it matters
    /// A client that holds an outdated id would create a second account under it, with an id of its own making.
    ///
    /// ## Usual cause
    /// The store behind the handler knows an "upsert", and PUT is mapped to it as it is in other interfaces.
    ///
    /// ## How to fix
    /// Look the resource up first, and answer 404 when there is none.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/9c1d6a7e-nobody
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 201 {"id":"9c1d6a7e-nobody","userName":"dana.okoye@tern.example", …}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/9c1d6a7e-nobody
    /// {"schemas":[…],"userName":"dana.okoye@tern.example"}
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"no such user"}
    /// ```
    id: "put/unknown-id-404",
    title: "a PUT to an unknown id MUST be answered with 404 and create nothing",
    profile: Rfc,
    severity: Error,
    covers: ["put-06"],
    sources: [Rfc7644("3.5.1"), Rfc7644("3.2")],
    dialects: Without,
    needs: ["put/replace", "put/unknown-id", "put/unknown-id/look", "users/unknown-id"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    needs_put(e)?;
    let put = e.seen("put/unknown-id")?;
    let look = e.seen("put/unknown-id/look")?;
    let name = put.sent().get("userName").and_then(Value::as_str).unwrap_or_default();
    if expect::has_user_name(&look, name) {
        let finding = Finding::at(look.exchange, "the PUT to an unknown id created a user");
        return Ok(vec![
            finding.expected("no such user", name).pointer("/Resources").caused_by(put.exchange),
        ]);
    }
    let unknown = e.find("users/unknown-id").map(|seen| seen.status());
    if put.status() != 404 && unknown == Some(put.status()) {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "no unknown id is answered with 404".to_owned()));
    }
    Ok(expect::status(&put, &[404], "the PUT to an unknown id is not answered with 404"))
}
