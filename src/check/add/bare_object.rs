use super::*;

check! {
    /// RFC 7644 §3.5.2.1 shows lists, and lets the value be a JSON object; clients in the field leave the
    /// brackets away when they add a single value. Inferred from practice.
    ///
    /// ## Why it matters
    /// The first client that does so cannot add members or numbers.
    ///
    /// ## Usual cause
    /// The value is bound to a list.
    ///
    /// ## How to fix
    /// Wrap a single object into a list before you read it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":{"type":"fax","value":"+13605550142"}}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"phoneNumbers","value":{"type":"fax","value":"+13605550142"}}]}
    /// 204
    /// ```
    id: "add/bare-object",
    title: "an add of one object to a multi-valued attribute SHOULD append it",
    profile: Rfc,
    severity: Warning,
    covers: ["add-10"],
    sources: [Inferred, Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["add/appends"], || {
        accepted(e, "add/bare-object", &|now| {
            now.shows_sent("phoneNumbers[type eq \"fax\"].value", "/Operations/0/value/value")
        })
    })
}
