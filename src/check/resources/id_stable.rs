use super::*;

check! {
    /// RFC 7643 §3.1 requires that the id of a resource never changes: create, list, PATCH, PUT and the read
    /// behind it show the same.
    ///
    /// ## Why it matters
    /// Entra keeps the id of the first answer for years and addresses everything by it.
    ///
    /// ## Usual cause
    /// One of the answers is built from another table, or with another form of the same key.
    ///
    /// ## How to fix
    /// Have one function that writes the id, and use it for every answer.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/2819c223
    /// 200 {"id":"2819c223"}
    /// PATCH /Users/2819c223
    /// 200 {"id":"2819C223"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/2819c223
    /// 200 {"id":"2819c223"}
    /// PATCH /Users/2819c223
    /// 200 {"id":"2819c223"}
    /// ```
    id: "resources/id-stable",
    title: "a resource MUST keep its id in every answer that shows it",
    profile: Rfc,
    severity: Error,
    covers: ["res-07"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "resources/create", "resources/get", "resources/match", "resources/patch", "resources/patch/read",
        "resources/put",
    ],
    run: judge,
}

/// That create and read agree is the matter of `users/create-returns-id`.
fn judge(e: &Evidence) -> Judged {
    let create = accepted(e, "resources/create")?;
    let get = e.seen("resources/get")?;
    let Some(id) = create.id().filter(|id| get.id() == Some(id)) else {
        return Err(needs("create and read do not show the same id, which another check names"));
    };
    let steps = ["resources/match", "resources/patch", "resources/patch/read", "resources/put"];
    let answers: Vec<_> =
        steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.succeeded()).collect();
    let shown = answers.iter().flat_map(|seen| resources_of(seen, ResourceType::User));
    let shown: Vec<_> = shown.filter(|shown| named_alike(shown.body, create.sent())).collect();
    if shown.is_empty() {
        return Err(Unjudged::not_shown("no further answer shows the user"));
    }
    let other =
        shown.iter().find_map(|shown| Some((shown, access::id(shown.body).filter(|other| other != id)?)));
    Ok(other
        .map(|(shown, other)| shown.finding("the user is shown with another id", "/id").expected(id, other))
        .into_iter()
        .collect())
}

/// A list may hold other users, where its filter is ignored.
fn named_alike(body: &Value, sent: &Value) -> bool {
    let name = |body: &Value| access::member(body, "userName").and_then(Value::as_str).map(str::to_lowercase);
    name(body).is_some_and(|shown| name(sent).is_some_and(|sent| shown == sent || shown.ends_with(&sent)))
}
