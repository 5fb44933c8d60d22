use super::*;

check! {
    /// RFC 7644 §3.5.2.1: when the target exists, its value is replaced. An add by `phoneNumbers[type eq
    /// "mobile"].value` changes the mobile number that is there and makes no second one.
    ///
    /// ## Why it matters
    /// A person with two mobile numbers is called under the old one.
    ///
    /// ## Usual cause
    /// Add by a value filter always appends.
    ///
    /// ## How to fix
    /// Look for a match first; append only when there is none.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+12065550177"}]}
    /// 200 {"phoneNumbers":[{"type":"mobile","value":"+12065550142"},{"type":"mobile","value":"+12065550177"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers[type eq \"mobile\"].value","value":"+12065550177"}]}
    /// 200 {"phoneNumbers":[{"type":"mobile","value":"+12065550177"}]}
    /// ```
    id: "add/by-filter",
    title: "an add by a value filter that matches MUST change the value that is there",
    profile: Rfc,
    severity: Error,
    covers: ["add-13"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read", "add/by-filter", "add/by-filter/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    const MOBILE: &str = "phoneNumbers[type eq \"mobile\"]";
    unless_named(e, &["patch/value-filter-replace", "patch/other-elements-kept"], || {
        accepted(e, "add/by-filter", &|now| {
            let findings = now.shows_sent("phoneNumbers[type eq \"mobile\"].value", "/Operations/0/value")?;
            let count = now.count(MOBILE);
            if !findings.is_empty() || count == values(now.before, MOBILE).len() {
                return Ok(findings);
            }
            let message = "the add made another element".to_owned();
            Ok(vec![
                now.finding(message, "1 mobile number".to_owned(), count.to_string())
                    .pointer("/phoneNumbers"),
            ])
        })
    })
}
