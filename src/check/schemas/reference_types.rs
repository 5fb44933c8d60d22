use super::*;

check! {
    /// RFC 7643 §7 defines `referenceTypes` for attributes of type `reference`: the kinds of resource,
    /// `external` or `uri`.
    ///
    /// ## Why it matters
    /// It tells a client what lies at the other end: whether a manager is a user, or a link leads out of the
    /// service.
    ///
    /// ## Usual cause
    /// The type was set to `reference` because the value is an address, and nothing more was thought of.
    ///
    /// ## How to fix
    /// Name the kinds, such as `["User"]` for a manager and `["external"]` for a picture.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"profileUrl","type":"reference","multiValued":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"profileUrl","type":"reference","multiValued":false,"referenceTypes":["external"]}]}]}
    /// ```
    id: "schemas/reference-types",
    title: "reference attributes SHOULD list their referenceTypes",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-07"],
    sources: [Rfc7643("7"), Rfc7643("2.3.7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let lacks = |definition: &Definition| {
        let kinds = access::member(definition.json, "referenceTypes").and_then(Value::as_array);
        keyword(definition.json, "type", "string").eq_ignore_ascii_case("reference")
            && kinds.is_none_or(Vec::is_empty)
    };
    let wrong: Vec<Definition> = documents.definitions()?.into_iter().filter(lacks).collect();
    Ok(all_of(
        &documents,
        &wrong,
        "a reference does not say what it refers to",
        "referenceTypes with at least one kind",
    ))
}
