use super::*;

check! {
    /// Test P2 of Microsoft's SCIM Validator: a PATCH that removes an attribute, adds it and replaces it leaves
    /// the last value.
    ///
    /// ## Why it matters
    /// Microsoft's tool reports the app as not compliant while the test fails, and reviewers of a gallery
    /// listing ask for its report. Microsoft counts it as a preview, which does not decide. The order of
    /// operations is the one thing a client can rely on.
    ///
    /// ## Usual cause
    /// The operations are sorted into kinds before they are applied.
    ///
    /// ## How to fix
    /// Apply the operations one after the other, in their order.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"replace","path":"title","value":"Pilot"}]}
    /// 200 {"id":"91aa"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/91aa
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"replace","path":"title","value":"Pilot"}]}
    /// 200 {"id":"91aa","title":"Pilot"}
    /// ```
    id: "validator/patch-same-attribute",
    title: "a PATCH with several operations on one attribute SHOULD leave the last value",
    profile: Gallery,
    severity: Warning,
    covers: ["P2"],
    sources: [Validator("P2"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: ["validator/get-bare", "validator/same", "validator/same/read"],
    run: |e| unless_named(e, takes_effect(e, "validator/same"), &["patch/", "suite/", "users/", "transport/"]),
}
