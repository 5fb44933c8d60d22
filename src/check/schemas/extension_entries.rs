use super::*;

check! {
    /// RFC 7643 §6 defines each extension of a resource type by `schema`, its URN, and `required`, a boolean.
    /// A single object instead of a list is accepted, as the RFC's own definition first had it so.
    ///
    /// ## Why it matters
    /// A client has to know whether it may create a resource without the extension. Without `required` it has
    /// to guess.
    ///
    /// ## Usual cause
    /// The list holds bare URNs, or `required` was left out because it is false.
    ///
    /// ## How to fix
    /// Write each entry as `{"schema": "urn:…", "required": false}`.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}]}]}
    /// ```
    id: "schemas/extension-entries",
    title: "schemaExtensions MUST be a list of entries with schema and required",
    profile: Rfc,
    severity: Error,
    covers: ["sch-17"],
    sources: [Rfc7643("6")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let entries = seen.resources().iter().enumerate();
    let wrong = entries.filter_map(|(at, entry)| {
        let extensions = access::member(entry, "schemaExtensions").filter(|value| !value.is_null())?;
        (!is_right(extensions)).then_some((at, entry, extensions))
    });
    let finding = |(at, entry, extensions): (usize, &Value, &Value)| {
        Finding::at(seen.exchange, format!("schemaExtensions of {} are not right", name_of(entry)))
            .expected("a list of entries with schema and required", expect::quote(extensions))
            .pointer(format!("{}/schemaExtensions", place(&seen, at)))
    };
    Ok(wrong.map(finding).collect())
}

fn is_right(extensions: &Value) -> bool {
    let entry_is_right = |entry: &Value| {
        text(entry, "schema").is_some() && access::member(entry, "required").is_some_and(Value::is_boolean)
    };
    match extensions {
        Value::Array(entries) => entries.iter().all(entry_is_right),
        single => entry_is_right(single),
    }
}
