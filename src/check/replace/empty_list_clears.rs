use super::*;

check! {
    /// RFC 7643 §2.5: an empty list means that an attribute has no value. A replace with `[]` takes all values
    /// away.
    ///
    /// ## Why it matters
    /// The last role or number of a person cannot be taken away.
    ///
    /// ## Usual cause
    /// An empty list is read as nothing to do.
    ///
    /// ## How to fix
    /// Replace the list also when the new one is empty.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers","value":[]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers","value":[]}]}
    /// 200 {"id":"7"}
    /// ```
    id: "replace/empty-list-clears",
    title: "a replace with an empty list MUST clear a multi-valued attribute",
    profile: Rfc,
    severity: Error,
    covers: ["rep-14"],
    sources: [Rfc7643("2.5"), Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read", "replace/list", "replace/list/read", "replace/no-match",
        "replace/no-match/read", "remove/list", "remove/list/read", "replace/one", "replace/one/read",
        "remove/last", "remove/last/read", "replace/another", "replace/another/read",
        "replace/empty-list", "replace/empty-list/read",
    ],
    run: |e| accepted(e, "replace/empty-list", &|now| now.lacks("phoneNumbers")),
}
