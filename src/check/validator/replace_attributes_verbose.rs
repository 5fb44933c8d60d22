use super::*;

check! {
    /// Test U6 of Microsoft's SCIM Validator: a PATCH with one *replace* for each leaf attribute, several dozen
    /// in one request, changes them all.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Entra sends up to as many when a mapping is changed.
    ///
    /// ## Usual cause
    /// The number of operations is limited, or some of them overwrite each other when they meet in one element.
    ///
    /// ## How to fix
    /// Apply the operations one after the other to one copy of the user, however many there are.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"Operations":[{"op":"replace","path":"displayName","value":"Ingrid Lind"}, … 20 operations …]}
    /// 400 {"detail":"too many operations","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// Content-Type: application/scim+json; charset=utf-8
    /// {"Operations":[{"op":"replace","path":"displayName","value":"Ingrid Lind"}, … 20 operations …]}
    /// 200 {"id":"84c1","displayName":"Ingrid Lind",…}
    /// ```
    id: "validator/replace-attributes-verbose",
    title: "a PATCH that replaces each attribute in an operation of its own MUST change them all",
    profile: Gallery,
    severity: Error,
    covers: ["U6"],
    sources: [Validator("U6"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "validator/create",
        "validator/get",
        "validator/replace-verbose",
        "validator/replace-verbose/read",
    ],
    run: |e| unless_named(e, takes_effect(e, "validator/replace-verbose"), &["patch/", "patch/all-texts", "suite/", "users/", "transport/"]),
}
