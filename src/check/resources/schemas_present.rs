use super::*;

check! {
    /// RFC 7643 §3 requires `schemas` in every representation of a resource, with at least one URN, in lists as
    /// well as in single answers.
    ///
    /// ## Why it matters
    /// Clients read by `schemas` what they have in front of them; without it, generic ones give up.
    ///
    /// ## Usual cause
    /// Lists are built by another function than single answers, or the attribute is left out as a constant.
    ///
    /// ## How to fix
    /// Put `schemas` into every resource you answer with, also inside `Resources`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"id":"7","userName":"mira@tern.example"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users?filter=userName%20eq%20%22mira@tern.example%22
    /// 200 {"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}]}
    /// ```
    id: "resources/schemas-present",
    title: "every resource MUST carry schemas, a list that is not empty",
    profile: Rfc,
    severity: Error,
    covers: ["res-01"],
    sources: [Rfc7643("3"), Rfc7644("3.4.2")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let schemas = access::member(shown.body, "schemas");
        let items = schemas.and_then(Value::as_array);
        let fine = items.is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string));
        let left_out = schemas.is_none() && shown.is_projected();
        (!fine && !left_out).then(|| {
            let finding = shown.finding("a resource has no list of schemas", "/schemas");
            finding.expected("a list of URNs", told(schemas))
        })
    })
}
