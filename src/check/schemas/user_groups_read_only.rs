use super::*;

check! {
    /// RFC 7643 §4.1.2 has memberships changed through the group only; `groups` of a user shows them and is
    /// `readOnly`.
    ///
    /// ## Why it matters
    /// A client that reads otherwise writes memberships to the user, and they are lost or refused.
    ///
    /// ## Usual cause
    /// The attribute has the default `mutability`.
    ///
    /// ## How to fix
    /// Declare `"mutability": "readOnly"` on `groups` of the User schema.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"groups","type":"complex","multiValued":true,"mutability":"readWrite"}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"groups","type":"complex","multiValued":true,"mutability":"readOnly"}]}]}
    /// ```
    id: "schemas/user-groups-read-only",
    title: "groups of a user MUST be declared as read-only",
    profile: Rfc,
    severity: Error,
    covers: ["sch-13"],
    sources: [Rfc7643("4.1.2")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    documents.need(urn::USER)?;
    let groups = documents.definition(urn::USER, "groups");
    let is_writable = |groups: &Definition| {
        !keyword(groups.json, "mutability", "readWrite").eq_ignore_ascii_case("readOnly")
    };
    let wrong: Vec<Definition> = groups.into_iter().filter(is_writable).collect();
    Ok(all_of(&documents, &wrong, "groups of a user are declared as writable", "mutability readOnly"))
}
