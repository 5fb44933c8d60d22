use super::*;

check! {
    /// RFC 7643 §3.1 and Microsoft Learn require that the answer to a create carries the `id` of the user, and
    /// that the user is read under it from then on.
    ///
    /// ## Why it matters
    /// Entra stores the id as its link to the account. Without it the link cannot be made: the account exists,
    /// but is never updated or disabled.
    ///
    /// ## Usual cause
    /// The answer is empty, or holds what was sent instead of what was stored.
    ///
    /// ## How to fix
    /// Answer with the stored user, `id` included, as a string that never changes.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"userName":"mira@tern.example"}
    /// 201 {"id":"u-7","userName":"mira@tern.example"}
    /// GET /Users/u-7
    /// 200 {"id":"u-7","userName":"mira@tern.example"}
    /// ```
    id: "users/create-returns-id",
    title: "the answer to a create MUST carry a stable id",
    profile: Entra,
    severity: Error,
    covers: ["E-51", "post-04", "T-SCIM_User_Create", "ent-05"],
    sources: [Rfc7643("3.1"), Learn("create-user")],
    dialects: Without,
    needs: ["users/create", "users/get"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("users/create")?;
    if !create.succeeded() {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, "users/create did not succeed".to_owned()));
    }
    let Some(id) = create.id() else {
        let actual = create.body().and_then(|body| crate::scim::access::member(body, "id"));
        let actual = actual.map_or_else(|| "nothing".to_owned(), expect::quote);
        let finding = Finding::at(create.exchange, "the created user has no usable id");
        return Ok(vec![finding.expected("a non-empty string", actual).pointer("/id")]);
    };
    let Some(get) = e.find("users/get").filter(|get| get.succeeded() && get.id().is_some()) else {
        return Ok(Vec::new());
    };
    if get.id() == Some(id) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(get.exchange, "the user is read with another id than it was created with");
    Ok(vec![finding.expected(id, get.id().unwrap_or("nothing")).pointer("/id")])
}
