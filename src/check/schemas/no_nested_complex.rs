use super::*;

check! {
    /// RFC 7643 §2.3.8 allows one level of parts: a sub-attribute is simple. The schema of schemas itself is
    /// the one exception.
    ///
    /// ## Why it matters
    /// Paths have room for one dot. What lies deeper can be neither mapped, nor filtered, nor changed alone.
    ///
    /// ## Usual cause
    /// The shape of an object in the program was written down as it is.
    ///
    /// ## How to fix
    /// Make the inner parts sub-attributes of the outer attribute, or an attribute of their own.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"office","type":"complex","multiValued":false,"subAttributes":[{"name":"site","type":"complex","multiValued":false}]}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"office","type":"complex","multiValued":false,"subAttributes":[{"name":"site","type":"string","multiValued":false}]}]}]}
    /// ```
    id: "schemas/no-nested-complex",
    title: "a complex attribute MUST NOT contain a complex sub-attribute",
    profile: Rfc,
    severity: Error,
    covers: ["sch-06"],
    sources: [Rfc7643("2.3.8")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let is_nested = |definition: &Definition| {
        definition.depth > 0
            && !urn::same(definition.schema, urn::SCHEMA)
            && keyword(definition.json, "type", "string").eq_ignore_ascii_case("complex")
    };
    let wrong: Vec<Definition> = documents.definitions()?.into_iter().filter(is_nested).collect();
    Ok(all_of(&documents, &wrong, "a sub-attribute is complex itself", "simple sub-attributes"))
}
