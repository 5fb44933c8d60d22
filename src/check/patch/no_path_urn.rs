use super::*;

check! {
    /// With `aadOptscim062020` in the URL, attributes of an extension stand in a value without a path as
    /// members such as `"urn:…:enterprise:2.0:User:department"`; they must be expanded.
    ///
    /// ## Why it matters
    /// Department, employee number and your own extension attributes are updated so.
    ///
    /// ## Usual cause
    /// Only `"urn:…:User": {…}`, the nested form, is understood.
    ///
    /// ## How to fix
    /// Parse each member's name as a path: the attribute stands behind the last colon.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"Harbour"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"Harbour"}}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Harbour"}}
    /// ```
    id: "patch/no-path-urn",
    title: "members with a URN in the value of a PATCH without a path MUST be expanded",
    profile: Entra,
    severity: Error,
    covers: ["rep-08", "E-72"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7644("3.10")],
    dialects: Only(Dialect::Compliant),
    needs: ["patch/*"],
    run: |e| takes_effect(e, "patch/no-path-urn"),
}
