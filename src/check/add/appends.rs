use super::*;

check! {
    /// RFC 7644 §3.5.2.1: add puts new values beside the old ones of a multi-valued attribute.
    ///
    /// ## Why it matters
    /// A second telephone number must not cost the first. What is lost so is not sent again.
    ///
    /// ## Usual cause
    /// The list of the request takes the place of the stored list.
    ///
    /// ## How to fix
    /// Append what is not there yet.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":[{"type":"mobile","value":"+12065550142"}]}]}
    /// 200 {"phoneNumbers":[{"type":"mobile","value":"+12065550142"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":[{"type":"mobile","value":"+12065550142"}]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"},{"type":"mobile","value":"+12065550142"}]}
    /// ```
    id: "add/appends",
    title: "an add to a multi-valued attribute MUST keep the values that are there",
    profile: Rfc,
    severity: Error,
    covers: ["add-05"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "add/element", &|now| {
        all([
            now.shows_sent("phoneNumbers[type eq \"mobile\"].value", "/Operations/0/value/0/value"),
            now.keeps("phoneNumbers[type eq \"work\"].value"),
        ])
    })
}
