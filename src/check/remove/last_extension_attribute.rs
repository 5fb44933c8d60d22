use super::*;

check! {
    /// After the last attribute of an extension is removed, none is shown any more. An empty object, or the URN
    /// left in `schemas`, is tolerated (RFC 7643 §2.5).
    ///
    /// ## Why it matters
    /// The last piece of data of a former employee cannot be cleared.
    ///
    /// ## Usual cause
    /// An extension that became empty is not written back.
    ///
    /// ## How to fix
    /// Store the empty extension, or drop it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0142"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber"}]}
    /// 200 {"id":"7"}
    /// ```
    id: "remove/last-extension-attribute",
    title: "removing the last attribute of an extension MUST leave none of them",
    profile: Rfc,
    severity: Error,
    covers: ["rem-10"],
    sources: [Rfc7644("3.5.2.2"), Rfc7643("2.5")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read",
        "add/extension-object", "add/extension-object/read", "replace/extension-object",
        "replace/extension-object/read", "remove/extension", "remove/extension/read",
        "remove/extension-last", "remove/extension-last/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/urn-path", "remove/extension-attribute"], || {
        accepted(e, "remove/extension-last", &|now| now.lacks(&crate::suite::enterprise("employeeNumber")))
    })
}
