use super::*;

check! {
    /// Test U11 of Microsoft's SCIM Validator: a *replace* of the manager with another one as an object sets
    /// it.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Whoever reports to the wrong person has requests approved by the wrong
    /// person.
    ///
    /// ## Usual cause
    /// A manager is written once, or the object is merged with the old one, whose id stays.
    ///
    /// ## How to fix
    /// Put the new id in place of the old one.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"5d0e"}}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"84c1"}}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"5d0e"}}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"5d0e"}}}
    /// ```
    id: "validator/replace-manager",
    title: "a replace of the manager with an object MUST set it",
    profile: Gallery,
    severity: Error,
    covers: ["U11"],
    sources: [Validator("U11"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "validator/get-bare",
        "validator/get-manager",
        "validator/manager-replace",
        "validator/manager-replace/read",
    ],
    run: |e| unless_named(e, sets_manager(e, "validator/manager-replace"), &["patch/", "suite/", "users/", "transport/"]),
}
