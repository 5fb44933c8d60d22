use super::*;

check! {
    /// RFC 7643 §7 gives schema documents a `schemas` member with
    /// `urn:ietf:params:scim:schemas:core:2.0:Schema`.
    ///
    /// ## Why it matters
    /// It is what tells a generic client that the document is a schema, and how to read it.
    ///
    /// ## Usual cause
    /// The member holds the URN of the schema that is described, which belongs into `id`.
    ///
    /// ## How to fix
    /// Write `"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"]` into every document.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Schema"],"id":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    id: "schemas/schema-urn",
    title: "each schema document MUST name the Schema schema in schemas",
    profile: Rfc,
    severity: Error,
    covers: ["sch-02"],
    sources: [Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let mut wrong = documents.documents().filter(|(_, document)| !names_schema(document, urn::SCHEMA));
    let Some((at, document)) = wrong.next() else { return Ok(Vec::new()) };
    let actual = access::member(document, "schemas").map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(documents.seen.exchange, "a schema document does not name its own schema");
    Ok(vec![finding.expected(urn::SCHEMA, actual).pointer(format!("{at}/schemas"))])
}
