use super::*;

check! {
    /// A path with the extension's URN names one attribute of it. Remove takes that one, and leaves the others
    /// (RFC 7644 §3.5.2.2).
    ///
    /// ## Why it matters
    /// Clearing the department must not cost the employee number.
    ///
    /// ## Usual cause
    /// The URN selects the whole object of the extension, and the name behind it is not read.
    ///
    /// ## How to fix
    /// Split the path at its last colon, and remove the member.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department"}]}
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0142"}}
    /// ```
    id: "remove/extension-attribute",
    title: "a remove by a URN path MUST take that attribute and no other of the extension",
    profile: Rfc,
    severity: Error,
    covers: ["rem-08"],
    sources: [Rfc7644("3.5.2.2"), Rfc7644("3.10")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read",
        "add/extension-object", "add/extension-object/read", "replace/extension-object",
        "replace/extension-object/read", "remove/extension", "remove/extension/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/urn-path"], || {
        accepted(e, "remove/extension", &|now| {
            all([
                now.lacks(&crate::suite::enterprise("department")),
                now.keeps(&crate::suite::enterprise("employeeNumber")),
            ])
        })
    })
}
