use super::*;

check! {
    /// RFC 7644 §3.5.2.2: without a value filter, all values of a multi-valued attribute are removed.
    ///
    /// ## Why it matters
    /// Numbers of people who left a line stay listed.
    ///
    /// ## Usual cause
    /// The handler looks for a value in the operation to know what to remove, and takes the first.
    ///
    /// ## How to fix
    /// Clear the list when the path has no filter and the operation no value.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers"}]}
    /// 200 {"phoneNumbers":[{"type":"mobile","value":"+12065550142"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers"}]}
    /// 200 {"id":"7"}
    /// ```
    id: "remove/whole-list",
    title: "a remove of a multi-valued attribute MUST take all its values away",
    profile: Rfc,
    severity: Error,
    covers: ["rem-02"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read", "replace/list", "replace/list/read", "replace/no-match",
        "replace/no-match/read", "remove/list", "remove/list/read",
    ],
    run: |e| accepted(e, "remove/list", &|now| now.lacks("phoneNumbers")),
}
