use super::*;

check! {
    /// RFC 7643 §3 and §3.3 require that `schemas` names every extension the resource has values of. The other
    /// way round is free: an extension may be named and have none.
    ///
    /// ## Why it matters
    /// Clients that read `schemas` first skip the container, and with it department and manager.
    ///
    /// ## Usual cause
    /// `schemas` is a constant, written before the extension was supported.
    ///
    /// ## How to fix
    /// Name an extension in `schemas` whenever its container is part of the answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "resources/extensions-in-schemas",
    title: "every extension whose values a resource shows MUST be named in its schemas",
    profile: Rfc,
    severity: Error,
    covers: ["res-03", "ext-02"],
    sources: [Rfc7643("3"), Rfc7643("3.3")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !shown(e)?.iter().any(|shown| containers(shown.body).next().is_some()) {
        let attributes = &e.suite().user.attributes;
        let listed =
            attributes.iter().any(|a| a.target().path().urn.as_deref().is_some_and(urn::is_extension));
        let reason = "no answer shows values of an extension";
        let kind = if listed { SkipKind::NotShown } else { SkipKind::Suite };
        return Err(Unjudged::Skipped(kind, reason.to_owned()));
    }
    each(e, |shown| {
        let schemas = shown.schemas();
        let mut unnamed = containers(shown.body).filter(|name| !schemas.iter().any(|id| urn::same(id, name)));
        let name = unnamed.next().filter(|_| !schemas.is_empty())?;
        let finding = shown.finding("an extension has values but is not named in schemas", "/schemas");
        Some(finding.expected(name, schemas.join(", ")))
    })
}

/// The URNs of the extensions that a resource has values of.
fn containers(body: &Value) -> impl Iterator<Item = &str> {
    let members = body.as_object().into_iter().flatten();
    let filled = members.filter(|(name, value)| {
        urn::is_extension(name) && value.as_object().is_some_and(|members| !members.is_empty())
    });
    filled.map(|(name, _)| name.as_str())
}
