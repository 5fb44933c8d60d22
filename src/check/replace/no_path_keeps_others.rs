use super::*;

check! {
    /// RFC 7644 §3.5.2.3: without a path, the value lists the attributes to be replaced. The others are not
    /// affected; it is no PUT.
    ///
    /// ## Why it matters
    /// An update of the title deletes a person's numbers.
    ///
    /// ## Usual cause
    /// The value is handed to the code that serves PUT.
    ///
    /// ## How to fix
    /// Expand the value into one replace per attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"title":"Cook"}}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"title":"Cook"}}]}
    /// 200 {"id":"7","title":"Cook","phoneNumbers":[{"type":"work","value":"+14255550142"}]}
    /// ```
    id: "replace/no-path-keeps-others",
    title: "a replace without a path MUST keep what its value does not mention",
    profile: Rfc,
    severity: Error,
    covers: ["rep-07"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read", "add/by-filter", "add/by-filter/read",
        "replace/no-path", "replace/no-path/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/no-path-plain"], || {
        accepted(e, "replace/no-path", &|now| {
            all([
                now.shows_sent("title", "/Operations/0/value/title"),
                now.keeps("phoneNumbers[type eq \"work\"].value"),
            ])
        })
    })
}
