use super::*;

check! {
    /// RFC 7644 §3.5.2.2: when no value is left, a multi-valued attribute is unassigned. It is absent, null or
    /// an empty list.
    ///
    /// ## Why it matters
    /// An element without a value is shown as an empty number or address.
    ///
    /// ## Usual cause
    /// The value is blanked, and its type stays behind.
    ///
    /// ## How to fix
    /// Drop elements that say nothing any more, and the list with the last of them.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\"]"}]}
    /// 200 {"phoneNumbers":[{"type":"mobile"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\"]"}]}
    /// 200 {"id":"7"}
    /// ```
    id: "remove/last-value",
    title: "removing the last value MUST leave the attribute without a value",
    profile: Rfc,
    severity: Error,
    covers: ["rem-09"],
    sources: [Rfc7644("3.5.2.2"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read", "replace/list", "replace/list/read", "replace/no-match",
        "replace/no-match/read", "remove/list", "remove/list/read", "replace/one", "replace/one/read",
        "remove/last", "remove/last/read",
    ],
    run: judge,
}

/// Only where the mobile number was the last value, and where a remove by a value filter works at all.
fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["remove/by-filter"], || {
        accepted(e, "remove/last", &|now| {
            let count = |path: &str| values(now.before, path).len();
            if count("phoneNumbers") != count("phoneNumbers[type eq \"mobile\"]") {
                return Err(Unjudged::not_shown("the user had other numbers as well"));
            }
            now.lacks("phoneNumbers")
        })
    })
}
