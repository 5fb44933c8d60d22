use super::*;

check! {
    /// RFC 7644 §4 requires that `/ServiceProviderConfig` answers a GET with one JSON object that says which
    /// features the service has.
    ///
    /// ## Why it matters
    /// Clients look there before they sort, page by cursor or send Bulk requests. Entra itself does not read
    /// it, but the AI-assisted review of a gallery listing does.
    ///
    /// ## Usual cause
    /// The endpoint is missing, or a generic list handler wraps the single document in a ListResponse.
    ///
    /// ## How to fix
    /// Serve one document at exactly this path, without `Resources` around it.
    ///
    /// ## Fails
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":1,"Resources":[{"patch":{"supported":true}}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ServiceProviderConfig
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],"patch":{"supported":true}}
    /// ```
    id: "discovery/config-answers",
    title: "GET /ServiceProviderConfig MUST be answered with 200 and one document",
    profile: Rfc,
    severity: Error,
    covers: ["disc-01", "E-136"],
    sources: [Rfc7644("4"), Rfc7643("5")],
    dialects: Without,
    needs: ["discovery/config"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("discovery/config")?;
    let findings = expect::status(&seen, &[200], "the configuration is not answered with 200");
    if !findings.is_empty() {
        return Ok(findings);
    }
    let finding = |message: &str, actual: &str| {
        vec![Finding::at(seen.exchange, message).expected("one JSON object", actual)]
    };
    Ok(match seen.body() {
        None => finding("the configuration is not a JSON object", "something else"),
        Some(body) if access::member(body, "Resources").is_some() => {
            finding("the configuration is wrapped in a list", "a list")
        }
        Some(_) => Vec::new(),
    })
}
