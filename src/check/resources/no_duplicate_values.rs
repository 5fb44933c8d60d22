use super::*;

check! {
    /// RFC 7643 §2.4 asks servers not to return the same combination of `type` and `value` more than once. A
    /// create that sends one twice is refused, or stored once.
    ///
    /// ## Why it matters
    /// A PATCH with a value filter hits both, or only one of them, and the other stays for ever.
    ///
    /// ## Usual cause
    /// Values are appended without looking whether they are there.
    ///
    /// ## How to fix
    /// Make type and value unique per user.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","emails":[{"value":"quay@tern.example","type":"work"},{"value":"quay@tern.example","type":"work"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/7
    /// 200 {"id":"7","emails":[{"value":"quay@tern.example","type":"work"}]}
    /// ```
    id: "resources/no-duplicate-values",
    title: "a multi-valued attribute SHOULD NOT show the same type and value twice",
    profile: Rfc,
    severity: Warning,
    covers: ["res-24"],
    sources: [Rfc7643("2.4")],
    dialects: Without,
    needs: [
        "create/same-twice", "create/same-twice/read", "users/create", "users/get", "users/match",
        "resources/create", "resources/get", "resources/match", "resources/patch", "resources/patch/read",
        "resources/put", "groups/create", "groups/get", "groups/match", "resources/crew",
        "resources/crew/read",
    ],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    e.seen("create/same-twice")?;
    let own =
        made(e, "create/same-twice")?.into_iter().flat_map(|seen| resources_of(&seen, ResourceType::User));
    let found = own.chain(shown(e)?).find_map(|shown| {
        let (name, at) = lists(shown.body)
            .into_iter()
            .find_map(|(name, items)| Some((name.to_owned(), repeated(items)?)))?;
        let finding = shown.finding(format!("{name} holds a type and value twice"), &format!("/{name}/{at}"));
        Some(finding.expected("every combination once", "one of them twice"))
    });
    Ok(found.into_iter().collect())
}

/// The first element that has both type and value of another.
fn repeated(items: &[Value]) -> Option<usize> {
    let key = |item: &Value| {
        let value = access::member(item, "value")?.as_str()?.to_owned();
        Some((value, access::member(item, "type").and_then(Value::as_str).map(str::to_lowercase)))
    };
    let keys: Vec<_> = items.iter().map(key).collect();
    (1..keys.len()).find(|at| keys[*at].is_some() && keys[..*at].contains(&keys[*at]))
}
