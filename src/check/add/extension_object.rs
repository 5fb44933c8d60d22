use super::*;

check! {
    /// Attributes of an extension stand in an object named by its URN (RFC 7643 §3.3). An add without a path
    /// whose value holds that object sets the attributes in it.
    ///
    /// ## Why it matters
    /// Clients send the whole enterprise extension in one piece.
    ///
    /// ## Usual cause
    /// Only names of the core schema are looked for in the value.
    ///
    /// ## How to fix
    /// Recognise the URN as a member name and expand what stands below it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0142"}}}]}
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"add","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0142"}}}]}
    /// 200 {"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":"0142"}}
    /// ```
    id: "add/extension-object",
    title: "an add without a path MUST set the attributes of an extension's object",
    profile: Rfc,
    severity: Error,
    covers: ["add-08"],
    sources: [Rfc7644("3.5.2.1"), Rfc7643("3.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read",
        "add/extension-object", "add/extension-object/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/no-path-urn"], || {
        accepted(e, "add/extension-object", &|now| {
            now.shows(&crate::suite::enterprise("employeeNumber"), sent(now))
        })
    })
}

/// The number, in the object that is named by the URN.
fn sent<'a>(now: &Patched<'a>) -> &'a Value {
    let value = now.patch.sent().pointer("/Operations/0/value");
    let members = value.and_then(Value::as_object).and_then(|object| object.values().next());
    members.and_then(|members| members.get("employeeNumber")).unwrap_or(&Value::Null)
}
