use super::*;
use crate::scim::Path;

check! {
    /// Microsoft Learn has custom attributes mapped under
    /// `urn:ietf:params:scim:schemas:extension:<name>:2.0:User`. Other URNs are lawful SCIM, but not what
    /// Entra's mapping accepts.
    ///
    /// ## Why it matters
    /// An administrator who adds an attribute of the extension to the mapping has to write it in this form. In
    /// another one it cannot be provisioned.
    ///
    /// ## Usual cause
    /// The URN was made up before anybody thought of Entra, such as `urn:vendor:user`.
    ///
    /// ## How to fix
    /// Rename the extension to a URN of this form. One that Entra is never to write may keep its name; take
    /// the finding into the baseline.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":[{"schema":"urn:tern:badge","required":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:badge:2.0:User","required":false}]}]}
    /// ```
    id: "schemas/extension-urn",
    title: "an extension of users SHOULD follow Entra's form of URN",
    profile: Gallery,
    severity: Warning,
    covers: ["E-138"],
    sources: [LearnPage("entra/identity/app-provisioning/customize-application-attributes", "Customize user provisioning attribute-mappings")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

/// An extension in the core namespace is named by `schemas/extension-namespace`.
fn judge(e: &Evidence) -> Judged {
    let seen = resource_types(e)?;
    let is_user = |(_, entry): &(usize, &Value)| {
        text(entry, "schema").is_some_and(|schema| urn::same(schema, urn::USER))
    };
    let Some((at, user)) = seen.resources().iter().enumerate().find(is_user) else {
        return Err(named_elsewhere("there is no resource type for users"));
    };
    let at = format!("{}/schemaExtensions", place(&seen, at));
    let urns = extensions(user).filter_map(|(_, extension)| text(extension, "schema"));
    let finding = |urn: &str| {
        Finding::at(seen.exchange, "an extension of users has a URN that Entra does not map")
            .expected("urn:ietf:params:scim:schemas:extension:<name>:2.0:User", urn)
            .pointer(at.clone())
    };
    let odd = urns.filter(|urn| !fits(&urn.to_ascii_lowercase()) && !is_mapped(e, urn));
    Ok(odd.map(finding).collect())
}

/// Whether the mapping of the app names the URN, whatever its form: then Entra knows it.
fn is_mapped(e: &Evidence, urn: &str) -> bool {
    let own = |path: &Path| path.urn.as_deref().is_some_and(|own| urn::same(own, urn));
    e.suite().user.attributes.iter().any(|attribute| own(attribute.target().path()))
}

fn fits(urn: &str) -> bool {
    let name = urn.strip_prefix("urn:ietf:params:scim:schemas:extension:");
    let name = name.and_then(|rest| rest.strip_suffix(":2.0:user"));
    urn.starts_with("urn:ietf:params:scim:schemas:core:") || name.is_some_and(|name| !name.is_empty())
}
