use super::*;

check! {
    /// RFC 7643 §3 gives the order of `schemas` no meaning: a create that names the extension first and the core
    /// schema last is the same as the other way round.
    ///
    /// ## Why it matters
    /// Libraries write sets in any order. A server that looks at the first entry only refuses half of them, and
    /// not always the same half.
    ///
    /// ## Usual cause
    /// The first entry decides which model the body is read by.
    ///
    /// ## How to fix
    /// Look whether the core schema is in the list, wherever it stands.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 400 {"detail":"unexpected schema"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "create/schemas-order",
    title: "the order of the URNs in schemas MUST NOT matter",
    profile: Rfc,
    severity: Error,
    covers: ["more-13"],
    sources: [Rfc7643("3")],
    dialects: Without,
    needs: ["create/schemas-reversed", "create/schemas-reversed/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused =
        must_accept(e, "create/schemas-reversed", "a create that names the core schema last is refused")?;
    if !refused.is_empty() {
        return Ok(refused);
    }
    let create = e.seen("create/schemas-reversed")?;
    let sent = expect::sent_name(&create);
    let lost = made(e, "create/schemas-reversed")?.into_iter().find(|seen| {
        attribute(seen, "userName")
            .and_then(Value::as_str)
            .is_none_or(|name| name.to_lowercase() != sent.to_lowercase())
    });
    Ok(lost
        .map(|seen| {
            let finding =
                Finding::at(seen.exchange, "the core attributes are lost when the core schema is named last");
            finding.expected(sent, told(attribute(&seen, "userName"))).pointer("/userName")
        })
        .into_iter()
        .collect())
}
