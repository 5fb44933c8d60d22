use super::*;

check! {
    /// RFC 7643 §2.4 shows the values of a multi-valued attribute as a JSON array, also a single one. An
    /// attribute that is not multi-valued is no array. Null, or nothing, is fine for both.
    ///
    /// ## Why it matters
    /// A client that expects a list cannot read an object, and the other way round; usually all of the
    /// resource is lost with it.
    ///
    /// ## Usual cause
    /// A serializer turns lists of one into their element, or the schema document says something else than the
    /// code.
    ///
    /// ## How to fix
    /// Show arrays where `multiValued` is true, and set it as the service shows the attribute.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:core:2.0:Group
    /// 200 {"attributes":[{"name":"members","type":"complex","multiValued":true}]}
    /// GET /Groups/3
    /// 200 {"id":"3","displayName":"Harbour crew","members":{"value":"7"}}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas/urn:ietf:params:scim:schemas:core:2.0:Group
    /// 200 {"attributes":[{"name":"members","type":"complex","multiValued":true}]}
    /// GET /Groups/3
    /// 200 {"id":"3","displayName":"Harbour crew","members":[{"value":"7"}]}
    /// ```
    id: "schemas/plurality",
    title: "multi-valued attributes MUST be shown as lists, and others not",
    profile: Rfc,
    severity: Error,
    covers: ["sch-22"],
    sources: [Rfc7643("2.4"), Rfc7643("2.5")],
    dialects: Without,
    needs: ["discovery/schemas", "users/create", "users/get", "users/match", "groups/create", "groups/get", "members/add-several/read", "discovery/get"],
    run: judge,
}

/// An empty list is no value, whatever the plurality; the form of `manager` has a check of its own.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let facts = shown::facts(e, &documents)?;
    Ok(shown::once_each(&facts, |fact| {
        let is_many = access::member(fact.definition?, "multiValued")?.as_bool()?;
        let is_own = fact.path.to_lowercase().ends_with(":manager");
        if expect::is_empty(fact.value) || is_own || fact.value.is_array() == is_many {
            return None;
        }
        let (message, expected) = if is_many {
            ("is declared as multi-valued and not shown as a list", "a JSON array")
        } else {
            ("is shown as a list and not declared as multi-valued", "a single value")
        };
        Some(
            Finding::at(fact.exchange, format!("{} {message}", fact.path))
                .expected(expected, expect::quote(fact.value))
                .pointer(fact.pointer.clone()),
        )
    }))
}
