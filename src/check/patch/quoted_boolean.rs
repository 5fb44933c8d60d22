use super::*;

check! {
    /// `"False"` is a string, which RFC 7643 §2.3.2 does not have for a boolean; Entra sends it without its
    /// compliance flag. A server refuses it with 400 or reads it as false. Both are right; taking it for true,
    /// or for nothing, is not.
    ///
    /// ## Why it matters
    /// A disabled person who counts as enabled keeps all access.
    ///
    /// ## Usual cause
    /// Every text that is not empty is taken for true.
    ///
    /// ## How to fix
    /// Accept the words true and false in any letter case, and refuse every other text.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"active","value":"False"}]}
    /// 200 {"id":"7","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"active","value":"False"}]}
    /// 200 {"id":"7","active":false}
    /// ```
    id: "patch/quoted-boolean",
    title: "a boolean sent as a word MUST be refused, or read as the boolean",
    profile: Rfc,
    severity: Error,
    covers: ["pat-14", "rep-10"],
    sources: [Rfc7643("2.3.2"), LearnCompatibility("flags-to-alter-the-scim-behavior")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/active", "add/active/read",
        "replace/active-no-path", "replace/active-no-path/read", "replace/quoted-boolean",
        "replace/quoted-boolean/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["users/active-is-boolean", "patch/active-boolean"], || {
        either(e, "replace/quoted-boolean", &[], &|now| now.shows("active", &Value::Bool(false)))
    })
}
