use super::*;

check! {
    /// RFC 7643 §3.1 defines `id`, `externalId` and `meta` for all resources. A schema may list them, with the
    /// same characteristics: `id` exact, read-only and always returned, `externalId` exact and writable,
    /// `meta` read-only.
    ///
    /// ## Why it matters
    /// A client that reads of a writable `id` sends one; one that reads that the case of `externalId` does not
    /// matter finds the wrong account.
    ///
    /// ## Usual cause
    /// They were added to the schema for the sake of a tool, with the defaults of all attributes.
    ///
    /// ## How to fix
    /// Copy the characteristics of RFC 7643 §3.1, or leave the attributes out.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"id","type":"string","mutability":"readWrite","caseExact":false}]}]}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"id","type":"string","mutability":"readOnly","caseExact":true,"returned":"always"}]}]}
    /// ```
    id: "schemas/common-attributes",
    title: "id, externalId and meta SHOULD be declared as the RFC defines them, where a schema lists them",
    profile: Rfc,
    severity: Warning,
    covers: ["sch-12"],
    sources: [Rfc7643("3.1")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

/// Of core schemas: in an extension these names are attributes of its own.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let mut findings = Vec::new();
    for (name, member, default, due) in RULES {
        let breaks = |one: &Definition| {
            urn::is_core(one.schema)
                && one.name.eq_ignore_ascii_case(name)
                && !keyword(one.json, member, default).eq_ignore_ascii_case(due)
        };
        let wrong: Vec<Definition> = documents.of_resources()?.into_iter().filter(breaks).collect();
        findings.extend(all_of(&documents, &wrong, &format!("{member} of {name} is not {due}"), due));
    }
    Ok(findings)
}

/// Attribute, characteristic, what its absence means, and what it has to be.
const RULES: [(&str, &str, &str, &str); 6] = [
    ("id", "caseExact", "false", "true"),
    ("id", "mutability", "readWrite", "readOnly"),
    ("id", "returned", "default", "always"),
    ("externalId", "caseExact", "false", "true"),
    ("externalId", "mutability", "readWrite", "readWrite"),
    ("meta", "mutability", "readWrite", "readOnly"),
];
