use super::*;

check! {
    /// RFC 7643 §3.1 reserves the word "bulkId" for references inside a Bulk request; no id may contain it.
    ///
    /// ## Why it matters
    /// A reference to such a resource is taken for one to another operation of the same request.
    ///
    /// ## Usual cause
    /// Ids are made from the request that created the resource.
    ///
    /// ## How to fix
    /// Use a random id.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users
    /// 201 {"id":"bulkId-7f3a"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users
    /// 201 {"id":"2819c223-7f76"}
    /// ```
    id: "resources/id-not-reserved",
    title: "an id MUST NOT contain the word bulkId",
    profile: Rfc,
    severity: Error,
    covers: ["res-06"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: [
        "users/create", "users/get", "users/match", "resources/create", "resources/get", "resources/match",
        "resources/patch", "resources/patch/read", "resources/put", "groups/create", "groups/get",
        "groups/match", "resources/crew", "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    each(e, |shown| {
        let id = access::member(shown.body, "id").and_then(Value::as_str)?;
        let reserved = id.contains("bulkId");
        reserved.then(|| {
            shown.finding("an id contains a reserved word", "/id").expected("an id without bulkId", id)
        })
    })
}
