use super::*;

check! {
    /// RFC 7643 §7 asks for `subAttributes` on every attribute of type `complex`; a simple attribute has no
    /// parts (§1.2). An empty list or null counts as none.
    ///
    /// ## Why it matters
    /// A mapping is made of sub-attributes: `emails[type eq "work"].value`. Those that are not listed are not
    /// offered.
    ///
    /// ## Usual cause
    /// The document is cut off at the first level, or the type was changed and the list stayed.
    ///
    /// ## How to fix
    /// List the parts of complex attributes, and give the type `complex` to what has parts.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"ims","type":"complex","multiValued":true}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"ims","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string","multiValued":false}]}]}]}
    /// ```
    id: "schemas/sub-attributes",
    title: "complex attributes SHOULD list their sub-attributes, and others have none",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-05"],
    sources: [Rfc7643("7"), Rfc7643("1.2")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let has_parts = |definition: &Definition| {
        access::member(definition.json, "subAttributes").is_some_and(|list| !expect::is_empty(list))
    };
    let is_complex =
        |definition: &Definition| keyword(definition.json, "type", "string").eq_ignore_ascii_case("complex");
    let (complex, simple): (Vec<_>, Vec<_>) = documents.definitions()?.into_iter().partition(is_complex);
    let bare: Vec<Definition> = complex.into_iter().filter(|definition| !has_parts(definition)).collect();
    let parted: Vec<Definition> = simple.into_iter().filter(has_parts).collect();
    let mut findings = all_of(
        &documents,
        &bare,
        "a complex attribute lists no sub-attributes",
        "subAttributes with its parts",
    );
    findings.extend(all_of(
        &documents,
        &parted,
        "an attribute that is not complex has sub-attributes",
        "none",
    ));
    Ok(findings)
}
