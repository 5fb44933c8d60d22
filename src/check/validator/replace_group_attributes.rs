use super::*;

check! {
    /// Test G8 of Microsoft's SCIM Validator: a *replace* without a path changes further attributes of a group,
    /// here externalId.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. externalId links the group to the one in Microsoft Entra.
    ///
    /// ## Usual cause
    /// PATCH of groups knows displayName and members alone.
    ///
    /// ## How to fix
    /// Treat each key of the object as a path and apply all of them.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","value":{"externalId":"c2a4"}}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","value":{"externalId":"c2a4"}}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"id":"5d0e","externalId":"c2a4"}
    /// ```
    id: "validator/replace-group-attributes",
    title: "a replace of a group's attributes without a path MUST change them",
    profile: Gallery,
    severity: Error,
    covers: ["G8"],
    sources: [Validator("G8"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: ["validator/group/own", "validator/group/replace", "validator/group/replace/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/group/replace"), &["groups/", "query/", "transport/", "patch/"]),
}
