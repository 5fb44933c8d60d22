use super::*;

check! {
    /// RFC 7644 §3.5.2.2 shows a path whose value filter joins two comparisons with `and`. Only values that
    /// match both are removed.
    ///
    /// ## Why it matters
    /// A filter that is read loosely deletes what it was meant to spare.
    ///
    /// ## Usual cause
    /// The first or the last comparison is taken for the whole filter, or the clauses are joined with or.
    ///
    /// ## How to fix
    /// Use the parser and the evaluation of your query filters for value filters, too.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\" and value ew \"0142\"]"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"phoneNumbers[type eq \"mobile\" and value ew \"0142\"]"}]}
    /// 200 {"phoneNumbers":[{"type":"work","value":"+14255550142"}]}
    /// ```
    id: "remove/both-clauses",
    title: "a remove by a filter with and MUST take only values that match both clauses",
    profile: Rfc,
    severity: Error,
    covers: ["rem-11"],
    sources: [Rfc7644("3.5.2.2"), Rfc7644("3.4.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/element", "add/element/read",
        "add/element-again", "add/element-again/read", "add/bare-object", "add/bare-object/read",
        "replace/element", "replace/element/read", "add/by-filter", "add/by-filter/read",
        "replace/no-path", "replace/no-path/read", "remove/both-clauses", "remove/both-clauses/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let patch = e.seen("remove/both-clauses")?;
    if patch.status() == 400 {
        return Err(Unjudged::not_shown("the tenant refuses a value filter of two clauses"));
    }
    accepted(e, "remove/both-clauses", &|now| {
        let path = now.patch.sent().pointer("/Operations/0/path").and_then(Value::as_str).unwrap_or_default();
        all([
            now.lacks(path),
            now.keeps("phoneNumbers[type eq \"work\"].value"),
            now.spares("phoneNumbers[type eq \"fax\"].value"),
        ])
    })
}
