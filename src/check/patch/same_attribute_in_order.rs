use super::*;

check! {
    /// Operations are applied one after the other, each to the result of the one before (RFC 7644 §3.5.2):
    /// remove, add and replace of one attribute leave what the replace wrote.
    ///
    /// ## Why it matters
    /// A client that clears an attribute before it sets it ends with nothing.
    ///
    /// ## Usual cause
    /// Removals are collected and applied together at the end.
    ///
    /// ## How to fix
    /// Keep the order of the request.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"add","path":"title","value":"Cook"},{"op":"replace","path":"title","value":"Mate"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"},{"op":"add","path":"title","value":"Cook"},{"op":"replace","path":"title","value":"Mate"}]}
    /// 200 {"id":"7","title":"Mate"}
    /// ```
    id: "patch/same-attribute-in-order",
    title: "several operations on one attribute MUST end in the state of the last",
    profile: Rfc,
    severity: Error,
    covers: ["pat-23", "pat-08"],
    sources: [Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/core-urn",
        "modify/core-urn/read", "modify/sequence", "modify/sequence/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/all-operations"], || {
        accepted(e, "modify/sequence", &|now| now.shows_sent("title", "/Operations/2/value"))
    })
}
