use super::*;

check! {
    /// Test U10 of Microsoft's SCIM Validator: an *add* of the manager as an object with `value` sets it.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Managers drive approvals in many apps.
    ///
    /// ## Usual cause
    /// PATCH takes the bare id alone, as Entra sends it today.
    ///
    /// ## How to fix
    /// Accept the bare id and the object, and show the object.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"84c1"}}]}
    /// 400 {"detail":"manager must be a string","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"84c1"}}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"84c1"}}}
    /// ```
    id: "validator/add-manager",
    title: "an add of the manager as an object MUST set it",
    profile: Gallery,
    severity: Error,
    covers: ["U10"],
    sources: [Validator("U10"), Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: ["validator/get-bare", "validator/manager-add", "validator/manager-add/read"],
    run: |e| unless_named(e, sets_manager(e, "validator/manager-add"), &["patch/", "suite/", "users/", "transport/"]),
}
