use super::*;

check! {
    /// The provisioning service has been seen to send a manager as a bare text. A server is served best when it
    /// takes both that and the object of RFC 7643 §4.3, and always shows the object.
    ///
    /// ## Why it matters
    /// A refusal leaves the whole person out for a reference that could have come later; a manager shown as text
    /// makes the user unreadable for Entra.
    ///
    /// ## Usual cause
    /// The attribute is bound to a class, or stored and returned as it came.
    ///
    /// ## How to fix
    /// Read a bare text as the `value` of the object.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"3"}}
    /// 400 {"detail":"manager must be an object"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":"3"}}
    /// 201 {"id":"7","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"3"}}}
    /// ```
    id: "extensions/manager-on-create",
    title: "a manager in a create SHOULD be accepted as a bare id and as an object, and shown as an object",
    profile: Gallery,
    severity: Warning,
    covers: ["E-58"],
    sources: [Observed("Captain-P-Goldfish/SCIM-SDK", 686), Observed("Budibase/budibase", 15369)],
    dialects: Without,
    needs: [
        "extensions/boss/read", "extensions/manager-text", "extensions/manager-text/read",
        "extensions/manager-object", "extensions/manager-object/read", "create/plain",
    ],
    run: judge,
}

/// Where a manager sent as an object is shown as text, too, `users/manager-is-object` says so.
fn judge(e: &Evidence) -> Judged {
    let mut findings = Vec::new();
    for (step, form) in [("extensions/manager-text", "a bare id"), ("extensions/manager-object", "an object")]
    {
        findings.extend(must_accept(e, step, &format!("a create with a manager as {form} is refused"))?);
    }
    let as_text = |step: &str| -> Result<_, Unjudged> {
        Ok(made(e, step)?
            .into_iter()
            .find_map(|seen| Some((manager(&seen).filter(|m| m.is_string())?, seen))))
    };
    if findings.is_empty() {
        let shown = [made(e, "extensions/manager-text")?, made(e, "extensions/manager-object")?].concat();
        if !shown.iter().any(|seen| manager(seen).is_some()) {
            return Err(Unjudged::not_shown("the tenant does not keep the manager"));
        }
    }
    if as_text("extensions/manager-object")?.is_none() {
        findings.extend(as_text("extensions/manager-text")?.map(|(manager, seen)| {
            let finding = Finding::at(seen.exchange, "a manager sent as a bare id is not shown as an object");
            finding.expected("{\"value\":\"…\"}", expect::quote(manager))
        }));
    }
    Ok(findings)
}
