use super::*;

check! {
    /// RFC 7643 §3 and §3.3 require that `schemas` names the base schema of the resource type, beside the
    /// extensions that are in use.
    ///
    /// ## Why it matters
    /// A user that calls itself nothing but an extension is no user to a client that reads by `schemas`.
    ///
    /// ## Usual cause
    /// The list is filled from the extensions, and the core schema is taken for granted.
    ///
    /// ## How to fix
    /// Begin the list with the core URN and append the extensions.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"7"}
    /// ```
    id: "resources/schemas-has-core",
    title: "schemas MUST name the core schema of the resource",
    profile: Rfc,
    severity: Error,
    covers: ["more-08"],
    sources: [Rfc7643("3"), Rfc7643("3.3")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

/// A resource without any schemas is the matter of `resources/schemas-present`.
fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let schemas = shown.schemas();
        let lacks = !schemas.is_empty() && !schemas.iter().any(|id| urn::same(id, shown.core()));
        lacks.then(|| {
            let finding = shown.finding("schemas does not name the core schema", "/schemas");
            finding.expected(shown.core(), schemas.join(", "))
        })
    })
}
