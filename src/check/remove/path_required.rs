use super::*;

check! {
    /// RFC 7644 §3.5.2.2: a remove names what it removes. Without a path it fails with 400 and the scimType
    /// `noTarget`, and nothing changes.
    ///
    /// ## Why it matters
    /// A server that guesses may clear a whole person.
    ///
    /// ## Usual cause
    /// A missing path means the resource itself for the other operations, and is passed on.
    ///
    /// ## How to fix
    /// Check for the path before you apply a remove.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove"}]}
    /// 400 {"scimType":"noTarget","status":"400"}
    /// ```
    id: "remove/path-required",
    title: "a remove without a path MUST be refused with 400 noTarget",
    profile: Rfc,
    severity: Error,
    covers: ["rem-05"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "remove/no-path", "remove/no-path/read"],
    run: |e| refused(e, "remove/no-path", &[400], &["noTarget"]),
}
