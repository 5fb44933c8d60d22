use super::*;

check! {
    /// RFC 7643 §3.1 has the id issued by the server; a client must not choose it, and one in the request is
    /// ignored.
    ///
    /// ## Why it matters
    /// Whoever chooses ids can choose one that somebody else had, and inherits what still refers to it.
    ///
    /// ## Usual cause
    /// The body is stored as it came, and an id is made up only where there is none.
    ///
    /// ## How to fix
    /// Overwrite `id` with your own before you store.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"id":"chosen-1","userName":"mira@tern.example"}
    /// 201 {"id":"chosen-1","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"id":"chosen-1","userName":"mira@tern.example"}
    /// 201 {"id":"2819c223","userName":"mira@tern.example"}
    /// ```
    id: "create/client-id-ignored",
    title: "the server MUST assign the id itself, whatever the client sends",
    profile: Rfc,
    severity: Error,
    covers: ["res-08"],
    sources: [Rfc7643("3.1"), Rfc7644("3.3")],
    dialects: Without,
    needs: ["create/claims", "create/claims/read"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "create/claims")?;
    let chosen = attribute(&Seen { ..create }, "id").filter(|id| Some(*id) == create.sent().get("id"));
    Ok(chosen
        .map(|id| {
            let finding = Finding::at(create.exchange, "the id is the one the client chose");
            finding.expected("an id of the server's own", expect::quote(id)).pointer("/id")
        })
        .into_iter()
        .collect())
}
