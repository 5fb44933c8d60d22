use super::*;

check! {
    /// Microsoft Learn asks for schema documents without null values. By RFC 7643 §2.5 null and absence are
    /// the same.
    ///
    /// ## Why it matters
    /// For gallery apps Entra reads the documents when the mapping is edited, and has failed on nulls.
    ///
    /// ## Usual cause
    /// The serializer writes unset members.
    ///
    /// ## How to fix
    /// Leave unset members out of the documents.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"title","type":"string","multiValued":false,"canonicalValues":null}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"attributes":[{"name":"title","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/no-nulls",
    title: "/Schemas SHOULD hold no null",
    profile: Gallery,
    severity: Warning,
    covers: ["E-132"],
    sources: [Learn("schema-discovery")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let found = documents.documents().find_map(|(at, document)| null_in(document, &at));
    let Some(pointer) = found else { return Ok(Vec::new()) };
    let finding = Finding::at(documents.seen.exchange, "a schema document holds null");
    Ok(vec![finding.expected("members with a value only", "null").pointer(pointer)])
}

/// Where the first null stands.
fn null_in(value: &Value, at: &str) -> Option<String> {
    match value {
        Value::Null => Some(at.to_owned()),
        Value::Array(items) => {
            items.iter().enumerate().find_map(|(index, item)| null_in(item, &format!("{at}/{index}")))
        }
        Value::Object(members) => {
            members.iter().find_map(|(name, value)| null_in(value, &expect::pointer(at, name)))
        }
        _ => None,
    }
}
