use super::*;

check! {
    /// Test U8 of Microsoft's SCIM Validator: a *replace* of `active` with false disables the user, here one
    /// who is the manager of another.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. An account that cannot be disabled stays open after its owner has left.
    ///
    /// ## Usual cause
    /// A rule of the app keeps those who have reports, roles or open work from being disabled.
    ///
    /// ## How to fix
    /// Disable the account in any case, and sort out what hangs on it afterwards.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/84c1
    /// {"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 409 {"detail":"the user still manages others","status":"409"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/84c1
    /// {"Operations":[{"op":"replace","path":"active","value":false}]}
    /// 200 {"id":"84c1","active":false}
    /// ```
    id: "validator/disable-user",
    title: "a replace of active with false MUST disable the user",
    profile: Gallery,
    severity: Error,
    covers: ["U8"],
    sources: [Validator("U8"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: ["validator/get", "validator/disable", "validator/disable/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/disable"), &["patch/", "suite/", "users/", "transport/"]),
}
