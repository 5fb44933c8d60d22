use super::*;

check! {
    /// A replace without a path may hold the object of an extension, named by its URN (RFC 7643 §3.3). The
    /// attributes in it are set; what becomes of the others is not judged.
    ///
    /// ## Why it matters
    /// Okta and others update the enterprise attributes so.
    ///
    /// ## Usual cause
    /// The member is stored under a name nobody reads, or skipped.
    ///
    /// ## How to fix
    /// Recognise the URN as a member name and expand what stands below it.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Cartography"}}}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Cartography"}}}]}
    /// 200 {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Cartography"}}
    /// ```
    id: "replace/extension-object",
    title: "a replace without a path MUST set the attributes of an extension's object",
    profile: Rfc,
    severity: Error,
    covers: ["rep-20"],
    sources: [Rfc7644("3.5.2.3"), Rfc7643("3.3")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read",
        "add/extension-object", "add/extension-object/read", "replace/extension-object",
        "replace/extension-object/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/no-path-urn"], || {
        accepted(e, "replace/extension-object", &|now| {
            now.shows(&crate::suite::enterprise("department"), sent(now))
        })
    })
}

/// The department, in the object that is named by the URN.
fn sent<'a>(now: &Patched<'a>) -> &'a Value {
    let value = now.patch.sent().pointer("/Operations/0/value");
    let members = value.and_then(Value::as_object).and_then(|object| object.values().next());
    members.and_then(|members| members.get("department")).unwrap_or(&Value::Null)
}
