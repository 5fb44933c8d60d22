use super::*;

check! {
    /// RFC 7643 §3.1 gives every resource `meta`, and §8.7.1 shows it on schemas: `resourceType` is `Schema`,
    /// `location` their address, which may be relative. On the configuration and on resource types `meta` is
    /// optional, and right when it is there.
    ///
    /// ## Why it matters
    /// Caches and generic clients keep documents by `meta.location`. Without it each read of a schema is a new
    /// document.
    ///
    /// ## Usual cause
    /// The documents are constants from the RFC's examples with the last lines cut off.
    ///
    /// ## How to fix
    /// Add `meta` to each document, with the address under which it is served alone.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[],"meta":{"resourceType":"Schema","location":"/Schemas/urn:ietf:params:scim:schemas:core:2.0:User"}}]}
    /// ```
    id: "discovery/document-meta",
    title: "schema documents SHOULD carry meta with resourceType and location",
    profile: Rfc,
    severity: Warning,
    covers: ["disc-19", "sch-02"],
    sources: [Rfc7643("3.1"), Rfc7643("8.7.1")],
    dialects: Without,
    needs: ["discovery/schemas", "discovery/resource-types", "discovery/config"],
    run: judge,
}

/// One finding for each of the three endpoints.
fn judge(e: &Evidence) -> Judged {
    let schemas = list(e, "discovery/schemas", "/Schemas");
    let types = resource_types(e);
    let mut findings = Vec::new();
    if let Ok(seen) = &schemas {
        findings.extend(entries(seen).find_map(|(at, entry)| wrong(seen, &at, entry, "Schema", true)));
    }
    if let Ok(seen) = &types {
        findings.extend(entries(seen).find_map(|(at, entry)| wrong(seen, &at, entry, "ResourceType", false)));
    }
    let config = e.find("discovery/config").filter(|seen| seen.status() == 200);
    if let Some((seen, body)) = config.and_then(|seen| Some((seen, seen.body()?))) {
        findings.extend(wrong(&seen, "", body, "ServiceProviderConfig", false));
    }
    match schemas {
        Err(unjudged) if findings.is_empty() => Err(unjudged),
        _ => Ok(findings),
    }
}

fn entries<'a>(seen: &Seen<'a>) -> impl Iterator<Item = (String, &'a Value)> {
    let seen = *seen;
    seen.resources().iter().enumerate().map(move |(at, entry)| (place(&seen, at), entry))
}

fn wrong(seen: &Seen, at: &str, document: &Value, kind: &str, is_due: bool) -> Option<Finding> {
    let meta = access::member(document, "meta").filter(|meta| !meta.is_null());
    let Some(meta) = meta else {
        let finding = || Finding::at(seen.exchange, format!("a {kind} document has no meta"));
        return is_due.then(|| finding().expected("resourceType and location", "nothing").pointer(at));
    };
    let shown = |name: &str| access::member(meta, name).map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = |name: &str, expected: &str| {
        Finding::at(seen.exchange, format!("meta.{name} of a {kind} document is not right"))
            .expected(expected, shown(name))
            .pointer(format!("{at}/meta/{name}"))
    };
    let is_missing = |name: &str| access::member(meta, name).is_none_or(Value::is_null);
    let tolerated = |name: &str| !is_due && is_missing(name);
    if text(meta, "resourceType") != Some(kind) && !tolerated("resourceType") {
        return Some(finding("resourceType", kind));
    }
    (text(meta, "location").is_none() && !tolerated("location")).then(|| finding("location", "an address"))
}
