use super::*;

check! {
    /// RFC 7644 §3.10 lets every attribute be named with the URN of its schema in front; the core schema's is
    /// optional, not forbidden.
    ///
    /// ## Why it matters
    /// Clients that write all paths alike get their updates refused.
    ///
    /// ## Usual cause
    /// A path with a colon is taken for one of an extension.
    ///
    /// ## How to fix
    /// Cut the URN of the core schema off before you look the attribute up.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Cook"}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:title","value":"Cook"}]}
    /// 200 {"id":"7","title":"Cook"}
    /// ```
    id: "patch/core-urn-path",
    title: "a path with the URN of the core schema in front MUST take effect",
    profile: Rfc,
    severity: Error,
    covers: ["pat-17"],
    sources: [Rfc7644("3.10")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "modify/core-urn", "modify/core-urn/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/urn-path"], || {
        accepted(e, "modify/core-urn", &|now| now.shows_sent("title", "/Operations/0/value"))
    })
}
