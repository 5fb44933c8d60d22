use super::*;

check! {
    /// RFC 7643 §4.3 makes `manager.displayName` read-only: it is the manager's own name. Where `/Schemas`
    /// declares it so, a name that a client sends along is ignored, or refused with 400 `mutability`.
    ///
    /// ## Why it matters
    /// A stored copy shows a wrong name from the day the manager marries or leaves.
    ///
    /// ## Usual cause
    /// The object is stored as it came.
    ///
    /// ## How to fix
    /// Store the `value` alone, and read the name from the manager's account.
    ///
    /// ## Fails
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"9","displayName":"Captain Nobody"}}]}
    /// 200 {"manager":{"value":"9","displayName":"Captain Nobody"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// PATCH /Users/7
    /// {"Operations":[{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":{"value":"9","displayName":"Captain Nobody"}}]}
    /// 200 {"manager":{"value":"9","displayName":"Mira Berg"}}
    /// ```
    id: "patch/manager-display-name",
    title: "a manager's displayName sent by a client SHOULD be ignored or refused when it is read-only",
    profile: Rfc,
    severity: Warning,
    covers: ["rep-19"],
    sources: [Rfc7643("4.3"), Rfc7644("3.5.2")],
    dialects: Without,
    needs: [
        "discovery/config", "modify/good", "modify/good/read", "modify/manager-object",
        "modify/manager-object/read", "modify/manager-string", "modify/manager-string/read",
        "modify/manager-name", "modify/manager-name/read", "discovery/schemas",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("modify/manager-name")?;
    if mutability(e, crate::scim::urn::ENTERPRISE_USER, "manager", "displayName")? != "readOnly" {
        return Err(Unjudged::not_shown("/Schemas does not declare the displayName of manager as read-only"));
    }
    either(e, "modify/manager-name", &[], &|now| {
        let sent = now.patch.sent().pointer("/Operations/0/value/displayName").unwrap_or(&Value::Null);
        let path = crate::suite::enterprise("manager.displayName");
        let stored = values(now.after, &path).into_iter().find(|shown| expect::same(sent, shown));
        if values(now.after, &manager()).is_empty() {
            return Err(Unjudged::not_shown("the user has no manager after the PATCH"));
        }
        let message = || "the manager has the name that the client sent".to_owned();
        let finding = stored.map(|name| {
            now.finding(message(), "the manager's own name, or none".to_owned(), expect::quote(name))
        });
        Ok(finding.into_iter().collect())
    })
}
