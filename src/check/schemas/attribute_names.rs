use super::*;

check! {
    /// RFC 7643 §2.1 gives the grammar of attribute names. `$ref` is the one name of the RFC that begins
    /// otherwise.
    ///
    /// ## Why it matters
    /// The name stands in paths and filters. With a blank or a dot in it, no PATCH and no filter can address
    /// the attribute.
    ///
    /// ## Usual cause
    /// Labels of a form, or columns of a database, became names.
    ///
    /// ## How to fix
    /// Name the attribute in camel case, such as `badgeNumber`, and put the label into `description`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"badge number","type":"string","multiValued":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"badgeNumber","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/attribute-names",
    title: "attribute names MUST begin with a letter and hold letters, digits, -, _ and $ only",
    profile: Rfc,
    severity: Error,
    covers: ["sch-04"],
    sources: [Rfc7643("2.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

/// A definition without a name is named by `schemas/attribute-definitions`.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let breaks = |definition: &Definition| text(definition.json, "name").is_some_and(|name| !is_name(name));
    let wrong: Vec<Definition> = documents.definitions()?.into_iter().filter(breaks).collect();
    Ok(all_of(
        &documents,
        &wrong,
        "an attribute has a name that cannot stand in a path",
        "a name such as badgeNumber",
    ))
}

fn is_name(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "$-_".contains(c);
    name == "$ref" || (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_part))
}
