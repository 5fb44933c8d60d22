use super::*;

check! {
    /// A path follows the grammar of RFC 7644 §3.5.2. One that does not, such as a value filter without its
    /// closing bracket, is refused with 400.
    ///
    /// ## Why it matters
    /// A path that is guessed at changes something nobody meant.
    ///
    /// ## Usual cause
    /// The path is cut at the first bracket or dot, and what stands behind it is not read.
    ///
    /// ## How to fix
    /// Parse the whole path, and answer 400 `invalidPath` when something is left over.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title[type eq \"work\"","value":"Cook"}]}
    /// 200
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title[type eq \"work\"","value":"Cook"}]}
    /// 400 {"scimType":"invalidPath","status":"400"}
    /// ```
    id: "patch/malformed-path-400",
    title: "a PATCH with a malformed path MUST be refused with 400 and change nothing",
    profile: Rfc,
    severity: Error,
    covers: ["pat-11"],
    sources: [Rfc7644("3.5.2"), Rfc7644("3.12")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/open-bracket",
        "modify/open-bracket/read", "modify/two-dots", "modify/two-dots/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    all([refused(e, "modify/open-bracket", &[400], &[]), refused(e, "modify/two-dots", &[400], &[])])
}
