//! How every resource is represented: schemas, id, meta, references, and the types of values.

mod booleans_and_integers;
mod certificate_is_der;
mod content_location;
mod created_stable;
mod extensions_in_schemas;
mod id_not_reserved;
mod id_stable;
mod ids_unique_across_types;
mod last_modified_advances;
mod location_leads_back;
mod location_on_base;
mod meta_complete;
mod meta_date_time;
mod meta_time_zone;
mod names_as_in_schema;
mod no_duplicate_values;
mod no_op_keeps_last_modified;
mod one_primary;
mod password_never_shown;
mod ref_leads_to_target;
mod resource_type_name;
mod schemas_has_core;
mod schemas_of_the_type;
mod schemas_present;
mod schemas_unique;

use super::create::{accepted, attribute, difference, made, needs, same_address, time, told};
use super::prelude::*;
use crate::entra::step::ResourceType;
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &schemas_present::CHECK,
    &schemas_unique::CHECK,
    &schemas_of_the_type::CHECK,
    &schemas_has_core::CHECK,
    &extensions_in_schemas::CHECK,
    &id_not_reserved::CHECK,
    &id_stable::CHECK,
    &ids_unique_across_types::CHECK,
    &meta_complete::CHECK,
    &resource_type_name::CHECK,
    &meta_date_time::CHECK,
    &meta_time_zone::CHECK,
    &last_modified_advances::CHECK,
    &no_op_keeps_last_modified::CHECK,
    &created_stable::CHECK,
    &location_leads_back::CHECK,
    &location_on_base::CHECK,
    &content_location::CHECK,
    &password_never_shown::CHECK,
    &one_primary::CHECK,
    &no_duplicate_values::CHECK,
    &ref_leads_to_target::CHECK,
    &certificate_is_der::CHECK,
    &names_as_in_schema::CHECK,
    &booleans_and_integers::CHECK,
];

/// A resource as an answer shows it.
pub(super) struct Shown<'a> {
    seen: Seen<'a>,
    body: &'a Value,
    kind: ResourceType,
    /// Where it stands in the answer, as a JSON pointer.
    at: String,
}

impl Shown<'_> {
    fn finding(&self, message: impl Into<String>, pointer: &str) -> Finding {
        Finding::at(self.seen.exchange, message).pointer(format!("{}{pointer}", self.at))
    }

    /// Whether the request chose attributes; then some may be missing.
    fn is_projected(&self) -> bool {
        self.seen.exchange.request.url.to_lowercase().contains("attributes=")
    }

    /// The URN of the core schema of its kind.
    fn core(&self) -> &'static str {
        match self.kind {
            ResourceType::User => urn::USER,
            ResourceType::Group => urn::GROUP,
        }
    }

    /// Its `schemas`, as far as they are texts.
    fn schemas(&self) -> Vec<&str> {
        let listed = access::member(self.body, "schemas").and_then(Value::as_array);
        listed.into_iter().flatten().filter_map(Value::as_str).collect()
    }
}

/// Answers that show users, and answers that show groups.
const USERS: [&str; 9] = [
    "users/create",
    "users/get",
    "users/match",
    "resources/create",
    "resources/get",
    "resources/match",
    "resources/patch",
    "resources/patch/read",
    "resources/put",
];
const GROUPS: [&str; 5] =
    ["groups/create", "groups/get", "groups/match", "resources/crew", "resources/crew/read"];

/// Every resource those answers show whole.
pub(super) fn shown<'a>(e: &Evidence<'a>) -> Result<Vec<Shown<'a>>, Unjudged> {
    let kinds = [(&USERS[..], ResourceType::User), (&GROUPS[..], ResourceType::Group)];
    let mut all = Vec::new();
    for (steps, kind) in kinds {
        let answers = steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.succeeded());
        all.extend(answers.flat_map(|seen| resources_of(&seen, kind)));
    }
    if all.is_empty() {
        e.seen("users/create")?;
        return Err(Unjudged::not_shown("no answer shows a resource"));
    }
    Ok(all)
}

/// The resources of one answer: those of a list, or the one it is.
fn resources_of<'a>(seen: &Seen<'a>, kind: ResourceType) -> Vec<Shown<'a>> {
    let listed = seen.resources().iter().enumerate();
    let listed: Vec<_> = listed
        .map(|(index, body)| Shown { seen: *seen, body, kind, at: format!("/Resources/{index}") })
        .collect();
    let single = seen.body().filter(|body| access::member(body, "id").is_some());
    match single {
        Some(body) if listed.is_empty() => vec![Shown { seen: *seen, body, kind, at: String::new() }],
        _ => listed,
    }
}

/// Judges every shown resource; what is wrong in the same way with several is told once.
fn each(e: &Evidence, wrong: impl Fn(&Shown) -> Option<Finding>) -> Judged {
    let mut findings: Vec<Finding> = Vec::new();
    for finding in shown(e)?.iter().filter_map(wrong) {
        if !findings.iter().any(|known| known.message == finding.message) {
            findings.push(finding);
        }
    }
    Ok(findings)
}

/// The answer under an address that a resource named. One elsewhere is not followed, as the credential would go there.
fn followed<'a>(e: &Evidence<'a>, step: &str, what: &str) -> Result<Seen<'a>, Unjudged> {
    e.seen(step).map_err(|unjudged| match unjudged {
        Unjudged::Skipped(SkipKind::NeedsStep, _) => {
            Unjudged::not_shown(format!("{what} lies outside the base URL, where the credential does not go"))
        }
        other => other,
    })
}

/// A member of `meta`.
fn meta<'a>(body: &'a Value, name: &str) -> Option<&'a Value> {
    access::member(body, "meta").and_then(|meta| access::member(meta, name)).filter(|value| !value.is_null())
}

/// The multi-valued attributes of a resource with their elements, those of extensions included.
fn lists(body: &Value) -> Vec<(&str, &[Value])> {
    let members = body.as_object().into_iter().flatten();
    members
        .flat_map(|(name, value)| match value {
            Value::Array(items) => vec![(name.as_str(), items.as_slice())],
            Value::Object(_) if urn::is_extension(name) => lists(value),
            _ => Vec::new(),
        })
        .collect()
}
