use super::*;

check! {
    /// RFC 7644 §3.2 has POST create resources at the endpoint of their type. At the address of a single resource
    /// it has no meaning, so it is refused (404, 405, 501 or 400) and neither creates nor changes anything.
    ///
    /// ## Why it matters
    /// A client that treats POST as an update overwrites whole accounts without noticing that it uses the wrong
    /// verb.
    ///
    /// ## Usual cause
    /// The route accepts both verbs and hands them to the same function.
    ///
    /// ## How to fix
    /// Answer 405 with an `Allow` header that names GET, PUT, PATCH and DELETE.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users/7 {"userName":"mira@tern.example","title":"Harbour pilot"}
    /// 200 {"id":"7","title":"Harbour pilot"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users/7 {"userName":"mira@tern.example","title":"Harbour pilot"}
    /// 405
    /// ```
    id: "create/post-to-id-refused",
    title: "a POST to the address of a resource SHOULD be refused and change nothing",
    profile: Rfc,
    severity: Warning,
    covers: ["post-28"],
    sources: [Rfc7644("3.2")],
    dialects: Without,
    needs: ["create/addressed", "create/addressed/read", "create/post-to-id", "create/post-to-id/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let post = e.seen("create/post-to-id")?;
    let findings =
        expect::status(&post, &[400, 404, 405, 409, 501], "a POST to the address of a user is not refused");
    if !findings.is_empty() {
        return Ok(findings);
    }
    let before = e.seen("create/addressed/read")?;
    let after = e.seen("create/post-to-id/read")?;
    let (Some(old), Some(new)) = (before.body(), after.body()) else {
        return Err(Unjudged::not_shown("the user is not shown before and after the request"));
    };
    Ok(difference(new, old)
        .map(|(name, new, old)| {
            let finding =
                Finding::at(after.exchange, format!("{name} changed although the request was refused"));
            finding.expected(old, new).pointer(format!("/{name}")).caused_by(post.exchange)
        })
        .into_iter()
        .collect())
}
