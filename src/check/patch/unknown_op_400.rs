use super::*;

check! {
    /// An operation is one of add, remove and replace (RFC 7644 §3.5.2). A request with another, such as JSON
    /// Patch's move, is refused with 400, and nothing of it is carried out.
    ///
    /// ## Why it matters
    /// A client that is told 200 believes in a change that was never made.
    ///
    /// ## Usual cause
    /// The switch over the operations has a default branch that does nothing, or takes everything else for a
    /// replace.
    ///
    /// ## How to fix
    /// Answer 400 `invalidSyntax` in the default branch and name the word.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"move","path":"title","value":"Harbour pilot"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"move","path":"title","value":"Harbour pilot"}]}
    /// 400 {"scimType":"invalidSyntax","status":"400"}
    /// ```
    id: "patch/unknown-op-400",
    title: "a PATCH with an unknown operation MUST be refused with 400 and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["pat-05"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/unknown-op",
        "modify/unknown-op/read",
    ],
    run: |e| refused(e, "modify/unknown-op", &[400], &[]),
}
