use super::*;

check! {
    /// With `aadOptscim062020` in the URL, the members of a value without a path are themselves paths, such as
    /// `"name.givenName"`; they must be expanded.
    ///
    /// ## Why it matters
    /// Changed names arrive so. A server that takes the text for the name of an attribute stores it where
    /// nobody looks, and answers as if all were well.
    ///
    /// ## Usual cause
    /// The object is merged into the user member by member.
    ///
    /// ## How to fix
    /// Parse each member's name as a path.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"name.familyName":"Berg"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","name":{"familyName":"Solberg"},"name.familyName":"Berg"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"name.familyName":"Berg"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","name":{"familyName":"Berg"}}
    /// ```
    id: "patch/no-path-dotted",
    title: "dotted members in the value of a PATCH without a path MUST be expanded",
    profile: Entra,
    severity: Error,
    covers: ["rep-08", "E-71"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior")],
    dialects: Only(Dialect::Compliant),
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/no-path-dotted"),
}
