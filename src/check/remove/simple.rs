use super::*;

check! {
    /// RFC 7644 §3.5.2.2: removing a single-valued attribute takes its value away. It is absent or null then; an
    /// empty text is tolerated.
    ///
    /// ## Why it matters
    /// What was cleared in the source stays in the app.
    ///
    /// ## Usual cause
    /// Remove is written for members of groups alone.
    ///
    /// ## How to fix
    /// Clear the attribute of the path.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"title"}]}
    /// 200 {"id":"7"}
    /// ```
    id: "remove/simple",
    title: "a remove of a single-valued attribute MUST leave it without a value",
    profile: Rfc,
    severity: Error,
    covers: ["rem-01"],
    sources: [Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/title", "add/title/read",
        "add/title-again", "add/title-again/read", "remove/title", "remove/title/read",
    ],
    run: |e| accepted(e, "remove/title", &|now| now.lacks("title")),
}
