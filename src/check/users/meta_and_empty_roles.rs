use super::*;

check! {
    /// Microsoft Learn shows `meta` and an empty `roles` list in the create request; both must be accepted.
    /// RFC 7643 §2.2 has read-only attributes such as `meta` ignored, and §2.5 makes an empty list the same
    /// as no value.
    ///
    /// ## Why it matters
    /// Entra sends them with every create. A server that refuses them creates nobody.
    ///
    /// ## Usual cause
    /// Strict validation refuses read-only attributes or lists without elements.
    ///
    /// ## How to fix
    /// Ignore read-only attributes in requests, and treat an empty list as unassigned.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","meta":{"resourceType":"User"},"roles":[]}
    /// 400 {"detail":"meta is read-only"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","meta":{"resourceType":"User"},"roles":[]}
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "users/meta-and-empty-roles",
    title: "a create request with meta and an empty list MUST be accepted",
    profile: Entra,
    severity: Error,
    covers: ["E-54"],
    sources: [Learn("create-user"), Rfc7643("2.2"), Rfc7643("2.5"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["users/create", "users/create-without-meta", "users/create-as-json"],
    run: judge,
}

/// Blamed only where the request without them is accepted.
fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create")?;
    if create.succeeded() {
        return Ok(Vec::new());
    }
    if !e.find("users/create-without-meta").is_some_and(|bare| bare.succeeded()) {
        return Err(Unjudged::Skipped(
            SkipKind::NeedsStep,
            "users/create is refused for another reason".to_owned(),
        ));
    }
    let message = "the create request is refused, but accepted without meta and empty lists";
    Ok(vec![Finding::at(create.exchange, message).expected("201", expect::answer(create.exchange))])
}
