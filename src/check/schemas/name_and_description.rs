use super::*;

check! {
    /// RFC 7643 §7 asks for `name` and `description` of a schema where they apply; both are optional, and
    /// people read them.
    ///
    /// ## Why it matters
    /// Tools for mapping show the name where an administrator chooses a schema. Without it, they show a URN.
    ///
    /// ## Usual cause
    /// The documents were generated from code that knows URNs only.
    ///
    /// ## How to fix
    /// Give each schema a short name and one sentence on what it is for.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":1,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","name":"User","description":"An account","attributes":[]}]}
    /// ```
    id: "schemas/name-and-description",
    title: "each schema SHOULD have a name and a description",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-01"],
    sources: [Rfc7643("7")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let missing =
        |document: &Value| ["name", "description"].into_iter().find(|name| text(document, name).is_none());
    let mut wrong =
        documents.documents().filter_map(|(at, document)| Some((at, document, missing(document)?)));
    let Some((at, document, missing)) = wrong.next() else { return Ok(Vec::new()) };
    let id = text(document, "id").unwrap_or("without id");
    let finding = Finding::at(documents.seen.exchange, format!("the schema {id} has no {missing}"));
    Ok(vec![finding.expected("a text for people", "nothing").pointer(at)])
}
