use super::*;

check! {
    /// RFC 7644 §3.10 and Microsoft Learn require that a path with the schema's URN in front, such as
    /// `urn:…:enterprise:2.0:User:department`, adds and replaces the attribute of the extension.
    ///
    /// ## Why it matters
    /// Department, employee number and every attribute of your own extension arrive so.
    ///
    /// ## Usual cause
    /// The path is split at the dot of `2.0`, or not at all.
    ///
    /// ## How to fix
    /// Take everything up to the last colon as the URN, and change the member of its container; make the
    /// container when it is not there yet.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Harbour"}]}
    /// 400 {"scimType":"invalidPath"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/u-7 {"Operations":[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Harbour"}]}
    /// 204
    /// GET /Users/u-7
    /// 200 {"id":"u-7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Harbour"}}
    /// ```
    id: "patch/urn-path",
    title: "a PATCH by a path with the extension's URN MUST take effect",
    profile: Entra,
    severity: Error,
    covers: ["ext-07", "pat-18", "E-64"],
    sources: [LearnCompatibility("flags-to-alter-the-scim-behavior"), Rfc7644("3.10")],
    dialects: Each,
    needs: ["patch/*"],
    run: |e| take_effect(e, &["patch/urn-path", "patch/urn-path-add"]),
}
