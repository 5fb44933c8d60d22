use super::*;

check! {
    /// RFC 7644 §3.5.2 has every PATCH name the schema `urn:ietf:params:scim:api:messages:2.0:PatchOp`. One
    /// without it, or with another, is no PatchOp and is best refused with 400.
    ///
    /// ## Why it matters
    /// A client that sends something else by mistake, such as a whole user, learns of it only when the request
    /// is refused.
    ///
    /// ## Usual cause
    /// The body is bound to a type that knows `Operations` alone.
    ///
    /// ## How to fix
    /// Check `schemas` before the operations, and answer 400 `invalidSyntax` when the URN is missing.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Harbour pilot"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Harbour pilot"}]}
    /// 400 {"scimType":"invalidSyntax","status":"400"}
    /// ```
    id: "patch/schemas-required",
    title: "a PATCH without the PatchOp schema SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-03"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/no-schemas",
        "modify/no-schemas/read", "modify/wrong-schemas", "modify/wrong-schemas/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    all([refused(e, "modify/no-schemas", &[400], &[]), refused(e, "modify/wrong-schemas", &[400], &[])])
}
