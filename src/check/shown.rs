//! Resources as the tenant showed them, beside the definitions of their attributes.

use serde_json::Value;

use super::discovery::{names_schema, text};
use super::published::Published;
use super::{Evidence, Finding, Unjudged, expect};
use crate::http::Exchange;
use crate::scim::{access, urn};

/// A value a resource shows.
pub(super) struct Fact<'a> {
    /// The attribute: `emails.value`, with the URN in front where it belongs to an extension.
    pub(super) path: String,
    /// Where it was shown.
    pub(super) exchange: &'a Exchange,
    /// Where it stands in the answer.
    pub(super) pointer: String,
    /// Its definition, where the schema has one.
    pub(super) definition: Option<&'a Value>,
    /// Whether it is part of a complex attribute.
    pub(super) is_sub: bool,
    /// The value.
    pub(super) value: &'a Value,
}

/// Attributes of every resource that no schema need declare (RFC 7643 §3.1).
const COMMON: [&str; 4] = ["schemas", "id", "externalId", "meta"];

/// The answers that show whole users and groups; reads come first, as they are easily repeated.
const READS: [&str; 7] = [
    "users/get",
    "discovery/get",
    "groups/get",
    "members/add-several/read",
    "users/match",
    "users/create",
    "groups/create",
];

/// The users and groups that were shown, each with its exchange and its place in the answer.
pub(super) fn resources<'a>(e: &Evidence<'a>) -> Vec<(&'a Exchange, String, &'a Value)> {
    let answers = READS.iter().flat_map(|step| e.everywhere(step)).filter(|exchange| exchange.succeeded());
    answers.flat_map(of_answer).collect()
}

fn of_answer(exchange: &Exchange) -> Vec<(&Exchange, String, &Value)> {
    let Some(body) = exchange.json().filter(|body| body.is_object()) else { return Vec::new() };
    match access::member(body, "Resources") {
        None => vec![(exchange, String::new(), body)],
        Some(list) => {
            let entries = list.as_array().into_iter().flatten().enumerate();
            entries.map(|(at, resource)| (exchange, format!("/Resources/{at}"), resource)).collect()
        }
    }
}

/// Every value that was shown of an attribute whose schema is published.
pub(super) fn facts<'a>(e: &Evidence<'a>, documents: &Published<'a>) -> Result<Vec<Fact<'a>>, Unjudged> {
    let mut found = Vec::new();
    for (exchange, at, resource) in resources(e) {
        let core = core_of(documents, resource);
        for (name, value) in resource.as_object().into_iter().flatten() {
            let pointer = expect::pointer(&at, name);
            if urn::is_extension(name) {
                let schema = documents.find(name).map(|(_, schema)| schema);
                members(exchange, (name, &pointer), schema, value, &mut found);
            } else if let (Some(core), false) = (core, is_common(name)) {
                attribute(
                    exchange,
                    name.clone(),
                    pointer,
                    named(core, name, "attributes"),
                    value,
                    &mut found,
                );
            }
        }
    }
    if found.is_empty() {
        return Err(Unjudged::not_shown("no user or group was shown whose schema is published"));
    }
    Ok(found)
}

fn is_common(name: &str) -> bool {
    COMMON.iter().any(|common| common.eq_ignore_ascii_case(name))
}

/// The published core schema that the resource names.
fn core_of<'a>(documents: &Published<'a>, resource: &Value) -> Option<&'a Value> {
    let core = [urn::USER, urn::GROUP].into_iter().find(|core| names_schema(resource, core))?;
    documents.find(core).map(|(_, schema)| schema)
}

/// The definition of that name in a schema or in a complex attribute.
fn named<'a>(owner: &'a Value, name: &str, list: &str) -> Option<&'a Value> {
    let list = access::member(owner, list).and_then(Value::as_array)?;
    list.iter().find(|definition| text(definition, "name").is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

/// The attributes of an extension's container; one of a schema nobody publishes is not judged here.
fn members<'a>(
    exchange: &'a Exchange,
    (urn, at): (&str, &str),
    schema: Option<&'a Value>,
    container: &'a Value,
    found: &mut Vec<Fact<'a>>,
) {
    let Some(schema) = schema else { return };
    for (name, value) in container.as_object().into_iter().flatten() {
        let definition = named(schema, name, "attributes");
        attribute(exchange, format!("{urn}:{name}"), expect::pointer(at, name), definition, value, found);
    }
}

fn attribute<'a>(
    exchange: &'a Exchange,
    path: String,
    pointer: String,
    definition: Option<&'a Value>,
    value: &'a Value,
    found: &mut Vec<Fact<'a>>,
) {
    if let Some(definition) = definition {
        for (at, element) in elements(&pointer, value) {
            for (name, value) in element.as_object().into_iter().flatten() {
                let (path, pointer) = (format!("{path}.{name}"), expect::pointer(&at, name));
                let definition = named(definition, name, "subAttributes");
                found.push(Fact { path, exchange, pointer, definition, is_sub: true, value });
            }
        }
    }
    found.push(Fact { path, exchange, pointer, definition, is_sub: false, value });
}

/// The elements of a list, or the single value.
pub(super) fn elements<'a>(pointer: &str, value: &'a Value) -> Vec<(String, &'a Value)> {
    match value {
        Value::Array(items) => {
            items.iter().enumerate().map(|(at, item)| (format!("{pointer}/{at}"), item)).collect()
        }
        single => vec![(pointer.to_owned(), single)],
    }
}

/// One finding for each attribute, however often it was shown.
pub(super) fn once_each<'a>(
    facts: &[Fact<'a>],
    judge: impl Fn(&Fact<'a>) -> Option<Finding>,
) -> Vec<Finding> {
    let mut judged: Vec<String> = Vec::new();
    let mut findings = Vec::new();
    for fact in facts {
        let path = fact.path.to_lowercase();
        if !judged.contains(&path)
            && let Some(finding) = judge(fact)
        {
            judged.push(path);
            findings.push(finding);
        }
    }
    findings
}
