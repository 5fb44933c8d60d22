use super::*;

check! {
    /// Test U2 of Microsoft's SCIM Validator: the same create once more is refused with 409.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra takes 409 for *exists already*, and looks the user up again.
    ///
    /// ## Usual cause
    /// The conflict is reported as a 400 or 500, as the error path is not the one the handler was tested with.
    ///
    /// ## How to fix
    /// Answer 409 with `scimType` `uniqueness`, whatever the request's media type looks like.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users (again)
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"userName":"zoe@tern.example"}
    /// 500 {"status":"500","detail":"unsupported media type"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users (again)
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"userName":"zoe@tern.example"}
    /// 409 {"status":"409","scimType":"uniqueness","detail":"userName is taken"}
    /// ```
    id: "validator/create-duplicate-user",
    title: "the same create once more MUST be refused with 409",
    profile: Gallery,
    severity: Error,
    covers: ["U2"],
    sources: [Validator("U2"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["validator/get", "validator/duplicate"],
    run: |e| unless_named(e, expect_conflict(e, "validator/duplicate"), &["users/", "errors/", "transport/"]),
}
