use super::*;

check! {
    /// `manager` is a complex attribute whose `value` is the id of the manager's account (RFC 7643 §4.3). A
    /// PATCH with such an object sets it.
    ///
    /// ## Why it matters
    /// Every client but Entra's usual dialect sends the manager so, and Microsoft's validator does.
    ///
    /// ## Usual cause
    /// The code knows the bare id that Entra sends today, and nothing else.
    ///
    /// ## How to fix
    /// Read an object with `value` beside the bare string.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"9"}}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"9"}}]}
    /// 204
    /// ```
    id: "patch/manager-object",
    title: "a PATCH of manager with an object MUST take effect",
    profile: Rfc,
    severity: Error,
    covers: ["rep-16", "E-80"],
    sources: [Rfc7643("4.3"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/manager-object",
        "modify/manager-object/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/manager-string", "patch/urn-path", "users/manager-is-object"], || {
        accepted(e, "modify/manager-object", &|now| now.shows_sent(&manager(), "/Operations/0/value/value"))
    })
}
