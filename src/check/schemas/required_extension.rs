use super::*;
use crate::http::Exchange;

check! {
    /// RFC 7643 §6 has a resource carry every extension that its resource type marks as `required`, and the
    /// attributes that extension requires, unless they are never returned or only on request.
    ///
    /// ## Why it matters
    /// A client that relies on the promise reads a member that is not there. And one that creates users has to
    /// send the extension, which Entra does not do by itself.
    ///
    /// ## Usual cause
    /// `required` was copied from the RFC's example, where it is true, though the service asks for nothing.
    ///
    /// ## How to fix
    /// Set `required` to false, unless a user cannot be created without the extension.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":true}]}]}
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}]}]}
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "schemas/required-extension",
    title: "resources MUST carry the extensions their resource type requires",
    profile: Rfc,
    severity: Error,
    covers: ["sch-24"],
    sources: [Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/schemas", "discovery/resource-types", "users/create", "users/get", "users/match", "groups/create", "groups/get", "members/add-several/read", "discovery/get"],
    run: judge,
}

/// One finding for each extension.
fn judge(e: &Evidence) -> Judged {
    let (types, documents) = (resource_types(e)?, Published::read(e)?);
    let resources = shown::resources(e);
    if resources.is_empty() {
        return Err(Unjudged::not_shown("no user or group was shown"));
    }
    let mut findings = Vec::new();
    for entry in types.resources() {
        let Some(core) = text(entry, "schema") else { continue };
        let required = extensions(entry).filter(|(_, extension)| flag(extension, "required"));
        for id in required.filter_map(|(_, extension)| text(extension, "schema")) {
            let of_type = resources.iter().filter(|(_, _, resource)| names_schema(resource, core));
            findings.extend(of_type.filter_map(|shown| lacking(&documents, id, shown)).take(1));
        }
    }
    Ok(findings)
}

fn lacking(documents: &Published, id: &str, shown: &(&Exchange, String, &Value)) -> Option<Finding> {
    let (exchange, at, resource) = shown;
    let finding = |message: String, expected: &str| {
        Finding::at(exchange, message).expected(expected, "nothing").pointer(at.clone())
    };
    let Some(container) = access::member(resource, id) else {
        return Some(finding("a resource lacks the extension its type requires".to_owned(), id));
    };
    let names = |definition: &Definition| {
        let returned = keyword(definition.json, "returned", "default").to_lowercase();
        urn::same(definition.schema, id)
            && definition.depth == 0
            && flag(definition.json, "required")
            && !["never", "request"].contains(&returned.as_str())
            && access::member(container, &definition.name).is_none()
    };
    let missing = documents.definitions().ok()?.into_iter().find(names)?;
    Some(finding(format!("a resource lacks {}, which its extension requires", missing.name), &missing.name))
}
