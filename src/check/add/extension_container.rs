use super::*;

check! {
    /// The first attribute of an extension that a user gets, added by its path with the URN, makes the object
    /// it stands in (RFC 7644 §3.5.2).
    ///
    /// ## Why it matters
    /// A person created without a department never gets one.
    ///
    /// ## Usual cause
    /// The handler writes into the container and does nothing when it is missing.
    ///
    /// ## How to fix
    /// Make the container on the first write.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Hydrography"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Hydrography"}]}
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "add/extension-container",
    title: "an add by a URN path MUST make the extension's object when there is none",
    profile: Rfc,
    severity: Error,
    covers: ["add-14"],
    sources: [Rfc7644("3.5.2.1"), Rfc7643("3.3")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/urn-path"], || {
        accepted(e, "add/extension", &|now| {
            now.shows_sent(&crate::suite::enterprise("department"), "/Operations/0/value")
        })
    })
}
