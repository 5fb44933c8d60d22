use super::*;

check! {
    /// RFC 7644 §3.5.2.3: without a value filter, the values of the operation take the place of all that were
    /// there.
    ///
    /// ## Why it matters
    /// Values that were deleted at the source stay.
    ///
    /// ## Usual cause
    /// The list is appended, as for add.
    ///
    /// ## How to fix
    /// Clear the list before you write it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers","value":[{"type":"work","value":"+14255550177"}]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"},{"type":"work","value":"+14255550177"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"phoneNumbers","value":[{"type":"work","value":"+14255550177"}]}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550177"}]}
    /// ```
    id: "replace/whole-list",
    title: "a replace of a multi-valued attribute MUST leave exactly the values it lists",
    profile: Rfc,
    severity: Error,
    covers: ["rep-03"],
    sources: [Rfc7644("3.5.2.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "replace/all-matching",
        "replace/all-matching/read", "replace/list", "replace/list/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    accepted(e, "replace/list", &|now| {
        let first = now.shows_sent("phoneNumbers[type eq \"work\"].value", "/Operations/0/value/0/value")?;
        let second =
            now.shows_sent("phoneNumbers[type eq \"mobile\"].value", "/Operations/0/value/1/value")?;
        let findings = [first, second].concat();
        let count = now.count("phoneNumbers");
        if !findings.is_empty() || count == 2 {
            return Ok(findings);
        }
        let message = "values that the replace does not list are still there".to_owned();
        Ok(vec![now.finding(message, "2 values".to_owned(), count.to_string()).pointer("/phoneNumbers")])
    })
}
