use super::*;

check! {
    /// Microsoft Learn asks for the keywords of schema documents in camel case, as RFC 7643 §7 writes them:
    /// `readWrite`, `writeOnly`, `dateTime`. By the RFC, letter case does not matter.
    ///
    /// ## Why it matters
    /// For gallery apps Entra reads `/Schemas` when the mapping is edited. A keyword in another case is one it
    /// may not know, and the attribute is offered wrongly or not at all.
    ///
    /// ## Usual cause
    /// An enumeration of the programming language is written as its constants are named.
    ///
    /// ## How to fix
    /// Write the keywords in the RFC's spelling.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"title","type":"string","multiValued":false,"mutability":"READWRITE"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"title","type":"string","multiValued":false,"mutability":"readWrite"}]}]}
    /// ```
    id: "schemas/keyword-spelling",
    title: "keywords of a schema SHOULD be spelled as the RFC spells them",
    profile: Gallery,
    severity: Warning,
    covers: ["E-133"],
    sources: [Learn("schema-discovery"), Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

/// A word nobody knows is named by `schemas/attribute-definitions`.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let is_other = |word: &str| {
        let known = KEYWORDS.iter().find(|known| known.eq_ignore_ascii_case(word));
        known.is_some_and(|known| *known != word)
    };
    let other = |definition: &Definition| {
        let mut words = MEMBERS.iter().filter_map(|member| text(definition.json, member));
        words.any(is_other)
    };
    let wrong: Vec<Definition> = documents.definitions()?.into_iter().filter(other).collect();
    Ok(all_of(
        &documents,
        &wrong,
        "keywords are not spelled as the RFC spells them",
        "readWrite, dateTime, …",
    ))
}

const MEMBERS: [&str; 4] = ["type", "mutability", "returned", "uniqueness"];

const KEYWORDS: [&str; 19] = [
    "string",
    "boolean",
    "decimal",
    "integer",
    "dateTime",
    "reference",
    "binary",
    "complex",
    "readOnly",
    "readWrite",
    "immutable",
    "writeOnly",
    "always",
    "never",
    "default",
    "request",
    "none",
    "server",
    "global",
];
