use super::*;

check! {
    /// A path such as `name.familyName` names one sub-attribute (RFC 7644 §3.10); add sets it, with or without
    /// a former value.
    ///
    /// ## Why it matters
    /// A first family name arrives so.
    ///
    /// ## Usual cause
    /// Dotted paths are understood for replace alone.
    ///
    /// ## How to fix
    /// Resolve the path before you look at the operation.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"name.familyName","value":"Berg"}]}
    /// 200 {"name":{"givenName":"Mira"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"name.familyName","value":"Berg"}]}
    /// 200 {"name":{"givenName":"Mira","familyName":"Berg"}}
    /// ```
    id: "add/sub-attribute",
    title: "an add by a dotted path MUST set the sub-attribute",
    profile: Rfc,
    severity: Error,
    covers: ["add-04"],
    sources: [Rfc7644("3.5.2.1"), Rfc7644("3.10")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/complex", "add/complex/read",
        "add/sub-attribute", "add/sub-attribute/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/sub-attribute", "add/complex"], || {
        accepted(e, "add/sub-attribute", &|now| now.shows_sent("name.familyName", "/Operations/0/value"))
    })
}
