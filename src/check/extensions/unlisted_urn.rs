use super::*;

check! {
    /// Entra writes attributes of an app's own extension into their container and leaves the URN out of
    /// `schemas`. What the app's documentation lists must be stored all the same; refusing it would be lawful by
    /// the RFC.
    ///
    /// ## Why it matters
    /// Every attribute of the extension stays empty, or nobody is created.
    ///
    /// ## Usual cause
    /// Containers are read only for the URNs that `schemas` names.
    ///
    /// ## How to fix
    /// Read every container your server knows, listed or not.
    ///
    /// ## Fails
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example","urn:ietf:params:scim:schemas:extension:heron:2.0:User":{"berth":"4"}}
    /// 400 {"detail":"unexpected member"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// POST /Users {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"mira@tern.example","urn:ietf:params:scim:schemas:extension:heron:2.0:User":{"berth":"4"}}
    /// 201 {"id":"7","urn:ietf:params:scim:schemas:extension:heron:2.0:User":{"berth":"4"}}
    /// ```
    id: "extensions/unlisted-urn",
    title: "values of an app's own extension MUST be stored although the request does not list its URN",
    profile: Gallery,
    severity: Error,
    covers: ["E-56", "more-16", "more-42", "ent-22"],
    sources: [LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize attribute mappings")],
    dialects: Without,
    needs: ["extensions/custom", "extensions/custom/read", "create/plain"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    let refused = must_accept(
        e,
        "extensions/custom",
        "a create with an extension that schemas does not list is refused",
    )?;
    if !refused.is_empty() {
        return Ok(refused);
    }
    let create = e.seen("extensions/custom")?;
    let read = e.seen("extensions/custom/read")?;
    if !read.succeeded() {
        return Err(needs("the user cannot be read, which another check names"));
    }
    let containers = create.sent().as_object().into_iter().flatten();
    let lost = containers
        .filter(|(name, _)| urn::is_extension(name))
        .find(|(name, _)| attribute(&read, name).is_none_or(is_blank));
    Ok(lost
        .map(|(name, value)| {
            let finding =
                Finding::at(read.exchange, "the values of an extension that schemas does not list are lost");
            finding
                .expected(expect::quote(value), "nothing")
                .pointer(expect::pointer("", name))
                .caused_by(create.exchange)
        })
        .into_iter()
        .collect())
}

fn is_blank(container: &Value) -> bool {
    container.as_object().is_none_or(serde_json::Map::is_empty)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_container_without_members_is_blank() {
        assert!(is_blank(&json!({})) && is_blank(&json!(null)));
        assert!(!is_blank(&json!({ "department": "Hydrography" })));
    }
}
