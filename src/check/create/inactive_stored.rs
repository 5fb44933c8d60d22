use super::*;

check! {
    /// RFC 7644 §3.3 has what is sent stored or refused. `active` false on create is either; a user who comes out
    /// active is neither.
    ///
    /// ## Why it matters
    /// Entra provisions disabled accounts too, and the person can sign in to the app although nobody may.
    ///
    /// ## Usual cause
    /// The handler sets every new account active.
    ///
    /// ## How to fix
    /// Take `active` from the request and let the default apply only where it is missing.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":false}
    /// 201 {"id":"7","active":true}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","active":false}
    /// 201 {"id":"7","active":false}
    /// ```
    id: "create/inactive-stored",
    title: "a user created with active false SHOULD be inactive",
    profile: Rfc,
    severity: Warning,
    covers: ["post-18"],
    sources: [Rfc7643("4.1.1"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["create/inactive", "create/inactive/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/inactive")?;
    if let Some(finding) = server_error(e, &seen, "active false is a server error", "201 or 400")? {
        return Ok(vec![finding]);
    }
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    let shown = made(e, "create/inactive")?;
    let states: Vec<_> = shown
        .iter()
        .filter_map(|seen| Some((seen, crate::scim::eval::as_boolean(attribute(seen, "active")?)?)))
        .collect();
    if states.is_empty() {
        return Err(Unjudged::not_shown("the answers show no active"));
    }
    let wrong = states.into_iter().find(|(_, active)| *active);
    Ok(wrong
        .map(|(seen, _)| {
            let finding = Finding::at(seen.exchange, "a user created with active false is active");
            finding.expected("false", told(attribute(seen, "active"))).pointer("/active")
        })
        .into_iter()
        .collect())
}
