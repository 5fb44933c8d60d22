use super::*;

check! {
    /// RFC 7643 §3 requires `schemas` in every representation, in requests too. A create without it is refused
    /// with 400; where it is accepted, at least the answer names the right schemas.
    ///
    /// ## Why it matters
    /// Guessing the schema works until a body fits two of them. Clients written against a lenient server fail at
    /// the next one.
    ///
    /// ## Usual cause
    /// The body is bound to the model of the endpoint, and `schemas` is never looked at.
    ///
    /// ## How to fix
    /// Answer 400 with `"scimType":"invalidSyntax"` when `schemas` is missing or empty.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 400 {"status":"400","scimType":"invalidSyntax","detail":"schemas is missing"}
    /// ```
    id: "create/schemas-required",
    title: "a create without schemas SHOULD be refused with 400",
    profile: Rfc,
    severity: Warning,
    covers: ["post-14"],
    sources: [Rfc7643("3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/no-schemas", "create/no-schemas/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/no-schemas")?;
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    accepted(e, "create/plain")?;
    let lists = attribute(&seen, "schemas").is_some_and(|schemas| !expect::is_empty(schemas));
    let message = match seen.status() {
        500.. => "a create without schemas is a server error",
        _ if lists => "a create without schemas is accepted; its schema is guessed",
        _ => "a create without schemas is accepted, and the answer has none either",
    };
    Ok(vec![Finding::at(seen.exchange, message).expected("400", expect::answer(seen.exchange))])
}
