use super::*;

check! {
    /// Test G10 of Microsoft's SCIM Validator: a *replace* of `members` with a list of one puts the user into
    /// the group.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. The tool writes members so, other than Entra.
    ///
    /// ## Usual cause
    /// Only add and remove are written for members.
    ///
    /// ## How to fix
    /// Make the list of the request the list of members.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","path":"members","value":[{"value":"84c1"}]}]}
    /// 400 {"detail":"replace is not supported","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Groups/5d0e
    /// {"Operations":[{"op":"replace","path":"members","value":[{"value":"84c1"}]}]}
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 200 {"members":[{"value":"84c1"}]}
    /// ```
    id: "validator/add-group-member",
    title: "a replace of members MUST put the user into the group",
    profile: Gallery,
    severity: Error,
    covers: ["G10"],
    sources: [Validator("G10"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "validator/group/own",
        "validator/group/one",
        "validator/group/two",
        "validator/group/member",
        "validator/group/member/read",
        "members/add/read",
    ],
    run: |e| unless_named(e, leaves(e, "validator/group/member", &["one"]), &["groups/", "query/", "transport/", "patch/"]),
}
