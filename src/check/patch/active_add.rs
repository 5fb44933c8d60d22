use super::*;

check! {
    /// Entra writes Add where it knows of no former value, also for `active`. RFC 7644 §3.5.2.1 has an add of a
    /// single value that exists replace it.
    ///
    /// ## Why it matters
    /// A person who leaves stays enabled.
    ///
    /// ## Usual cause
    /// Disabling is tied to a replace of `active`, as if no other operation could change it.
    ///
    /// ## How to fix
    /// Apply add and replace of a single value by the same code.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"active","value":false}]}
    /// 200 {"id":"7","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"active","value":false}]}
    /// 200 {"id":"7","active":false}
    /// ```
    id: "patch/active-add",
    title: "an add of active MUST take effect like a replace",
    profile: Rfc,
    severity: Error,
    covers: ["rep-11"],
    sources: [Inferred, Rfc7644("3.5.2.1")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/active", "add/active/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/active-boolean", "users/active-is-boolean"], || {
        accepted(e, "add/active", &|now| now.shows("active", &Value::Bool(false)))
    })
}
