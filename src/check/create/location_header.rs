use super::*;

check! {
    /// RFC 7644 §3.3 requires a `Location` header with the URI of what was created, the same as `meta.location`
    /// in the body.
    ///
    /// ## Why it matters
    /// Clients that keep the address instead of the id find the resource only this way; two different addresses
    /// make one of them wrong.
    ///
    /// ## Usual cause
    /// The framework's "created" helper was not used, or it builds the header from the internal host name.
    ///
    /// ## How to fix
    /// Set `Location` from the same function that fills `meta.location`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// 201 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// 201 {"id":"7","meta":{"location":"https://api.tern.example/scim/Users/7"}}
    /// Location: https://api.tern.example/scim/Users/7
    /// ```
    id: "create/location-header",
    title: "the answer to a create MUST name the address of the new resource in its Location header",
    profile: Rfc,
    severity: Error,
    covers: ["post-03"],
    sources: [Rfc7644("3.3"), Rfc7643("3.1")],
    dialects: Without,
    needs: ["users/create", "groups/create"],
    run: judge,
}

/// Relative forms are compared by how they end.
fn judge(e: &Evidence) -> Judged {
    let mut findings = named(&accepted(e, "users/create")?);
    if findings.is_empty() {
        let group = e.find("groups/create").filter(|create| create.status() == 201);
        findings.extend(group.iter().flat_map(named));
    }
    Ok(findings)
}

fn named(create: &Seen) -> Vec<Finding> {
    let header = create.exchange.response().and_then(|response| response.header("location"));
    let place = create.body().and_then(|body| body.pointer("/meta/location")).and_then(Value::as_str);
    let finding = |message: &str| Finding::at(create.exchange, message);
    match (header, place) {
        (None, _) => {
            vec![finding("the answer has no Location header").expected("the new resource's URI", "nothing")]
        }
        (Some(header), Some(place)) if !same_address(header, place) => {
            let finding = finding("Location and meta.location name different addresses");
            vec![finding.expected(place, header).pointer("/meta/location")]
        }
        _ => Vec::new(),
    }
}
