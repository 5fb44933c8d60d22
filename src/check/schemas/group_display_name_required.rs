use super::*;

check! {
    /// RFC 7643 §4.2 calls `displayName` of a group required. The RFC's own example in §8.7.1 first said
    /// otherwise and was corrected by erratum 5368, so a copy of it is a warning and no error.
    ///
    /// ## Why it matters
    /// A client that may leave the name out creates groups nobody can tell apart, and Entra matches groups by
    /// their name.
    ///
    /// ## Usual cause
    /// The definition was copied from the RFC before it was corrected.
    ///
    /// ## How to fix
    /// Set `required` of `displayName` to true in the Group schema, and refuse groups without a name.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName","type":"string","required":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:Group","attributes":[{"name":"displayName","type":"string","required":true}]}]}
    /// ```
    id: "schemas/group-display-name-required",
    title: "the Group schema SHOULD declare displayName as required",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-10", "grp-03"],
    sources: [Rfc7643("4.2"), Rfc7643("8.7.1")],
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
    documents.need(urn::GROUP)?;
    let Some(definition) = documents.definition(urn::GROUP, "displayName") else {
        return Err(named_elsewhere("the Group schema does not declare displayName"));
    };
    if flag(definition.json, "required") {
        return Ok(Vec::new());
    }
    let actual =
        access::member(definition.json, "required").map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(documents.seen.exchange, "displayName of groups is not declared as required");
    Ok(vec![finding.expected("true", actual).pointer(format!("{}/required", definition.pointer))])
}
