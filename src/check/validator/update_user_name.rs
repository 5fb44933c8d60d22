use super::*;

check! {
    /// Test U7 of Microsoft's SCIM Validator: a *replace* without a path whose value holds `userName` renames
    /// the user.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. People marry, and companies are renamed.
    ///
    /// ## Usual cause
    /// userName is filtered out of PATCH, as it is the login, and the request is answered as if it had been
    /// done.
    ///
    /// ## How to fix
    /// Let userName be changed like any other attribute, and refuse a name that is taken with 409.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// {"Operations":[{"op":"replace","value":{"userName":"zoe.lind@tern.example"}}]}
    /// 200 {"id":"84c1","userName":"zoe@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// {"Operations":[{"op":"replace","value":{"userName":"zoe.lind@tern.example"}}]}
    /// 200 {"id":"84c1","userName":"zoe.lind@tern.example"}
    /// ```
    id: "validator/update-user-name",
    title: "a replace of userName without a path MUST rename the user",
    profile: Gallery,
    severity: Error,
    covers: ["U7"],
    sources: [Validator("U7"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: ["validator/get", "validator/rename", "validator/rename/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/rename"), &["patch/", "suite/", "users/", "transport/"]),
}
