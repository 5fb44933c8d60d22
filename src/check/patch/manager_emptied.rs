use super::*;

check! {
    /// Microsoft's validator clears a manager by a replace with `{"value":""}` or by remove. After either, the
    /// user shows no manager.
    ///
    /// ## Why it matters
    /// Without it a person keeps a manager who has left.
    ///
    /// ## Usual cause
    /// The empty text is stored as an id, or looked up and refused as unknown.
    ///
    /// ## How to fix
    /// Treat an empty `value` as no manager, and carry out a remove of the attribute.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":""}}]}
    /// 400
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":""}}]}
    /// 204
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    id: "patch/manager-emptied",
    title: "a manager SHOULD be cleared by an empty value in an object and by remove",
    profile: Gallery,
    severity: Warning,
    covers: ["E-82", "rep-18"],
    sources: [Validator("U12"), Rfc7644("3.5.2.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/manager-object",
        "modify/manager-object/read", "modify/manager-string", "modify/manager-string/read",
        "modify/manager-name", "modify/manager-name/read", "modify/manager-emptied",
        "modify/manager-emptied/read", "modify/manager-back", "modify/manager-back/read",
        "modify/manager-array", "modify/manager-array/read", "modify/manager-removed",
        "modify/manager-removed/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let cleared = |step: &str| accepted(e, step, &|now| now.lacks_id(&manager()));
    all([cleared("modify/manager-emptied"), cleared("modify/manager-removed")])
}
