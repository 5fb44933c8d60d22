//! What the tenant says about itself: the three discovery endpoints (RFC 7644 §4) and how they answer.

mod config_answers;
mod config_schema;
mod document_meta;
mod endpoints_answer;
mod endpoints_relative;
mod expected_types;
mod filter_refused;
mod no_message_schemas;
mod query_ignored;
mod resource_type_alone;
mod resource_type_schema;
mod resource_types_list;
mod same_content;
mod schema_alone;
mod schemas_list;
mod total_results;
mod unknown_resource_type_404;
mod unknown_schema_404;
mod writes_refused;

use super::prelude::*;
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &config_answers::CHECK,
    &config_schema::CHECK,
    &resource_types_list::CHECK,
    &resource_type_schema::CHECK,
    &resource_type_alone::CHECK,
    &schemas_list::CHECK,
    &unknown_resource_type_404::CHECK,
    &schema_alone::CHECK,
    &unknown_schema_404::CHECK,
    &total_results::CHECK,
    &query_ignored::CHECK,
    &filter_refused::CHECK,
    &writes_refused::CHECK,
    &same_content::CHECK,
    &endpoints_answer::CHECK,
    &endpoints_relative::CHECK,
    &expected_types::CHECK,
    &no_message_schemas::CHECK,
    &document_meta::CHECK,
];

/// The list of resource types, where it is one.
pub(super) fn resource_types<'a>(e: &Evidence<'a>) -> Result<Seen<'a>, Unjudged> {
    list(e, "discovery/resource-types", "/ResourceTypes")
}

/// A discovery list that has entries; how it is wrapped is another check's matter.
fn list<'a>(e: &Evidence<'a>, step: &str, endpoint: &str) -> Result<Seen<'a>, Unjudged> {
    let seen = e.seen(step)?;
    if seen.status() == 200 && !seen.resources().is_empty() {
        return Ok(seen);
    }
    Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{endpoint} is not answered with a list")))
}

/// Where an entry of a list stands in the answer, which may be a bare array.
pub(super) fn place(seen: &Seen, index: usize) -> String {
    let list = if seen.body().is_some() { "/Resources" } else { "" };
    format!("{list}/{index}")
}

/// The text of a member.
pub(super) fn text<'a>(document: &'a Value, name: &str) -> Option<&'a str> {
    access::member(document, name).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// What a resource type is called in a sentence: its name, or else its id or schema.
pub(super) fn name_of(document: &Value) -> &str {
    ["name", "id", "schema"].iter().find_map(|name| text(document, name)).unwrap_or("without a name")
}

/// Whether the document's `schemas` holds the URN.
pub(super) fn names_schema(document: &Value, wanted: &str) -> bool {
    let schemas = access::member(document, "schemas").and_then(Value::as_array);
    let is = |schema: &Value| schema.as_str().is_some_and(|schema| urn::same(schema, wanted));
    schemas.is_some_and(|schemas| schemas.iter().any(is))
}

/// A document as far as two reads of it must agree: lists as sets, without the time of a change, and without what has
/// no value (RFC 7643 §2.5).
fn content(document: &Value) -> Value {
    match document {
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(content).collect();
            items.sort_by_key(Value::to_string);
            Value::Array(items)
        }
        Value::Object(members) => {
            let counts = |(name, value): &(&String, &Value)| {
                !["lastModified", "version"].contains(&name.as_str()) && !expect::is_empty(value)
            };
            let kept = members.iter().filter(counts);
            let mut kept: Vec<_> = kept.map(|(name, value)| (name.clone(), content(value))).collect();
            kept.sort_by(|left, right| left.0.cmp(&right.0));
            Value::Object(kept.into_iter().collect())
        }
        other => other.clone(),
    }
}

/// The first member in which two documents differ, these aside.
fn difference(one: &Value, other: &Value, aside: &[&str]) -> Option<String> {
    let (one, other) = (content(one), content(other));
    let (Some(left), Some(right)) = (one.as_object(), other.as_object()) else {
        return (one != other).then(|| "the document".to_owned());
    };
    let mut names = left.keys().chain(right.keys());
    names.find(|name| !aside.contains(&name.as_str()) && left.get(*name) != right.get(*name)).cloned()
}

/// A finding unless one document answers, the same as in the list. `meta` is about the document and not part of what it
/// says; an address may be whole in one place and relative in the other.
fn same_as_listed(seen: &Seen, listed: &Value, what: &str) -> Vec<Finding> {
    let finding = |message: String| Finding::at(seen.exchange, message);
    let alone = seen.body().filter(|_| seen.status() == 200);
    let Some(alone) = alone.filter(|body| access::member(body, "Resources").is_none()) else {
        let actual = if seen.status() == 200 { "a list".to_owned() } else { expect::answer(seen.exchange) };
        return vec![
            finding(format!("{what} cannot be read alone")).expected("200 with one document", actual),
        ];
    };
    let Some(member) = difference(listed, alone, &["meta"]) else { return Vec::new() };
    let shown = |document: &Value| {
        access::member(document, &member).map_or_else(|| "nothing".to_owned(), expect::quote)
    };
    vec![
        finding(format!("{what} read alone is not the one in the list: {member} differs"))
            .expected(shown(listed), shown(alone))
            .pointer(expect::pointer("", &member)),
    ]
}

/// A finding unless a document nobody has is answered with 404 and a SCIM error. Where no error of this tenant has
/// such a body, that is another check's matter.
fn not_found(e: &Evidence, seen: &Seen, message: &str) -> Vec<Finding> {
    let findings = expect::status(seen, &[404], message);
    let is_error = |seen: &Seen| seen.body().is_some_and(|body| names_schema(body, urn::ERROR));
    let usual = e.find("users/unknown-id").is_some_and(|unknown| is_error(&unknown));
    if findings.is_empty() && usual && !is_error(seen) {
        let finding = Finding::at(seen.exchange, "the 404 has no SCIM error in its body");
        return vec![finding.expected(urn::ERROR, "not there").pointer("/schemas")];
    }
    findings
}
