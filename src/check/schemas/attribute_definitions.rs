use super::*;

check! {
    /// RFC 7643 §7 requires `name`, `type` and `multiValued` of each attribute, and lists the values of
    /// `type`, `mutability`, `returned` and `uniqueness`. What else is absent counts as the default of §2.2;
    /// letter case is left aside here.
    ///
    /// ## Why it matters
    /// Entra and other tools decide by these words what can be mapped and how it is written. A word they do
    /// not know makes them drop the attribute, or the schema.
    ///
    /// ## Usual cause
    /// The words of a programming language or of a database are used: `text`, `bool`, `read-only`.
    ///
    /// ## How to fix
    /// Use the words of RFC 7643 §7, and JSON booleans for `multiValued`, `required` and `caseExact`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"title","type":"text","multiValued":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"title","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/attribute-definitions",
    title: "each attribute definition MUST have a name, a type, a plurality and known keywords",
    profile: Rfc,
    severity: Error,
    covers: ["sch-03"],
    sources: [Rfc7643("2.2"), Rfc7643("7"), Rfc7643("8.7.2")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

/// One finding for each member of which something is wrong.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let definitions = documents.definitions()?;
    let mut findings = Vec::new();
    for (member, is_due, expected) in MEMBERS {
        let wrong: Vec<Definition> =
            definitions.iter().filter(|one| !is_right(one.json, member, is_due, expected)).cloned().collect();
        findings.extend(all_of(
            &documents,
            &wrong,
            &format!("{member} of an attribute is not right"),
            expected,
        ));
    }
    Ok(findings)
}

const MEMBERS: [(&str, bool, &str); 8] = [
    ("name", true, "a text"),
    ("type", true, "string, boolean, decimal, integer, dateTime, reference, binary, complex"),
    ("multiValued", true, "true or false"),
    ("required", false, "true or false"),
    ("caseExact", false, "true or false"),
    ("mutability", false, "readOnly, readWrite, immutable, writeOnly"),
    ("returned", false, "always, never, default, request"),
    ("uniqueness", false, "none, server, global"),
];

fn is_right(definition: &Value, member: &str, is_due: bool, expected: &str) -> bool {
    match access::member(definition, member).filter(|value| !value.is_null()) {
        None => !is_due,
        Some(Value::Bool(_)) => expected == "true or false",
        Some(Value::String(word)) if expected == "a text" => !word.is_empty(),
        Some(Value::String(word)) => expected.split(", ").any(|known| known.eq_ignore_ascii_case(word)),
        Some(_) => false,
    }
}
