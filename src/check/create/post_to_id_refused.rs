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
    if !(400..500).contains(&post.status()) && post.status() != 501 {
        let finding = Finding::at(post.exchange, "a POST to the address of a user is not refused");
        return Ok(vec![finding.expected("405 or 404", expect::answer(post.exchange))]);
    }
    let (first, before) = (e.seen("create/addressed")?, e.seen("create/addressed/read")?);
    unchanged(&first, &before, &post, &e.seen("create/post-to-id/read")?)
}
