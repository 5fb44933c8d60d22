use super::*;

check! {
    /// RFC 7644 §3.5.2 lets a client extend `schemas` by adding an attribute with its URN: the resource then
    /// lists the extension.
    ///
    /// ## Why it matters
    /// Clients that read `schemas` first do not look for the attribute.
    ///
    /// ## Usual cause
    /// `schemas` is stored with the resource when it is created.
    ///
    /// ## How to fix
    /// Build `schemas` from the attributes a resource has.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Hydrography"}}
    /// ```
    id: "add/schemas-extended",
    title: "an add of an extension's attribute SHOULD add the URN to schemas",
    profile: Rfc,
    severity: Warning,
    covers: ["add-18"],
    sources: [Rfc7644("3.5.2"), Rfc7643("3")],
    dialects: Without,
    needs: ["discovery/config", "modify/good", "modify/good/read", "add/extension", "add/extension/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    unless_named(e, &["patch/urn-path", "add/extension-container"], || accepted(e, "add/extension", &listed))
}

fn listed(now: &Patched) -> Judged {
    let lists = |resource: &Value| {
        let schemas = crate::scim::access::member(resource, "schemas").and_then(Value::as_array);
        let own = |id: &Value| {
            id.as_str().is_some_and(|id| crate::scim::urn::same(id, crate::scim::urn::ENTERPRISE_USER))
        };
        schemas.is_some_and(|schemas| schemas.iter().any(own))
    };
    if lists(now.before) || values(now.after, &crate::suite::enterprise("department")).is_empty() {
        return Err(Unjudged::not_shown("the extension was listed before, or its attribute was not added"));
    }
    let finding = || {
        let message = "schemas does not list the extension".to_owned();
        let urn = crate::scim::urn::ENTERPRISE_USER.to_owned();
        now.finding(message, urn, "not there".to_owned()).pointer("/schemas")
    };
    Ok((!lists(now.after)).then(finding).into_iter().collect())
}
