use super::*;

check! {
    /// Microsoft Learn's sample of a manager update sends an array of one object with `$ref` and `value`, under
    /// the path `manager` without a URN. A server that is offered in the gallery best understands it.
    ///
    /// ## Why it matters
    /// Whoever tests an app by the documented sample sees it fail.
    ///
    /// ## Usual cause
    /// The path is looked up in the core schema alone, or the array is refused as a second value.
    ///
    /// ## How to fix
    /// Find `manager` in the enterprise extension when the core schema has none, and take the single element of
    /// an array.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"manager","value":[{"$ref":"../Users/9","value":"9"}]}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"manager","value":[{"$ref":"../Users/9","value":"9"}]}]}
    /// 204
    /// ```
    id: "patch/manager-array",
    title: "a PATCH of manager with a one-element array SHOULD take effect",
    profile: Gallery,
    severity: Warning,
    covers: ["rep-17", "E-80"],
    sources: [Learn("update-user-single-valued-properties")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/manager-object",
        "modify/manager-object/read", "modify/manager-string", "modify/manager-string/read",
        "modify/manager-name", "modify/manager-name/read", "modify/manager-emptied",
        "modify/manager-emptied/read", "modify/manager-back", "modify/manager-back/read",
        "modify/manager-array", "modify/manager-array/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/manager-object", "users/manager-is-object"], || {
        accepted(e, "modify/manager-array", &|now| now.shows_sent(&manager(), "/Operations/0/value/0/value"))
    })
}
