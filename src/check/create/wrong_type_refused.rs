use super::*;

check! {
    /// RFC 7643 §2.3 gives every attribute a type. A text where a list of objects is declared cannot be read as
    /// one; RFC 7644 §3.12 names `invalidValue` and `invalidSyntax` for it, with 400.
    ///
    /// ## Why it matters
    /// What is stored in the wrong type is returned in the wrong type, and clients that read by type fail on the
    /// whole user.
    ///
    /// ## Usual cause
    /// The body is stored as a document without validation, or the conversion throws and ends in a 500.
    ///
    /// ## How to fix
    /// Check types before you store, and name attribute and expected type in `detail`.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","emails":"mira@tern.example"}
    /// 201 {"id":"7","emails":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","emails":"mira@tern.example"}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"emails must be an array"}
    /// ```
    id: "create/wrong-type-refused",
    title: "a value of the wrong type SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["post-16"],
    sources: [Rfc7643("2.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/wrong-type", "create/wrong-type/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/wrong-type")?;
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    accepted(e, "create/plain")?;
    let stored = made(e, "create/wrong-type")?
        .into_iter()
        .find(|seen| attribute(seen, "emails").is_some_and(|v| !v.is_array()));
    let (exchange, message) = match &stored {
        Some(seen) => (seen.exchange, "a text is shown where a list of objects is declared"),
        None if seen.status() >= 500 => (seen.exchange, "a text where a list is declared is a server error"),
        None => (seen.exchange, "a text where a list is declared is accepted"),
    };
    let actual = stored.map_or_else(|| expect::answer(exchange), |seen| told(attribute(&seen, "emails")));
    Ok(vec![Finding::at(exchange, message).expected("400", actual).pointer("/emails")])
}
