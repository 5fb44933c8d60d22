use super::*;

check! {
    /// By RFC 7643 §4.3 a bare text is no manager and may be refused with 400; Entra sends just that and needs
    /// it to work. Either is right here; answering with success and changing nothing is not.
    ///
    /// ## Why it matters
    /// The log shows a successful update, and the person has the wrong manager.
    ///
    /// ## Usual cause
    /// The value is bound to an object, and what does not fit becomes null.
    ///
    /// ## How to fix
    /// Read a bare text as the `value` of the manager, or refuse it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"9"}]}
    /// 204
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"9"}]}
    /// 400 {"scimType":"invalidValue","status":"400"}
    /// ```
    id: "patch/manager-text",
    title: "a manager sent as a bare id MUST be refused, or set",
    profile: Rfc,
    severity: Error,
    covers: ["rep-15"],
    sources: [Rfc7643("4.3"), Source::Observed("Captain-P-Goldfish/SCIM-SDK", 686)],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/manager-object",
        "modify/manager-object/read", "modify/manager-string", "modify/manager-string/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["users/manager-is-object"], || {
        either(e, "modify/manager-string", &[], &|now| now.shows_sent(&manager(), "/Operations/0/value"))
    })
}
