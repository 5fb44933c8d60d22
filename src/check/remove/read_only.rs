use super::*;

check! {
    /// RFC 7644 §3.5.2.2: a remove that would take a read-only attribute such as `id` away is refused with the
    /// scimType `mutability`, and nothing changes.
    ///
    /// ## Why it matters
    /// A client that is told 200 believes that the attribute is gone.
    ///
    /// ## Usual cause
    /// Read-only attributes are skipped in silence.
    ///
    /// ## How to fix
    /// Check the mutability of the path's attribute, and answer 400 `mutability`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"id"}]}
    /// 204
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"id"}]}
    /// 400 {"scimType":"mutability","status":"400"}
    /// ```
    id: "remove/read-only",
    title: "a remove of a read-only attribute MUST be refused with 400 mutability",
    profile: Rfc,
    severity: Error,
    covers: ["more-37"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "remove/read-only",
        "remove/read-only/read",
    ],
    run: |e| refused(e, "remove/read-only", &[400], &["mutability"]),
}
