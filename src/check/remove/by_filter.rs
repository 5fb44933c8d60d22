use super::*;

check! {
    /// RFC 7644 §3.5.2.2: a value filter in the path selects the values to remove; the others stay.
    ///
    /// ## Why it matters
    /// Removing one number must not cost a person all of them.
    ///
    /// ## Usual cause
    /// The filter is cut off, and the attribute is removed.
    ///
    /// ## How to fix
    /// Evaluate the filter for each value, and keep what does not match.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\"]"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\"]"}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"}]}
    /// ```
    id: "remove/by-filter",
    title: "a remove by a value filter MUST take the selected values and no others",
    profile: Rfc,
    severity: Error,
    covers: ["rem-03"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read", "add/by-filter", "add/by-filter/read",
        "replace/no-path", "replace/no-path/read", "remove/both-clauses", "remove/both-clauses/read",
        "add/no-path", "add/no-path/read", "remove/by-filter", "remove/by-filter/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "remove/by-filter", &|now| {
        all([
            now.lacks("phoneNumbers[type eq \"mobile\"]"),
            now.keeps("phoneNumbers[type eq \"work\"].value"),
            now.spares("phoneNumbers[type eq \"fax\"].value"),
        ])
    })
}
