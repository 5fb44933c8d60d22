use super::*;

check! {
    /// RFC 7644 §3.11 has `/Me` be an alias. Where it is served or redirected, the `Location` header holds the
    /// permanent address of the resource, not the alias itself. A 501 makes no such promise and passes.
    ///
    /// ## Why it matters
    /// A client that keeps the alias has another account in its hands as soon as another person logs in.
    ///
    /// ## Usual cause
    /// The header is made from the URL of the request.
    ///
    /// ## How to fix
    /// Make `Location` of the resource's own endpoint and `id`, as `meta.location` is.
    ///
    /// ## Fails
    /// ```http
    /// GET /Me
    /// 200 {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// Location: https://api.tern.example/scim/Me
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Me
    /// 200 {"schemas":[…],"id":"u-52","userName":"dana.okoye@tern.example", …}
    /// Location: https://api.tern.example/scim/Users/u-52
    /// ```
    id: "me/location",
    title: "an answer of /Me MUST name the address of the resource it stands for",
    profile: Rfc,
    severity: Error,
    covers: ["me-02"],
    sources: [Rfc7644("3.11")],
    dialects: Without,
    needs: ["me/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("me/read")?;
    if !is_served(&seen) && seen.status() != 308 {
        return Ok(Vec::new());
    }
    let location = seen.exchange.response().and_then(|response| response.header("location"));
    let is_alias = |location: &str| {
        let path = location.split(['?', '#']).next().unwrap_or_default();
        path.trim_end_matches('/').to_lowercase().ends_with("/me")
    };
    if location.is_some_and(|location| !location.is_empty() && !is_alias(location)) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(seen.exchange, "the answer of /Me does not name the address of the resource");
    Ok(vec![finding.expected("a Location such as …/Users/<id>", location.unwrap_or("no Location"))])
}
