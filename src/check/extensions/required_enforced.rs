use super::*;

check! {
    /// RFC 7643 §6 lets a resource type call an extension required: then every resource has it, with its required
    /// attributes. A create without it is refused with 400, or the server adds the values itself.
    ///
    /// ## Why it matters
    /// An app that relies on the extension breaks on the first account that lacks it.
    ///
    /// ## Usual cause
    /// The flag is written in /ResourceTypes and read by nobody.
    ///
    /// ## How to fix
    /// Validate required extensions as you validate required attributes.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"id":"7","userName":"mira@tern.example"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example"}
    /// 400 {"status":"400","scimType":"invalidValue","detail":"the extension is required"}
    /// ```
    id: "extensions/required-enforced",
    title: "a create without a required extension MUST be refused, or the extension filled in",
    profile: Rfc,
    severity: Error,
    covers: ["ext-06"],
    sources: [Rfc7643("6"), Rfc7644("3.12")],
    dialects: Without,
    needs: ["extensions/incomplete", "extensions/incomplete/read", "extensions/custom", "resources/types", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let create = e.seen("extensions/incomplete")?;
    let types = e.seen("resources/types")?;
    let Some(required) = required_by(&types, &create) else {
        return Err(Unjudged::not_shown("/ResourceTypes calls none of the extensions left out required"));
    };
    if !create.succeeded() {
        accepted(e, "extensions/custom")?;
        let message = "a create without a required extension is a server error";
        return Ok(server_error(e, &create, message, "400")?.into_iter().collect());
    }
    let filled = made(e, "extensions/incomplete")?.iter().any(|seen| attribute(seen, required).is_some());
    if filled {
        return Ok(Vec::new());
    }
    let finding = Finding::at(create.exchange, "a user without a required extension exists");
    Ok(vec![finding.expected(format!("400, or a user with {required}"), expect::answer(create.exchange))])
}

/// An extension of users that is required and that the request left out.
fn required_by<'a>(types: &Seen<'a>, create: &Seen) -> Option<&'a str> {
    let users = types.resources().iter().find(|t| {
        access::member(t, "endpoint")
            .and_then(Value::as_str)
            .is_some_and(|endpoint| endpoint.trim_end_matches('/').ends_with("/Users"))
    })?;
    let extensions = access::member(users, "schemaExtensions")?.as_array()?;
    let required = extensions.iter().filter(|x| access::member(x, "required") == Some(&Value::Bool(true)));
    let urns = required.filter_map(|x| access::member(x, "schema")?.as_str());
    urns.into_iter().find(|id| access::member(create.sent(), id).is_none())
}
