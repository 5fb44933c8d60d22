use super::*;

check! {
    /// RFC 7644 §3.5.2.1: when the attribute contains the value already, nothing should change, and the answer
    /// should be a success.
    ///
    /// ## Why it matters
    /// Requests are repeated after a lost answer. Duplicates pile up, or a refusal is logged as a failure.
    ///
    /// ## Usual cause
    /// Values are appended without a look at those that are there.
    ///
    /// ## How to fix
    /// Compare a new value with the stored ones, sub-attribute by sub-attribute, and skip what is equal.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":[{"type":"work","value":"+14255550142"}]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"},{"type":"work","value":"+14255550142"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":[{"type":"work","value":"+14255550142"}]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"}]}
    /// ```
    id: "add/same-value-again",
    title: "an add of a value that is there already SHOULD succeed and change nothing",
    profile: Rfc,
    severity: Warning,
    covers: ["add-06", "E-94"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "add/element-again", &|now| {
        const MOBILE: &str = "phoneNumbers[type eq \"mobile\"]";
        if values(now.before, MOBILE).len() != 1 {
            return Err(Unjudged::not_shown("the value was not there once before"));
        }
        let count = now.count(MOBILE);
        let finding =
            || now.finding("the value is not there once".to_owned(), "1".to_owned(), count.to_string());
        Ok((count != 1).then(finding).into_iter().collect())
    })
}
