use super::*;

check! {
    /// RFC 7643 §6 defines `endpoint` of a resource type as where its resources are reached, and RFC 7644
    /// §3.4.2 has it answer a GET with a ListResponse. A refusal for size (400 with `tooMany`, or 403) is
    /// accepted, and `/Me`, which holds one person and no list, is left aside.
    ///
    /// ## Why it matters
    /// Clients build every address from this member. A wrong one makes the whole resource type unreachable.
    ///
    /// ## Usual cause
    /// A typing error, an endpoint that was renamed, or a resource type that is planned but not there yet.
    ///
    /// ## How to fix
    /// Name the path that is really served, such as `/Users`, and list only resource types that exist.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"name":"User","endpoint":"/User"}]}
    /// GET /User?count=1
    /// 404 {"status":"404","detail":"no such path"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"name":"User","endpoint":"/Users"}]}
    /// GET /Users?count=1
    /// 200 {"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":214,"Resources":[{"id":"7"}]}
    /// ```
    id: "discovery/endpoints-answer",
    title: "every endpoint that /ResourceTypes names MUST answer a query",
    profile: Rfc,
    severity: Error,
    covers: ["disc-14"],
    sources: [Rfc7643("6"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: ["discovery/resource-types", "discovery/endpoint/*", "connection/test"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    resource_types(e)?;
    let answers = e.seen_all("discovery/endpoint/")?;
    let answers: Vec<&Seen> = answers.iter().map(|(_, seen)| seen).filter(|seen| !is_no_list(seen)).collect();
    if answers.is_empty() {
        return Err(Unjudged::not_shown("no resource type but those of discovery is listed"));
    }
    Ok(answers.into_iter().filter_map(|seen| unanswered(e, seen)).collect())
}

/// Some tenants list the discovery endpoints, or `/Me`, as resource types, too.
fn is_no_list(seen: &Seen) -> bool {
    let path = seen.exchange.request.url.split('?').next().unwrap_or_default();
    ["/ServiceProviderConfig", "/ResourceTypes", "/Schemas", "/Me"].iter().any(|own| path.ends_with(own))
}

/// How lists are wrapped is judged here only where Entra's own query gets a proper one.
fn unanswered(e: &Evidence, seen: &Seen) -> Option<Finding> {
    if seen.status() == 200 {
        let usual = e.find("connection/test").is_some_and(|test| expect::list(&test).is_none());
        return expect::list(seen).filter(|_| usual);
    }
    let kind = seen.body().and_then(|body| text(body, "scimType"));
    if seen.status() == 403 || (seen.status() == 400 && kind == Some("tooMany")) {
        return None;
    }
    let message = "the endpoint of a resource type does not answer a query";
    Some(Finding::at(seen.exchange, message).expected("200 with a list", expect::answer(seen.exchange)))
}
