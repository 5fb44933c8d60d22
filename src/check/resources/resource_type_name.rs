use super::*;

check! {
    /// RFC 7643 §3.1 has `meta.resourceType` hold the name of the resource type as /ResourceTypes gives it, and
    /// RFC 7644 §3.3.1 has the endpoint decide which type that is. The value is case-exact.
    ///
    /// ## Why it matters
    /// Entra sends it back with every create, and clients choose by it how to read the rest.
    ///
    /// ## Usual cause
    /// The name of the class or of the table is written there.
    ///
    /// ## How to fix
    /// Take the name from the resource type of the endpoint: `User`, `Group`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"resourceType":"user"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","meta":{"resourceType":"User"}}
    /// ```
    id: "resources/resource-type-name",
    title: "meta.resourceType MUST be the name of the resource type, letter for letter",
    profile: Rfc,
    severity: Error,
    covers: ["res-11", "post-31"],
    sources: [Rfc7643("3.1"), Rfc7644("3.3.1")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read", "resources/types",
    ],
    run: judge,
}

/// Where /ResourceTypes does not tell, the names of the RFC count.
fn judge(e: &Evidence) -> Judged {
    let types = e.find("resources/types");
    let named = |kind: ResourceType, default: &'static str| {
        let all = types.as_ref().map_or(&[][..], |types| types.resources());
        let own = all.iter().find(|t| {
            let endpoint = access::member(t, "endpoint").and_then(Value::as_str).unwrap_or_default();
            endpoint.trim_end_matches('/').ends_with(kind.endpoint())
        });
        own.and_then(|own| access::member(own, "name")?.as_str()).unwrap_or(default)
    };
    let (user, group) = (named(ResourceType::User, "User"), named(ResourceType::Group, "Group"));
    each(e, |shown| {
        let expected = if shown.kind == ResourceType::User { user } else { group };
        let actual = meta(shown.body, "resourceType")?;
        (actual.as_str() != Some(expected)).then(|| {
            let finding =
                shown.finding("meta.resourceType is not the name of the resource type", "/meta/resourceType");
            finding.expected(expected, expect::quote(actual))
        })
    })
}
