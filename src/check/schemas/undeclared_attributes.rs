use super::*;

check! {
    /// RFC 7643 §3 has `schemas` of a resource name the schemas that define its attributes. `schemas`, `id`,
    /// `externalId` and `meta` belong to no schema, and the usual parts of a list (`type`, `primary`,
    /// `display`, `value`, `$ref`) need no definition.
    ///
    /// ## Why it matters
    /// A strict client drops, or refuses, what no schema declares, and a mapping cannot be made for it.
    ///
    /// ## Usual cause
    /// A field of the database was added to the answer, and not to the schema document.
    ///
    /// ## How to fix
    /// Declare the attribute, in an extension if the RFC does not define it, or leave it out of the answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"mira@tern.example","lastLogin":"2026-01-09T08:15:00Z"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "schemas/undeclared-attributes",
    title: "attributes in a response SHOULD be declared in a schema the resource names",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-20"],
    sources: [Rfc7643("3"), Rfc7643("2.4")],
    dialects: Without,
    needs: ["discovery/schemas", "users/create", "users/get", "users/match", "groups/create", "groups/get", "members/add-several/read", "discovery/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    const USUAL: [&str; 5] = ["type", "primary", "display", "value", "$ref"];
    let documents = Published::read(e)?;
    let is_usual = |path: &str| USUAL.iter().any(|usual| path.rsplit('.').next() == Some(usual));
    let finding = |fact: &Fact| {
        let undeclared = fact.definition.is_none() && !(fact.is_sub && is_usual(&fact.path));
        undeclared.then(|| {
            Finding::at(fact.exchange, format!("{} is shown and not declared", fact.path))
                .expected("a definition in a schema of the resource", expect::quote(fact.value))
                .pointer(fact.pointer.clone())
        })
    };
    Ok(shown::once_each(&shown::facts(e, &documents)?, finding))
}
