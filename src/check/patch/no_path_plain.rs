use super::*;

check! {
    /// With `aadOptscim062020` in the URL, replaced attributes travel in one operation without a path, whose
    /// value is an object (RFC 7644 §3.5.2.3); its plain members must take effect.
    ///
    /// ## Why it matters
    /// In this dialect nearly every update has this form.
    ///
    /// ## Usual cause
    /// The handler expects a path, and ignores or refuses operations without one.
    ///
    /// ## How to fix
    /// Where an operation has no path, apply each member of its value as an operation of its own.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"displayName":"Mira Berg"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","displayName":"Mira Solberg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"displayName":"Mira Berg"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","displayName":"Mira Berg"}
    /// ```
    id: "patch/no-path-plain",
    title: "a replace without a path MUST apply the members of its value",
    profile: Entra,
    severity: Error,
    covers: ["E-70"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7644("3.5.2.3")],
    dialects: Only(Dialect::Compliant),
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/no-path-plain"),
}
