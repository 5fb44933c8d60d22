use super::*;
use crate::scim::Path;
use crate::scim::filter::{CompareOp, Filter};
use crate::suite::Attribute;

check! {
    /// Microsoft's validation of gallery apps flattens `/Schemas` into names of mapping targets, and misses
    /// none of those the app maps, letter case aside; `id` is exempt, and so is `password`, which Entra does
    /// not provision. A list with types, such as `emails`, gives a target for each canonical value of its
    /// `type`: `emails[type eq "work"].value`. `manager` and `members` are one name each, and roles are also
    /// found as `roles[primary eq "True"].value`.
    ///
    /// ## Why it matters
    /// A target that is not discovered fails the test Schema_Discoverability, and is not offered when the
    /// mapping of a gallery app is edited.
    ///
    /// ## Usual cause
    /// The schema documents were copied and not kept in step with what the service stores, or `type` lists no
    /// canonical values.
    ///
    /// ## How to fix
    /// Declare every attribute you document for the mapping, with `canonicalValues` on `type` where it is
    /// addressed by type. RFC 7643 §3.1 gives `externalId` to every resource, so that no schema need list it;
    /// the test does not exempt it. Declare it, exact and writable, or take the finding into the baseline.
    ///
    /// ## Fails
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"phoneNumbers","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"type","type":"string","canonicalValues":["work"]}]}]}]}
    /// (the mapping writes phoneNumbers[type eq "fax"].value)
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Schemas
    /// 200 {"Resources":[{"id":"urn:ietf:params:scim:schemas:core:2.0:User","attributes":[{"name":"phoneNumbers","type":"complex","multiValued":true,"subAttributes":[{"name":"value","type":"string"},{"name":"type","type":"string","canonicalValues":["work","fax"]}]}]}]}
    /// ```
    id: "schemas/mapping-discoverable",
    title: "every attribute of the app's mapping SHOULD be found in /Schemas",
    profile: Gallery,
    severity: Warning,
    covers: ["sch-19", "E-134", "T-Schema_Discoverability", "L-05"],
    sources: [GalleryTest("Schema_Discoverability"), Learn("schema-discovery")],
    dialects: Without,
    needs: ["discovery/schemas"],
    run: judge,
}

/// One finding for each kind of resource, and one for an `externalId`, which a lawful schema may leave out.
fn judge(e: &Evidence) -> Judged {
    let documents = Published::read(e)?;
    let suite = e.suite();
    let mut findings =
        missing(&documents, urn::USER, suite.user.attributes.iter().filter(|row| suite.writes(row)));
    if suite.sends_groups() {
        findings.extend(missing(&documents, urn::GROUP, suite.group.attributes.iter()));
    }
    Ok(findings)
}

fn missing<'a>(
    documents: &Published,
    core: &str,
    targets: impl Iterator<Item = &'a Attribute>,
) -> Vec<Finding> {
    let is_own =
        |path: &Path, name: &str| path.is_attribute(name) && path.urn.as_deref().is_none_or(urn::is_core);
    let exempt = |path: &Path| is_own(path, "id") || is_own(path, "password");
    let paths = targets.map(|target| target.target().path()).filter(|path| !exempt(path));
    let lost = paths.filter(|path| lacks(documents, core, path));
    let (common, lost): (Vec<&Path>, Vec<&Path>) = lost.partition(|path| is_own(path, "externalId"));
    let kind = if core == urn::USER { "users" } else { "groups" };
    let finding = |message: String, expected: &str, paths: &[&Path]| {
        let names: Vec<String> = paths.iter().map(ToString::to_string).collect();
        Finding::at(documents.seen.exchange, message)
            .expected(expected, format!("missing: {}", enumerate(&names)))
            .pointer("/Resources")
    };
    let mut findings = Vec::new();
    if !lost.is_empty() {
        let message = format!("attributes of the mapping of {kind} are not found in the schemas");
        findings.push(finding(message, "each attribute the suite lists", &lost));
    }
    if !common.is_empty() {
        let message = format!(
            "externalId of {kind} is mapped and not declared; the RFC allows that, Schema_Discoverability does not"
        );
        findings.push(finding(message, "externalId among the attributes of the schema", &common));
    }
    findings
}

/// Whether what the path names is not published. Where User, Group or the enterprise extension is missing altogether,
/// other checks say so.
fn lacks(documents: &Published, core: &str, path: &Path) -> bool {
    let schema = path.urn.as_deref().filter(|urn| !urn::is_core(urn)).unwrap_or(core);
    if documents.find(schema).is_none() {
        return !urn::is_core(schema) && !urn::same(schema, urn::ENTERPRISE_USER);
    }
    let Some(attribute) = documents.definition(schema, &path.name) else { return true };
    let is_whole = ["manager", "members"].iter().any(|name| path.is_attribute(name));
    let Some(sub) = path.sub.as_ref().filter(|_| !is_whole) else { return false };
    let Some(part) = documents.definition(schema, &format!("{}.{sub}", path.name)) else { return true };
    let by_type = path.filter.as_deref().and_then(wanted_type).filter(|_| part.depth > 0);
    by_type.is_some_and(|kind| !knows_type(attribute.json, kind))
}

/// The type a value filter asks for.
fn wanted_type(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::Compare(path, CompareOp::Eq, Value::String(kind)) if path.is_attribute("type") => Some(kind),
        _ => None,
    }
}

/// Whether the kind is a canonical value of the attribute's `type`.
fn knows_type(attribute: &Value, kind: &str) -> bool {
    let subs = access::member(attribute, "subAttributes").and_then(Value::as_array);
    let is_type = |sub: &&Value| text(sub, "name").is_some_and(|name| name.eq_ignore_ascii_case("type"));
    let values = subs.and_then(|subs| subs.iter().find(is_type)?.get("canonicalValues")?.as_array());
    values.is_some_and(|values| {
        values.iter().filter_map(Value::as_str).any(|value| value.eq_ignore_ascii_case(kind))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn types_are_found_among_the_canonical_values() {
        let emails =
            json!({"subAttributes": [{"name": "value"}, {"name": "type", "canonicalValues": ["Work"]}]});
        let wanted = |path: &str| {
            let path: Path = path.parse().unwrap();
            path.filter.as_deref().and_then(wanted_type).map(str::to_owned)
        };
        assert!(knows_type(&emails, &wanted("emails[type eq \"work\"].value").unwrap()));
        assert!(!knows_type(&emails, &wanted("emails[type eq \"other\"].value").unwrap()));
        assert_eq!(wanted("roles[primary eq \"True\"].value"), None);
    }
}
