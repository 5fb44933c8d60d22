use super::*;

check! {
    /// RFC 7643 §4.2 gives a group one name for people, `displayName`.
    ///
    /// ## Why it matters
    /// Entra finds groups by it and writes it. Where it is not declared, it cannot be mapped.
    ///
    /// ## Usual cause
    /// The attribute carries another name, such as `name`, inside the service.
    ///
    /// ## How to fix
    /// Declare `displayName` in the Group schema, of type `string`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"members","type":"complex","multiValued":true}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName","type":"string","multiValued":false}]}]}
    /// ```
    id: "schemas/group-display-name",
    title: "the Group schema MUST declare displayName",
    profile: Rfc,
    severity: Error,
    covers: ["sch-10"],
    sources: [Rfc7643("4.2")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    if documents.find(urn::GROUP).is_none() && !e.suite().sends_groups() {
        let reason = "the suite says that groups are not supported";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let (at, _) = documents.need(urn::GROUP)?;
    if documents.definition(urn::GROUP, "displayName").is_some() {
        return Ok(Vec::new());
    }
    let finding = Finding::at(documents.seen.exchange, "the Group schema does not declare displayName");
    Ok(vec![finding.expected("a definition of displayName", "none").pointer(at)])
}
