use super::*;

check! {
    /// RFC 7644 §3.3 lets a server drop what it does not know and RFC 7644 §3.12 lets it refuse it. It never ends
    /// in a server error, and what the answer shows is stored: the next read shows it, too.
    ///
    /// ## Why it matters
    /// Mappings name attributes an app does not have. A value that is echoed and gone looks provisioned for ever.
    ///
    /// ## Usual cause
    /// The request's body is returned instead of the stored user, or the mapper fails on members it does not
    /// know.
    ///
    /// ## How to fix
    /// Drop what you do not know before you store, and build the answer from what was stored.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","favouriteTide":"spring"}
    /// 201 {"id":"7","favouriteTide":"spring"}
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","favouriteTide":"spring"}
    /// 201 {"id":"7"}
    /// GET /Users/7
    /// 200 {"id":"7"}
    /// ```
    id: "create/unknown-attribute",
    title: "an unknown attribute SHOULD be ignored, kept or refused, and the answer says which",
    profile: Rfc,
    severity: Warning,
    covers: ["res-30"],
    sources: [Rfc7644("3.3"), Rfc7644("3.1"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["create/unknown-attribute", "create/unknown-attribute/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("create/unknown-attribute")?;
    if let Some(finding) =
        server_error(e, &create, "an unknown attribute is a server error", "201, or a refusal with a 4xx")?
    {
        return Ok(vec![finding]);
    }
    if refused(e, &create)? {
        return Ok(Vec::new());
    }
    let Some(shown) = attribute(&create, "favouriteTide").filter(|_| create.succeeded()) else {
        return Ok(Vec::new());
    };
    let read = e.seen("create/unknown-attribute/read")?;
    if !read.succeeded() || attribute(&read, "favouriteTide") == Some(shown) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(create.exchange, "the answer shows an unknown attribute that is not stored");
    let actual = format!(
        "{} in the answer, {} in the read",
        expect::quote(shown),
        told(attribute(&read, "favouriteTide"))
    );
    Ok(vec![finding.expected("the same in both", actual).pointer("/favouriteTide")])
}
