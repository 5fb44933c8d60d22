use super::*;

check! {
    /// An add must carry a `value` (RFC 7644 §3.5.2.1). One without is refused with 400, and nothing changes.
    ///
    /// ## Why it matters
    /// A value that got lost on the way is otherwise taken for an order to clear the attribute, or for done.
    ///
    /// ## Usual cause
    /// A missing member is read as null.
    ///
    /// ## How to fix
    /// Tell a missing `value` from null, and answer 400 `invalidValue`.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title"}]}
    /// 400 {"scimType":"invalidValue","status":"400"}
    /// ```
    id: "add/value-required",
    title: "an add without a value MUST be refused with 400",
    profile: Rfc,
    severity: Error,
    covers: ["add-09"],
    sources: [Rfc7644("3.5.2.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/no-value", "add/no-value/read"],
    run: |e| refused(e, "add/no-value", &[400], &[]),
}
