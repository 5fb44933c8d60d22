use super::*;

check! {
    /// RFC 7643 §6 has a resource type list its extensions. Where the app's mapping writes attributes of the
    /// enterprise extension, its URN is to stand in `schemaExtensions` of User.
    ///
    /// ## Why it matters
    /// A client that goes by `/ResourceTypes` does not send department or manager to a service that does not
    /// name the extension.
    ///
    /// ## Usual cause
    /// The extension is handled in code, and the discovery document still shows the plain User.
    ///
    /// ## How to fix
    /// Add `{"schema": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "required": false}` to
    /// the extensions of User.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User"}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","endpoint":"/Users","schema":"urn:ietf:params:scim:schemas:core:2.0:User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","required":false}]}]}
    /// ```
    id: "schemas/enterprise-declared",
    title: "the User resource type SHOULD name the enterprise extension where it is mapped",
    profile: Gallery,
    severity: Warning,
    covers: ["sch-18"],
    sources: [Rfc7643("6"), Inferred],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    if !e.suite().has_enterprise() {
        let reason = "the suite lists no attribute of the enterprise extension";
        return Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()));
    }
    let seen = resource_types(e)?;
    let is_user = |(_, entry): &(usize, &Value)| {
        text(entry, "schema").is_some_and(|schema| urn::same(schema, urn::USER))
    };
    let Some((at, user)) = seen.resources().iter().enumerate().find(is_user) else {
        return Err(named_elsewhere("there is no resource type for users"));
    };
    let mut named = extensions(user).filter_map(|(_, extension)| extension_urn(extension));
    if named.any(|urn| urn::same(urn, urn::ENTERPRISE_USER)) {
        return Ok(Vec::new());
    }
    let actual = access::member(user, "schemaExtensions").map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(seen.exchange, "the resource type User does not name the enterprise extension");
    let at = format!("{}/schemaExtensions", place(&seen, at));
    Ok(vec![finding.expected(urn::ENTERPRISE_USER, actual).pointer(at)])
}

/// An entry that is a bare URN is another check's matter.
fn extension_urn(extension: &Value) -> Option<&str> {
    text(extension, "schema").or(extension.as_str())
}
