use super::*;

check! {
    /// RFC 7644 §3.5.2 and Microsoft Learn require that a path such as `name.familyName` changes one
    /// sub-attribute.
    ///
    /// ## Why it matters
    /// Entra updates names so. Where it fails, a person's new name never arrives.
    ///
    /// ## Usual cause
    /// The path is used as a key of the top level.
    ///
    /// ## How to fix
    /// Split the path at the dot and change the member of the complex attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"name.familyName","value":"Berg"}]}
    /// 400 {"scimType":"invalidPath","detail":"unknown attribute name.familyName"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Replace","path":"name.familyName","value":"Berg"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","name":{"givenName":"Mira","familyName":"Berg"}}
    /// ```
    id: "patch/sub-attribute",
    title: "a PATCH of a sub-attribute by its dotted path MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["E-63"],
    sources: [Learn("update-user-single-valued-properties"), Rfc7644("3.5.2"), Rfc7644("3.10")],
    dialects: Each,
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/sub-attribute"),
}
