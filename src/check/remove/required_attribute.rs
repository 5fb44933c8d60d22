use super::*;

check! {
    /// RFC 7644 §3.5.2.2: an attribute that the schema requires cannot become unassigned. A remove of
    /// `userName` is refused with 400 and the scimType `mutability`, and nothing changes.
    ///
    /// ## Why it matters
    /// A user without a name cannot sign in and is never matched again.
    ///
    /// ## Usual cause
    /// The rule is checked when users are created, and gives `invalidValue` there.
    ///
    /// ## How to fix
    /// Check required attributes after the operations, and answer 400 `mutability` when a remove caused it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"userName"}]}
    /// 400 {"scimType":"invalidValue","status":"400"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"userName"}]}
    /// 400 {"scimType":"mutability","status":"400"}
    /// ```
    id: "remove/required-attribute",
    title: "a remove of a required attribute MUST be refused with 400 mutability",
    profile: Rfc,
    severity: Error,
    covers: ["rem-06"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "remove/required", "remove/required/read"],
    run: |e| refused(e, "remove/required", &[400], &["mutability"]),
}
