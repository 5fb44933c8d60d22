//! The bodies Entra sends, member for member in its order.

use serde_json::{Map, Value, json};

use super::Dialect;
use crate::scim::{Path, access, urn};
use crate::suite::sample::{Sampler, Version};
use crate::suite::{Attribute, AttributePath, AttributeType, Suite};

/// Members of the documented create request, in its order; others follow in the order of the suite.
const ORDER: [&str; 14] = [
    "externalId",
    "userName",
    "active",
    "displayName",
    "title",
    "preferredLanguage",
    "emails",
    "addresses",
    "phoneNumbers",
    "nickName",
    "userType",
    "locale",
    "timezone",
    "entitlements",
];

/// The `type` of every role that Entra writes.
pub const ROLE_TYPE: &str = "WindowsAzureActiveDirectoryRole";

/// A create request for a user with the listed attributes that `keep` lets through.
///
/// The enterprise URN is listed whenever the suite maps an enterprise attribute, also when none has a value;
/// `manager` is never part of it, as references flow in a later PATCH.
pub fn user(
    suite: &Suite,
    sampler: &Sampler,
    person: usize,
    version: Version,
    keep: &dyn Fn(&Attribute) -> bool,
) -> Value {
    let mut values = json!({});
    // Nothing is made up for a structure that only the app knows.
    let is_unknown =
        |a: &Attribute| a.kind == AttributeType::Complex && a.knows_no_value() && a.required != Some(true);
    let written = |a: &&Attribute| !a.is_reference() && !is_unknown(a) && suite.writes(a) && keep(a);
    for attribute in suite.user.attributes.iter().filter(written) {
        let sample = sampler.value(attribute, person, version);
        let value = if attribute.is_bare_roles() { roles(attribute, sample) } else { sample };
        access::put(&mut values, attribute.target().path(), value);
    }
    if keep_user_name(suite, keep) {
        access::put(&mut values, &Path::attribute("userName"), json!(sampler.user_name(person, version)));
    }
    user_body(suite.has_enterprise(), values)
}

/// The value of `roles` where the mapping names no part of it: a list of whole roles, as the function
/// AssertiveAppRoleAssignmentsComplex writes it (Microsoft Learn, "Customize user provisioning attribute mappings").
/// Which roles an app knows only its suite tells; a person without one has the empty list.
pub fn roles(attribute: &Attribute, sample: Value) -> Value {
    let Value::String(role) = &sample else { return sample };
    if attribute.knows_no_value() && attribute.required != Some(true) {
        return json!([]);
    }
    json!([{ "primary": false, "type": ROLE_TYPE, "display": role, "value": role }])
}

/// A create request for a user with these values, in Entra's order; `has_enterprise` lists the enterprise URN. Other
/// extensions are sent without being listed (Microsoft Learn, "Customize user provisioning attribute mappings").
pub fn user_body(has_enterprise: bool, mut values: Value) -> Value {
    refine_elements(&mut values);
    let mut schemas = vec![urn::USER];
    if has_enterprise {
        schemas.push(urn::ENTERPRISE_USER);
    }
    ordered(&schemas, "User", values)
}

/// `userName` is written whether or not the suite lists it.
fn keep_user_name(suite: &Suite, keep: &dyn Fn(&Attribute) -> bool) -> bool {
    suite.user_attribute("userName").is_none_or(keep)
}

/// The work e-mail is sent as primary unless a mapping says otherwise, a role names the type that Entra gives it,
/// and the parts of a name have their own order.
fn refine_elements(values: &mut Value) {
    if let Some(Value::Object(name)) = values.get_mut("name") {
        let mut parts = std::mem::take(name);
        for part in ["formatted", "familyName", "givenName"] {
            name.extend(parts.shift_remove_entry(part));
        }
        name.extend(parts);
    }
    if let Some(Value::Array(emails)) = values.get_mut("emails") {
        let work = |email: &&mut Map<String, Value>| email.get("type").is_some_and(|kind| kind == "work");
        for email in emails.iter_mut().filter_map(Value::as_object_mut).filter(work) {
            lead(email, [("primary", Some(json!(true))), ("type", None), ("value", None)]);
        }
    }
    if let Some(Value::Array(roles)) = values.get_mut("roles") {
        for role in roles.iter_mut().filter_map(Value::as_object_mut) {
            lead(role, [("primary", None), ("type", Some(json!(ROLE_TYPE)))]);
        }
    }
}

/// Moves members to the front, in that order; one that is missing is made where there is a value for it.
fn lead<const N: usize>(element: &mut Map<String, Value>, members: [(&str, Option<Value>); N]) {
    let mut rest = std::mem::take(element);
    for (name, missing) in members {
        if let Some(value) = rest.shift_remove(name).or(missing) {
            element.insert(name.into(), value);
        }
    }
    element.extend(rest);
}

/// `schemas`, the members that have a place, `meta`, and the others as they come.
fn ordered(schemas: &[&str], resource_type: &str, mut values: Value) -> Value {
    let mut source = values.as_object_mut().map(std::mem::take).unwrap_or_default();
    let mut body = Map::with_capacity(source.len() + 2);
    body.insert("schemas".into(), json!(schemas));
    for name in ORDER {
        if let Some(value) = source.get_mut(name) {
            body.insert(name.into(), value.take());
        }
    }
    body.insert("meta".into(), json!({ "resourceType": resource_type }));
    for (name, value) in source {
        body.entry(name).or_insert(value);
    }
    Value::Object(body)
}

/// A create request for the group of that number: without members, which follow by PATCH.
pub fn group(
    suite: &Suite,
    sampler: &Sampler,
    number: usize,
    (name, external_id): (&str, &str),
    with_adscim: bool,
) -> Value {
    let mut values = json!({ "displayName": name });
    for attribute in suite.further_of_groups() {
        access::put(
            &mut values,
            attribute.target().path(),
            sampler.group_value(attribute, number, Version::Created),
        );
    }
    if group_lists(suite, "externalId") {
        values["externalId"] = json!(external_id);
    }
    group_body(with_adscim, values)
}

/// A create request for a group with these values, in Entra's order.
pub fn group_body(with_adscim: bool, values: Value) -> Value {
    let mut schemas = vec![urn::GROUP];
    if with_adscim {
        schemas.push(urn::ADSCIM_GROUP);
    }
    ordered(&schemas, "Group", values)
}

/// Whether the suite has groups written with that attribute; without a table it is Entra's default mapping.
pub fn group_lists(suite: &Suite, path: &str) -> bool {
    suite.group.attributes.is_empty() || suite.group.attributes.iter().any(|a| a.target().same(path))
}

/// One change of a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Whether the target shows a value already (`Replace`) or none (`Add`).
    pub exists: bool,
    /// The target attribute as the mapping names it.
    pub path: String,
    /// The new value.
    pub value: Value,
}

impl Change {
    /// A new value for an attribute that has one.
    pub fn replace(path: &AttributePath, value: Value) -> Self {
        Self { exists: true, path: path.to_string(), value }
    }

    /// A value for an attribute that has none.
    pub fn add(path: &AttributePath, value: Value) -> Self {
        Self { exists: false, path: path.to_string(), value }
    }

    fn has_filter(&self) -> bool {
        self.path.contains('[')
    }
}

/// The word of an operation in a dialect: `Replace` or `replace`.
pub fn op(dialect: Dialect, word: &str) -> String {
    match dialect {
        Dialect::Compliant => word.to_lowercase(),
        Dialect::Default => word[..1].to_uppercase() + &word[1..],
    }
}

/// A PATCH request of these operations.
pub fn patch_op(operations: &[Value]) -> Value {
    json!({ "schemas": [urn::PATCH_OP], "Operations": operations })
}

/// One operation with a path.
pub fn operation(op: &str, path: &str, value: Value) -> Value {
    json!({ "op": op, "path": path, "value": value })
}

/// One operation per change, each with its path, in the words of the dialect.
pub fn operations(dialect: Dialect, changes: &[Change]) -> Vec<Value> {
    changes.iter().map(|change| single(dialect, change)).collect()
}

fn single(dialect: Dialect, change: &Change) -> Value {
    let word = op(dialect, if change.exists { "replace" } else { "add" });
    operation(&word, &change.path, in_dialect(dialect, &change.value))
}

/// A PATCH as the dialect sends these changes. With the flag, several replaced attributes without a value
/// filter travel together in one operation without a path (Microsoft Learn, "Known issues and resolutions").
pub fn patch(dialect: Dialect, changes: &[Change]) -> Value {
    let merges = |change: &&Change| dialect == Dialect::Compliant && change.exists && !change.has_filter();
    let (merged, alone): (Vec<&Change>, Vec<&Change>) = changes.iter().partition(merges);
    if merged.len() < 2 {
        return patch_op(&operations(dialect, changes));
    }
    let mut all: Vec<Value> = alone.into_iter().map(|change| single(dialect, change)).collect();
    let value: Map<String, Value> =
        merged.into_iter().map(|change| (change.path.clone(), in_dialect(dialect, &change.value))).collect();
    all.push(json!({ "op": "replace", "value": value }));
    patch_op(&all)
}

/// Booleans are strings in the default dialect.
pub fn in_dialect(dialect: Dialect, value: &Value) -> Value {
    match (dialect, value) {
        (Dialect::Default, Value::Bool(true)) => json!("True"),
        (Dialect::Default, Value::Bool(false)) => json!("False"),
        _ => value.clone(),
    }
}

/// The value of `members` when users are added: the default dialect sends an empty reference along.
pub fn members(dialect: Dialect, ids: &[&str]) -> Value {
    let member = |id: &&str| match dialect {
        Dialect::Default => json!({ "$ref": null, "value": id }),
        Dialect::Compliant => json!({ "value": id }),
    };
    ids.iter().map(member).collect()
}

/// The operation that removes one member of a group.
pub fn remove_member(dialect: Dialect, id: &str) -> Value {
    match dialect {
        Dialect::Default => operation("Remove", "members", members(dialect, &[id])),
        Dialect::Compliant => json!({ "op": "remove", "path": format!("members[value eq \"{id}\"]") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sampler(suite: &Suite) -> Sampler {
        Sampler::new(suite, "spabcdefgh", "tern.example")
    }

    #[test]
    fn the_standard_body_is_entras() {
        let suite = crate::suite::load::by_name("entra", &[]).unwrap();
        insta::assert_json_snapshot!(
            "user_standard",
            user(&suite, &sampler(&suite), 0, Version::Created, &|_| true)
        );
        insta::assert_json_snapshot!(
            "group_adscim",
            group(&suite, &sampler(&suite), 0, ("Harbour crew", "c2a4"), true)
        );
    }

    #[test]
    fn a_suite_narrows_the_body() {
        let suite = crate::suite::load::by_name("rhombus-systems", &[]).unwrap();
        insta::assert_json_snapshot!(
            "user_rhombus",
            user(&suite, &sampler(&suite), 1, Version::Created, &|_| true)
        );
    }

    #[test]
    fn the_dialects_differ_as_documented() {
        let changes = [
            Change {
                exists: true,
                path: "emails[type eq \"work\"].value".into(),
                value: json!("m@tern.example"),
            },
            Change { exists: true, path: "displayName".into(), value: json!("Mira Berg") },
            Change { exists: true, path: "name.givenName".into(), value: json!("Mira") },
            Change { exists: true, path: "active".into(), value: json!(false) },
        ];
        insta::assert_json_snapshot!("patch_default", patch(Dialect::Default, &changes));
        insta::assert_json_snapshot!("patch_compliant", patch(Dialect::Compliant, &changes));
        insta::assert_json_snapshot!(
            "members",
            [Dialect::Default, Dialect::Compliant].map(|d| [members(d, &["u-1"]), remove_member(d, "u-1")])
        );
    }
}
