use super::*;

check! {
    /// RFC 7644 §3.5.2.1: without a path the target is the resource itself; single values of the object are
    /// set, and values of multi-valued attributes are appended.
    ///
    /// ## Why it matters
    /// Several clients update a whole person so.
    ///
    /// ## Usual cause
    /// The path is required, or only replace is understood without one.
    ///
    /// ## How to fix
    /// Expand the object into one add per attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","value":{"title":"Cook"}}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","value":{"title":"Cook"}}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    id: "add/no-path",
    title: "an add without a path MUST merge the attributes of its value",
    profile: Rfc,
    severity: Error,
    covers: ["add-07"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read", "add/by-filter", "add/by-filter/read",
        "replace/no-path", "replace/no-path/read", "remove/both-clauses", "remove/both-clauses/read",
        "add/no-path", "add/no-path/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/no-path-plain", "add/appends", "add/replaces-single"], || {
        accepted(e, "add/no-path", &|now| {
            all([
                now.shows_sent("title", "/Operations/0/value/title"),
                now.shows_sent(
                    "phoneNumbers[type eq \"mobile\"].value",
                    "/Operations/0/value/phoneNumbers/0/value",
                ),
                now.keeps("phoneNumbers[type eq \"work\"].value"),
            ])
        })
    })
}
