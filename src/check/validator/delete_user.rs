use super::*;

check! {
    /// Test U13 of Microsoft's SCIM Validator: DELETE is answered with 204, and a read afterwards with 404.
    /// Here the user was disabled before, as Entra does first, and is the manager of another where the app has
    /// managers.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra deletes weeks after it has disabled; an account that refuses to go is
    /// tried again and again.
    ///
    /// ## Usual cause
    /// Disabled accounts are hidden from the handlers, or accounts that others refer to are protected.
    ///
    /// ## How to fix
    /// Delete whatever the state of the account is, and clear the references to it.
    ///
    /// ## Fails
    /// ```http
    /// DELETE /Users/84c1 (disabled)
    /// 409 {"detail":"the user is the manager of others","status":"409"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// DELETE /Users/84c1 (disabled)
    /// 204
    ///
    /// GET /Users/84c1
    /// 404
    /// ```
    id: "validator/delete-user",
    title: "DELETE of a user MUST be answered with 204 and a read afterwards with 404",
    profile: Gallery,
    severity: Error,
    covers: ["U13"],
    sources: [Validator("U13"), Rfc7644("3.6")],
    dialects: Without,
    needs: ["validator/get", "validator/delete", "validator/delete/read"],
    run: |e| unless_named(e, deleted(e, "validator/delete"), &["users/", "transport/", "lifecycle/disabled-user-deleted"]),
}
