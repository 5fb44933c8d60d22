use super::*;

check! {
    /// RFC 7643 §2.1 compares attribute names without regard to case. Two definitions of one name in one
    /// schema contradict each other.
    ///
    /// ## Why it matters
    /// Which of the two a client takes is chance: one maps a text, the other a list.
    ///
    /// ## Usual cause
    /// An attribute was added by hand beside the one a library declares already.
    ///
    /// ## How to fix
    /// Keep one definition of each name.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"nickName","type":"string","multiValued":false},{"name":"nickname","type":"string","multiValued":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"nickName","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/unique-names",
    title: "a schema SHOULD declare an attribute name once, whatever its letter case",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-08"],
    sources: [Rfc7643("2.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let mut known = std::collections::BTreeSet::new();
    let is_again = |definition: &Definition| {
        let document = definition.pointer.split("/attributes/").next().unwrap_or_default().to_owned();
        !known.insert((document, definition.name.to_lowercase()))
    };
    let mut all = documents.definitions()?;
    all.retain(|definition| text(definition.json, "name").is_some());
    let wrong: Vec<Definition> = all.into_iter().filter(is_again).collect();
    Ok(all_of(&documents, &wrong, "an attribute is declared twice", "one definition of each name"))
}
