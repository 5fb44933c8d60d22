use super::*;

check! {
    /// RFC 7643 §6 requires `name`, `endpoint` and `schema` of a resource type; `id` and `description` are
    /// optional.
    ///
    /// ## Why it matters
    /// `meta.resourceType` of each resource refers to the name, and a client builds addresses from the
    /// endpoint.
    ///
    /// ## Usual cause
    /// The entry holds an `id` with the same text, and the name was left out.
    ///
    /// ## How to fix
    /// Give every entry all three members.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"id":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    id: "schemas/resource-type-members",
    title: "each resource type MUST have a name, an endpoint and a schema",
    profile: Rfc,
    severity: Error,
    covers: ["sch-16"],
    sources: [Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let missing = |entry: &Value| {
        ["name", "endpoint", "schema"].into_iter().find(|member| text(entry, member).is_none())
    };
    let entries = seen.resources().iter().enumerate();
    let mut wrong = entries.filter_map(|(at, entry)| Some((at, entry, missing(entry)?)));
    let Some((at, entry, missing)) = wrong.next() else { return Ok(Vec::new()) };
    let finding =
        Finding::at(seen.exchange, format!("the resource type {} has no {missing}", name_of(entry)));
    Ok(vec![finding.expected("name, endpoint and schema", expect::quote(entry)).pointer(place(&seen, at))])
}
