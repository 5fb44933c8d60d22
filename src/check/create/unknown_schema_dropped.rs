use super::*;

check! {
    /// RFC 7643 §3 allows in `schemas` only what the resource type declares. A create that lists something else
    /// is refused with a 4xx, or what is unknown is dropped.
    ///
    /// ## Why it matters
    /// Clients read from `schemas` which attributes to expect, and look for an extension that is not there.
    ///
    /// ## Usual cause
    /// `schemas` is stored as it was sent.
    ///
    /// ## How to fix
    /// Build `schemas` from the extensions the resource has values of.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:params:scim:schemas:extension:moorings:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:params:scim:schemas:extension:moorings:2.0:User"],"id":"7"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:example:params:scim:schemas:extension:moorings:2.0:User"],"userName":"mira@tern.example"}
    /// 201 {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"7"}
    /// ```
    id: "create/unknown-schema-dropped",
    title: "a schema the server does not know MUST NOT show up in a resource",
    profile: Rfc,
    severity: Error,
    covers: ["post-15"],
    sources: [Rfc7643("3"), Rfc7643("3.3")],
    dialects: Without,
    needs: ["create/unknown-schema", "create/unknown-schema/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let seen = e.seen("create/unknown-schema")?;
    if let Some(finding) =
        server_error(e, &seen, "a create with an unknown schema is a server error", "4xx or 201")?
    {
        return Ok(vec![finding]);
    }
    if refused(e, &seen)? {
        return Ok(Vec::new());
    }
    let unknown = |schema: &Value| schema.as_str().is_some_and(|schema| schema.contains(":moorings:"));
    let lists = |seen: &Seen| {
        attribute(seen, "schemas").and_then(Value::as_array).is_some_and(|all| all.iter().any(unknown))
    };
    let listed = made(e, "create/unknown-schema")?.into_iter().find(lists);
    Ok(listed
        .map(|seen| {
            let finding =
                Finding::at(seen.exchange, "the resource lists a schema that only the request named");
            finding
                .expected("schemas of the resource type", told(attribute(&seen, "schemas")))
                .pointer("/schemas")
        })
        .into_iter()
        .collect())
}
