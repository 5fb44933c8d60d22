use super::*;

check! {
    /// RFC 7644 §3.1 keeps the URNs of messages (ListResponse, PatchOp, Error and others) apart: they mark the
    /// body of a request or answer and are not discoverable at `/Schemas`.
    ///
    /// ## Why it matters
    /// Tools that offer each listed schema as a kind of resource, or each attribute as a mapping target, then
    /// offer `Operations` and `totalResults`.
    ///
    /// ## Usual cause
    /// The list is filled from all classes of the SCIM library, messages included.
    ///
    /// ## How to fix
    /// List only schemas of resources and their extensions.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":2,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"},{"id":"urn:ietf:params:scim:api:messages:2.0:PatchOp"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"totalResults":2,"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User"},{"id":"urn:ietf:params:scim:schemas:core:2.0:Group"}]}
    /// ```
    id: "discovery/no-message-schemas",
    title: "/Schemas MUST NOT offer the schemas of protocol messages",
    profile: Rfc,
    severity: Error,
    covers: ["disc-17"],
    sources: [Rfc7644("3.1"), Rfc7644("4")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    const MESSAGES: &str = "urn:ietf:params:scim:api:messages:";
    let seen = list(e, "discovery/schemas", "/Schemas")?;
    let is_message = |id: &str| id.to_ascii_lowercase().starts_with(MESSAGES);
    let entries = seen.resources().iter().enumerate();
    let mut wrong =
        entries.filter_map(|(at, entry)| text(entry, "id").filter(|id| is_message(id)).map(|id| (at, id)));
    let Some((at, id)) = wrong.next() else { return Ok(Vec::new()) };
    let finding = Finding::at(seen.exchange, "the schema of a protocol message is offered");
    Ok(vec![finding.expected("schemas of resources only", id).pointer(format!("{}/id", place(&seen, at)))])
}
