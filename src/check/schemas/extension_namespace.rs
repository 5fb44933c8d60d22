use super::*;

check! {
    /// RFC 7643 §10.3 keeps `urn:ietf:params:scim:schemas:core` for schemas that were reviewed and published
    /// in an RFC. The extension of a vendor belongs elsewhere.
    ///
    /// ## Why it matters
    /// Clients treat core URNs as known and put their attributes at the top level of a resource, where an
    /// extension's are not.
    ///
    /// ## Usual cause
    /// The URN was made from that of User by changing the last word.
    ///
    /// ## How to fix
    /// Name it `urn:ietf:params:scim:schemas:extension:<name>:2.0:User`, or in a namespace of your own.
    ///
    /// ## Fails
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:core:2.0:Badge","required":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /ResourceTypes
    /// 200 {"Resources":[{"name":"User","schemaExtensions":[{"schema":"urn:ietf:params:scim:schemas:extension:badge:2.0:User","required":false}]}]}
    /// ```
    id: "schemas/extension-namespace",
    title: "an extension SHOULD NOT take a URN of the core namespace",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-15"],
    sources: [Rfc7643("10.3.1")],
    dialects: Without,
    needs: ["discovery/resource-types"],
    run: judge,
}

fn judge(e: &Evidence) -> Judged {
    const CORE: &str = "urn:ietf:params:scim:schemas:core:";
    let seen = resource_types(e)?;
    let mut findings = Vec::new();
    for (at, entry) in seen.resources().iter().enumerate() {
        for (index, extension) in extensions(entry) {
            let core = text(extension, "schema").filter(|urn| urn.to_ascii_lowercase().starts_with(CORE));
            if let Some(urn) = core {
                let at = format!("{}/schemaExtensions/{index}/schema", place(&seen, at));
                let finding = Finding::at(seen.exchange, "an extension has a URN of the core namespace");
                findings.push(finding.expected("a URN of an extension", urn).pointer(at));
            }
        }
    }
    Ok(findings)
}
