use super::*;

check! {
    /// RFC 7643 §3 allows in `schemas` what the resource type of the resource declares as its schema or as an
    /// extension at /ResourceTypes, and nothing else.
    ///
    /// ## Why it matters
    /// A URN that nothing declares cannot be looked up. Clients that validate refuse the resource.
    ///
    /// ## Usual cause
    /// An old or internal name of the schema is left in the answer, or /ResourceTypes is not kept up to date.
    ///
    /// ## How to fix
    /// Declare every extension you return at /ResourceTypes, and drop what is none.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:params:scim:schemas:Base"],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}
    /// ```
    id: "resources/schemas-of-the-type",
    title: "schemas MUST list nothing but the schema of the resource type and its extensions",
    profile: Rfc,
    severity: Error,
    covers: ["res-02"],
    sources: [Rfc7643("3"), Rfc7643("6")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read", "resources/types",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let types = e.seen("resources/types")?;
    each_declared(e, &types)
}

/// Kinds that /ResourceTypes does not show are not judged.
fn each_declared(e: &Evidence, types: &Seen) -> Judged {
    let of = |kind: ResourceType| types.resources().iter().find(|t| is_of(t, kind));
    let declared = |kind| of(kind).filter(|t| access::member(t, "schema").is_some()).map(declared_by);
    let (users, groups) = (declared(ResourceType::User), declared(ResourceType::Group));
    if users.is_none() {
        return Err(Unjudged::not_shown("/ResourceTypes does not show which schemas a user may have"));
    }
    each(e, |shown| {
        let known = match shown.kind {
            ResourceType::User => users.as_ref(),
            ResourceType::Group => groups.as_ref(),
        }?;
        let schemas = shown.schemas();
        let (at, id) =
            schemas.iter().enumerate().find(|(_, id)| !known.iter().any(|known| urn::same(known, id)))?;
        let finding = shown
            .finding("schemas lists a URN that the resource type does not have", &format!("/schemas/{at}"));
        Some(finding.expected(known.join(", "), *id))
    })
}

fn is_of(resource_type: &Value, kind: ResourceType) -> bool {
    let endpoint = access::member(resource_type, "endpoint").and_then(Value::as_str).unwrap_or_default();
    endpoint.trim_end_matches('/').ends_with(kind.endpoint())
}

fn declared_by(resource_type: &Value) -> Vec<&str> {
    let core = access::member(resource_type, "schema").and_then(Value::as_str);
    let extensions = access::member(resource_type, "schemaExtensions").and_then(Value::as_array);
    let extensions = extensions.into_iter().flatten().filter_map(|x| access::member(x, "schema")?.as_str());
    core.into_iter().chain(extensions).collect()
}
