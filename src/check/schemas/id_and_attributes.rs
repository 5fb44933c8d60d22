use super::*;

check! {
    /// RFC 7643 §7 requires two members of a schema document: `id`, the URI by which resources name it, and
    /// `attributes`.
    ///
    /// ## Why it matters
    /// Everything else refers to the `id`. A document without it, or without attributes, describes nothing.
    ///
    /// ## Usual cause
    /// Attributes are only written when somebody asks for one schema, or the `id` is a number of the database.
    ///
    /// ## How to fix
    /// Put the URN into `id`, and list the attributes in every document, in the list as well.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"userName","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/id-and-attributes",
    title: "each schema MUST have an id and a list of attributes",
    profile: Rfc,
    severity: Error,
    covers: ["sch-01"],
    sources: [Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    Ok(documents.documents().filter_map(|(at, document)| wrong(&documents, &at, document)).take(1).collect())
}

fn wrong(documents: &Published, at: &str, document: &Value) -> Option<Finding> {
    let finding = |message: &str, name: &str, expected: &str| {
        let value = access::member(document, name);
        let actual = value.map_or_else(|| "nothing".to_owned(), expect::quote);
        Finding::at(documents.seen.exchange, message)
            .expected(expected, actual)
            .pointer(format!("{at}/{name}"))
    };
    if !text(document, "id").is_some_and(|id| id.contains(':')) {
        return Some(finding("the id of a schema is no URI", "id", "a URN"));
    }
    let has_list = access::member(document, "attributes").is_some_and(Value::is_array);
    (!has_list).then(|| finding("a schema lists no attributes", "attributes", "a list of attributes"))
}
