use super::*;

check! {
    /// RFC 7644 §3.5.2 has a PATCH carry `Operations`, an array of at least one. A request without it, or with
    /// an empty one, is best refused with 400.
    ///
    /// ## Why it matters
    /// A success tells the client that something was done. Where the list got lost on the way, nobody notices.
    ///
    /// ## Usual cause
    /// A missing list is read as an empty one, and the loop over it simply ends.
    ///
    /// ## How to fix
    /// Answer 400 `invalidSyntax` when `Operations` is missing or empty.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}
    /// 400 {"scimType":"invalidSyntax","status":"400"}
    /// ```
    id: "patch/operations-required",
    title: "a PATCH without operations SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["pat-04"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/no-operations",
        "modify/no-operations/read", "modify/empty-operations", "modify/empty-operations/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    all([refused(e, "modify/no-operations", &[400], &[]), refused(e, "modify/empty-operations", &[400], &[])])
}
