use super::*;

check! {
    /// RFC 7644 §3.5.2.1: when the attribute of the path has no value, add gives it one.
    ///
    /// ## Why it matters
    /// It is how a first title, department or number arrives.
    ///
    /// ## Usual cause
    /// Add is written for lists alone, and a single value falls through.
    ///
    /// ## How to fix
    /// Set the value when the attribute is single-valued, whether or not it has one.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title","value":"Cook"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"title","value":"Cook"}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    id: "add/simple",
    title: "an add of an attribute without a value MUST set it",
    profile: Rfc,
    severity: Error,
    covers: ["add-01"],
    sources: [Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/title", "add/title/read"],
    run: |e| accepted(e, "add/title", &|now| now.shows_sent("title", "/Operations/0/value")),
}
