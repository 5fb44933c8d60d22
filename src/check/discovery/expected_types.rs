use super::*;

check! {
    /// A gallery app is expected to show both kinds of resource Entra provisions: User, and Group unless the
    /// app has none. The listing checklist asks for discovery; which entries it holds follows from what is
    /// provisioned.
    ///
    /// ## Why it matters
    /// Clients that discover an endpoint before using it leave groups out when `/ResourceTypes` does not
    /// mention them.
    ///
    /// ## Usual cause
    /// Groups were added later, and nobody added the entry.
    ///
    /// ## How to fix
    /// List every resource type that has an endpoint, each with its core schema.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":1,"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// GET /Groups?count=1
    /// 200 {"totalResults":12,"Resources":[{"id":"3"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"totalResults":2,"Resources":[{"name":"User","schema":"urn:ietf:params:scim:schemas:core:2.0:User"},{"name":"Group","schema":"urn:ietf:params:scim:schemas:core:2.0:Group"}]}
    /// ```
    id: "discovery/expected-types",
    title: "/ResourceTypes SHOULD list User, and Group where groups are provisioned",
    profile: Gallery,
    severity: Warning,
    covers: ["disc-16"],
    sources: [Learn("schema-discovery"), Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/resource-types", "connection/test-groups"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let lists = |name: &str, schema: &str| {
        seen.resources().iter().any(|entry| {
            name_of(entry).eq_ignore_ascii_case(name)
                || text(entry, "schema").is_some_and(|own| urn::same(own, schema))
        })
    };
    let has_groups =
        e.suite().sends_groups() && e.find("connection/test-groups").is_some_and(|s| s.succeeded());
    let expected = [("User", urn::USER, true), ("Group", urn::GROUP, has_groups)];
    let missing = expected.iter().filter(|(name, schema, wanted)| *wanted && !lists(name, schema));
    let finding = |(name, ..): &(&str, &str, bool)| {
        Finding::at(seen.exchange, format!("{name} is not among the resource types"))
            .expected(*name, crate::text::count(seen.resources().len(), "other resource type"))
            .pointer("/Resources")
    };
    Ok(missing.map(finding).collect())
}
