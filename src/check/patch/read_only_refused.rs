use super::*;

check! {
    /// An operation must be compatible with the mutability of its attribute, or is answered with an error (RFC
    /// 7644 §3.5.2). `id` belongs to the service provider alone: a path that names it, with another value, is
    /// refused.
    ///
    /// ## Why it matters
    /// A client that is told 200 takes the new id for the valid one and loses the user.
    ///
    /// ## Usual cause
    /// Read-only attributes are skipped in PATCH as they are in a create request, where that is right.
    ///
    /// ## How to fix
    /// Answer 400 `mutability` when a path names a read-only attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"id","value":"mine"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"id","value":"mine"}]}
    /// 400 {"scimType":"mutability","status":"400"}
    /// ```
    id: "patch/read-only-refused",
    title: "a PATCH of a read-only attribute MUST be refused with 400 and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["pat-13"],
    sources: [Rfc7644("3.5.2"), Rfc7643("2.2"), Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/read-only",
        "modify/read-only/read",
    ],
    run: |e| refused(e, "modify/read-only", &[400], &[]),
}
