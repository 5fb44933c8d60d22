use super::*;

check! {
    /// RFC 7644 §3.5.2.1: add of a single-valued attribute takes the place of the value it has.
    ///
    /// ## Why it matters
    /// Clients that do not know the old value use add for every change.
    ///
    /// ## Usual cause
    /// Add is refused or skipped where there is a value, as in JSON Patch for arrays.
    ///
    /// ## How to fix
    /// Treat add of a single value as a replace.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title","value":"Mate"}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title","value":"Mate"}]}
    /// 200 {"id":"7","title":"Mate"}
    /// ```
    id: "add/replaces-single",
    title: "an add of a single-valued attribute that has a value MUST replace the value",
    profile: Rfc,
    severity: Error,
    covers: ["add-02"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/title", "add/title/read",
        "add/title-again", "add/title-again/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["add/simple"], || {
        accepted(e, "add/title-again", &|now| now.shows_sent("title", "/Operations/0/value"))
    })
}
