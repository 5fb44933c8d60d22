use super::*;

check! {
    /// RFC 7644 §3.5 requires that a service provider supports PUT on the resources it has; §3.5.1 says how.
    ///
    /// ## Why it matters
    /// Clients other than Entra replace whole resources: Okta changes the profile of a person by PUT. Entra
    /// itself only ever sends PATCH, so this finding blocks no Entra deployment.
    ///
    /// ## Usual cause
    /// The service was written for Entra, and its router knows no PUT.
    ///
    /// ## How to fix
    /// Route PUT of `/Users/{id}` and `/Groups/{id}`: read the body as a create would, keep `id` and `meta`,
    /// store it over what is there.
    ///
    /// ## Fails
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dana.okoye@tern.example"}
    /// 405
    /// Allow: GET, PATCH, DELETE
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PUT /Users/u-52
    /// {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"dana.okoye@tern.example"}
    /// 200 {"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// ```
    id: "put/offered",
    title: "a resource MUST be replaceable by PUT",
    profile: Rfc,
    severity: Error,
    covers: ["put-16"],
    sources: [Rfc7644("3.5"), Rfc7644("3.2")],
    dialects: Without,
    needs: ["put/get", "put/replace"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let put = e.seen("put/replace")?;
    if is_offered(&put) {
        return Ok(Vec::new());
    }
    let message = "PUT is not offered, which RFC 7644 requires and Entra never uses";
    Ok(vec![Finding::at(put.exchange, message).expected("200", expect::answer(put.exchange))])
}
