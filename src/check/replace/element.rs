use super::*;

check! {
    /// RFC 7644 §3.5.2.3: with a value filter and no sub-attribute, the operation's object takes the place of
    /// the selected values. The others stay.
    ///
    /// ## Why it matters
    /// A new mobile number must not cost the number at work.
    ///
    /// ## Usual cause
    /// The filter is cut off, and the whole list is replaced.
    ///
    /// ## How to fix
    /// Replace the elements that match, in their place.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"mobile\"]","value":{"type":"mobile","value":"+12065550177"}}]}
    /// 200 {"phoneNumbers":[{"type":"mobile","value":"+12065550177"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers[type eq \"mobile\"]","value":{"type":"mobile","value":"+12065550177"}}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"},{"type":"mobile","value":"+12065550177"}]}
    /// ```
    id: "replace/element",
    title: "a replace of values a filter selects MUST change them and no others",
    profile: Rfc,
    severity: Error,
    covers: ["rep-05"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/value-filter-replace", "patch/other-elements-kept"], || {
        accepted(e, "replace/element", &|now| {
            all([
                now.shows_sent("phoneNumbers[type eq \"mobile\"].value", "/Operations/0/value/value"),
                now.keeps("phoneNumbers[type eq \"work\"].value"),
            ])
        })
    })
}
