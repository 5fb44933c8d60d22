use super::*;

check! {
    /// RFC 7644 §3.3 lets a server drop what it does not know, and §3.12 lets it refuse the request with a 4xx.
    /// Keeping it serves Entra. A server error is none of these, and neither is an answer that shows what is not
    /// stored.
    ///
    /// ## Why it matters
    /// One attribute too many in a mapping, and the whole person fails with an error nobody can read.
    ///
    /// ## Usual cause
    /// The container is handed to a model that has no place for it, or the request's body is returned.
    ///
    /// ## How to fix
    /// Decide on one of the three, and build the answer from what was stored.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","urn:example:params:scim:schemas:extension:moorings:2.0:User":{"berth":"Quay 4"}}
    /// 500
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example","urn:example:params:scim:schemas:extension:moorings:2.0:User":{"berth":"Quay 4"}}
    /// 400 {"status":"400","scimType":"invalidSyntax"}
    /// ```
    id: "extensions/undeclared-urn",
    title: "an extension that nothing declares MUST be ignored, kept or refused, and the answer says which",
    profile: Rfc,
    severity: Error,
    covers: ["more-42"],
    sources: [Rfc7644("3.3"), Rfc7643("3.3"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["extensions/undeclared", "extensions/undeclared/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("extensions/undeclared")?;
    if let Some(finding) =
        server_error(e, &create, "an undeclared extension is a server error", "201, or a refusal with a 4xx")?
    {
        return Ok(vec![finding]);
    }
    if refused(e, &create)? {
        return Ok(Vec::new());
    }
    let read = e.seen("extensions/undeclared/read")?;
    let container = |seen: &Seen| {
        let names = seen.body()?.as_object()?.keys().find(|name| name.contains(":moorings:"))?;
        attribute(seen, names).cloned()
    };
    let (told_of, stored) = (container(&create), container(&read));
    if !read.succeeded() || told_of.is_none() || told_of == stored {
        return Ok(Vec::new());
    }
    let finding = Finding::at(create.exchange, "the answer shows an undeclared extension that is not stored");
    Ok(vec![finding.expected(told(stored.as_ref()), told(told_of.as_ref()))])
}
