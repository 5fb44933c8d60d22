use super::*;

check! {
    /// RFC 7643 §3 forbids duplicate values in `schemas`.
    ///
    /// ## Why it matters
    /// Clients that build a set or a map from it fail on the second entry.
    ///
    /// ## Usual cause
    /// The URN is appended for every attribute of an extension, or once by the model and once by the serializer.
    ///
    /// ## How to fix
    /// Collect the URNs in a set.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}
    /// ```
    id: "resources/schemas-unique",
    title: "schemas MUST NOT name the same URN twice",
    profile: Rfc,
    severity: Error,
    covers: ["res-01b"],
    sources: [Rfc7643("3")],
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
        let schemas = shown.schemas();
        let twice = schemas
            .iter()
            .enumerate()
            .find(|(at, id)| schemas[..*at].iter().any(|other| urn::same(other, id)));
        twice.map(|(at, id)| {
            let finding = shown.finding("schemas names a URN twice", &format!("/schemas/{at}"));
            finding.expected("every URN once", *id)
        })
    })
}
