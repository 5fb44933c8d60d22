use super::*;

check! {
    /// Test G12 of Microsoft's SCIM Validator: DELETE of a group is answered with 204, and a read afterwards
    /// with 404. Here the group has a member.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra deletes groups as they are; it does not empty them first.
    ///
    /// ## Usual cause
    /// The rows of the members keep the row of the group from being deleted.
    ///
    /// ## How to fix
    /// Delete the memberships with the group.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Groups/5d0e
    /// 409 {"detail":"the group has members","status":"409"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Groups/5d0e
    /// 204
    ///
    /// GET /Groups/5d0e
    /// 404
    /// ```
    id: "validator/delete-group",
    title: "DELETE of a group MUST be answered with 204 and a read afterwards with 404",
    profile: Gallery,
    severity: Error,
    covers: ["G12"],
    sources: [Validator("G12"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["validator/group/own", "validator/group/delete", "validator/group/delete/read"],
    run: |e| unless_named(e, deleted(e, "validator/group/delete"), &["groups/", "query/", "transport/"]),
}
