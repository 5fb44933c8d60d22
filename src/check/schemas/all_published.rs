use super::*;
use crate::http::Exchange;

check! {
    /// RFC 7643 §6 has the URNs of a resource type and of its extensions equal to the `id` of a schema, and §7
    /// has a schema document for every URN a resource names.
    ///
    /// ## Why it matters
    /// A client that finds an unknown URN in a resource cannot read what stands under it, and leaves it out of
    /// its mapping.
    ///
    /// ## Usual cause
    /// An extension was added to resources and resource types, and its schema document forgotten; or the URNs
    /// differ in a letter.
    ///
    /// ## How to fix
    /// Serve a document at `/Schemas` for each URN that is in use.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:badge:2.0:User","required":false}]}]}
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    id: "schemas/all-published",
    title: "every schema that a resource type or a resource names MUST be published at /Schemas",
    profile: Rfc,
    severity: Error,
    covers: ["disc-18", "sch-16", "sch-17", "more-09"],
    sources: [Rfc7643("6"), Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas", "discovery/resource-types", "users/create", "users/get", "users/match", "groups/create", "groups/get", "members/add-several/read", "discovery/get"],
    run: judge,
}

/// One finding for each URN, at the first place that names it.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let mut named = of_types(e);
    named.extend(of_resources(e));
    if named.is_empty() {
        return Err(Unjudged::not_shown("no resource type and no resource names a schema"));
    }
    let mut missing: Vec<&str> = Vec::new();
    let mut findings = Vec::new();
    for (exchange, pointer, id) in named {
        if documents.find(id).is_none() && !missing.iter().any(|known| urn::same(known, id)) {
            missing.push(id);
            let finding = Finding::at(exchange, "a schema that is named here is not published");
            findings.push(finding.expected("a document at /Schemas", id).pointer(pointer));
        }
    }
    Ok(findings)
}

/// The URNs that resource types name. Where they are not listed, another check says so.
fn of_types<'a>(e: &Evidence<'a>) -> Vec<(&'a Exchange, String, &'a str)> {
    let Ok(seen) = resource_types(e) else { return Vec::new() };
    let mut named = Vec::new();
    for (at, entry) in seen.resources().iter().enumerate() {
        let at = place(&seen, at);
        named.extend(text(entry, "schema").map(|id| (seen.exchange, format!("{at}/schema"), id)));
        for (index, extension) in extensions(entry) {
            let pointer = format!("{at}/schemaExtensions/{index}/schema");
            named.extend(text(extension, "schema").map(|id| (seen.exchange, pointer, id)));
        }
    }
    named
}

/// The URNs that resources name, but for the one that Entra itself sends along and a tenant may keep.
fn of_resources<'a>(e: &Evidence<'a>) -> Vec<(&'a Exchange, String, &'a str)> {
    let mut named = Vec::new();
    for (exchange, at, resource) in shown::resources(e) {
        let schemas = access::member(resource, "schemas").and_then(Value::as_array).into_iter().flatten();
        let ids = schemas.filter_map(Value::as_str).filter(|id| !urn::same(id, urn::ADSCIM_GROUP));
        named.extend(ids.map(|id| (exchange, format!("{at}/schemas"), id)));
    }
    named
}
