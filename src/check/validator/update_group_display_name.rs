use super::*;

check! {
    /// Test G9 of Microsoft's SCIM Validator: a *replace* without a path whose value holds `displayName`
    /// renames the group.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Renamed groups keep their old name in the app otherwise.
    ///
    /// ## Usual cause
    /// Only the form with a path is understood.
    ///
    /// ## How to fix
    /// Treat each key of the object as a path and apply all of them.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","value":{"displayName":"Pier crew"}}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"displayName":"Harbour crew"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","value":{"displayName":"Pier crew"}}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"displayName":"Pier crew"}
    /// ```
    id: "validator/update-group-display-name",
    title: "a replace of displayName without a path MUST rename the group",
    profile: Gallery,
    severity: Error,
    covers: ["G9"],
    sources: [Validator("G9"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: ["validator/group/own", "validator/group/rename", "validator/group/rename/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/group/rename"), &["groups/", "query/", "transport/", "patch/"]),
}
