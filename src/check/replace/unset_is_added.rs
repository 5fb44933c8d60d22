use super::*;

check! {
    /// RFC 7644 §3.5.2.3: when the attribute does not exist, a replace is treated as an add.
    ///
    /// ## Why it matters
    /// Entra replaces whatever it has written once. When the value was removed in the app, the next update must
    /// bring it back.
    ///
    /// ## Usual cause
    /// The handler updates what it finds, and finds nothing.
    ///
    /// ## How to fix
    /// Set the value whether or not there is one.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 400 {"scimType":"noTarget"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"title","value":"Cook"}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    id: "replace/unset-is-added",
    title: "a replace of an attribute without a value MUST set it",
    profile: Rfc,
    severity: Error,
    covers: ["rep-02"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/title", "add/title/read",
        "add/title-again", "add/title-again/read", "remove/title", "remove/title/read",
        "remove/unassigned", "remove/unassigned/read", "replace/unset", "replace/unset/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["add/simple"], || {
        accepted(e, "replace/unset", &|now| {
            if !values(now.before, "title").is_empty() {
                return Err(Unjudged::not_shown("the title was not removed before"));
            }
            now.shows_sent("title", "/Operations/0/value")
        })
    })
}
