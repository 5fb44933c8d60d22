use super::*;

check! {
    /// A replace without a path names its attributes in the value (RFC 7644 §3.5.2.3). Several clients disable
    /// and enable people so.
    ///
    /// ## Why it matters
    /// A person who leaves stays enabled, or cannot come back.
    ///
    /// ## Usual cause
    /// The code that disables looks for the path `active` alone.
    ///
    /// ## How to fix
    /// Expand the value into one change per attribute before you apply anything.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"active":true}}]}
    /// 200 {"id":"7","active":false}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"active":true}}]}
    /// 200 {"id":"7","active":true}
    /// ```
    id: "patch/active-no-path",
    title: "a replace of active without a path MUST take effect",
    profile: Rfc,
    severity: Error,
    covers: ["rep-09", "okt-03"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/active", "add/active/read",
        "replace/active-no-path", "replace/active-no-path/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(
        e,
        &["patch/active-boolean", "users/active-is-boolean", "patch/no-path-plain", "patch/active-add"],
        || {
            accepted(e, "replace/active-no-path", &|now| match now.shows("active", &Value::Bool(true)) {
                Err(Unjudged::Skipped(SkipKind::NotShown, _)) => {
                    Err(Unjudged::not_shown("the user was not disabled before"))
                }
                judged => judged,
            })
        },
    )
}
