use super::*;

check! {
    /// Entra lists the enterprise URN in every create of a mapping that has such attributes, also for people who
    /// have none of them. RFC 7643 §3.3 allows an extension to be named without values.
    ///
    /// ## Why it matters
    /// Everybody without a department is refused.
    ///
    /// ## Usual cause
    /// Each listed schema is taken for a promise of a container.
    ///
    /// ## How to fix
    /// Look for containers in the body, and take `schemas` for what may be there.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"mira@tern.example"}
    /// 400 {"detail":"the enterprise extension is missing"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    id: "extensions/urn-without-values",
    title: "a create that lists the enterprise extension and has no value of it SHOULD be accepted",
    profile: Gallery,
    severity: Warning,
    covers: ["more-17", "E-57"],
    sources: [Learn("create-user"), Rfc7643("3.3")],
    dialects: Without,
    needs: ["extensions/urn-only", "extensions/urn-only/read", "create/minimal"],
    run: judge,
}

/// Blamed only where the request without the URN is accepted.
fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("extensions/urn-only")?;
    if seen.succeeded() {
        return Ok(Vec::new());
    }
    accepted(e, "create/minimal")?;
    let finding = Finding::at(seen.exchange, "a create that lists an extension without values is refused");
    Ok(vec![finding.expected("201", expect::answer(seen.exchange))])
}
