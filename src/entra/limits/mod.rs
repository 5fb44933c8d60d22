//! Keeps a plan within what the suite offers: what the page rules out is not sent, and says why.
//!
//! The storylines are laid out as if everything were possible. Here each request is held against the suite:
//! operations that are not offered, filters by attributes that cannot be filtered by, changes of attributes that
//! are written at creation only, and values the app does not accept.

mod key;
mod query;
mod written;

use std::collections::HashMap;

use serde_json::Value;

use super::step::{Body, Omitted, Plan, ResourceType, Step, Storyline};
use crate::http::Method;
use crate::scim::access;
use crate::suite::{Attribute, Operation, Suite, Written};
use crate::verdict::SkipKind;

/// Takes out of a plan what the suite rules out, and has users looked for by the attribute they are matched by.
pub(crate) fn keep_within(suite: &Suite, plan: &mut Plan) {
    for step in plan.all_mut().flat_map(|story| &mut story.steps) {
        align(suite, step);
    }
    key::look_by_key(suite, plan);
    for story in plan.all_mut() {
        withhold(suite, story);
    }
}

/// Gives an attribute that always equals another one the other's value, in requests that write whole users.
fn align(suite: &Suite, step: &mut Step) {
    let whole = matches!(step.method, Method::Post | Method::Put) && kind_of(step) == Some(ResourceType::User);
    let Body::Json(body) = &mut step.body else { return };
    for attribute in suite.user.attributes.iter().filter(|_| whole) {
        let Some(other) = &attribute.equals else { continue };
        let value = access::first(body, other.path()).cloned();
        if let (Some(value), Some(_)) = (value, access::first(body, attribute.target().path())) {
            access::put(body, attribute.target().path(), value);
        }
    }
}

/// Leaves out the steps the suite rules out, and those that speak of a resource only they would create.
fn withhold(suite: &Suite, story: &mut Storyline) {
    let mut missing: HashMap<&'static str, String> = HashMap::new();
    for step in std::mem::take(&mut story.steps) {
        let unknown = || names(&step).into_iter().find_map(|name| missing.get(name.as_str()).cloned());
        let captures = step.capture.into_iter().chain(step.captures.iter().map(|(name, _)| *name));
        let captures = captures.chain(step.also_creates.iter().map(|(_, name)| *name));
        match against(suite, &step).or_else(unknown) {
            Some(reason) => {
                missing.extend(captures.map(|name| (name, reason.clone())));
                if step.if_refused.is_none() {
                    story.omitted.push(Omitted { id: step.id, kind: SkipKind::Suite, reason });
                }
            }
            None => {
                captures.for_each(|name| drop(missing.remove(name)));
                story.steps.push(step);
            }
        }
    }
}

/// What the suite has against the step, if anything.
fn against(suite: &Suite, step: &Step) -> Option<String> {
    not_offered(suite, step)
        .or_else(|| query::unfilterable(suite, step))
        .or_else(|| written::fixed(suite, step))
        .or_else(|| written::foreign_value(suite, step))
}

fn not_offered(suite: &Suite, step: &Step) -> Option<String> {
    for (kind, word) in [(ResourceType::User, "users"), (ResourceType::Group, "groups")] {
        let withheld = match kind {
            ResourceType::User => &suite.user.not_offered,
            ResourceType::Group => &suite.group.not_offered,
        };
        let does = |operation: &&Operation| step.path == "/Bulk" || operation_of(step, kind) == Some(**operation);
        if let Some(operation) = withheld.iter().find(does) {
            let verb = match operation {
                Operation::Create => "created",
                Operation::Update => "changed",
                Operation::Delete => "deleted",
            };
            return Some(format!("the suite says that {word} are not {verb} over SCIM"));
        }
    }
    None
}

/// What the step does to resources of that kind.
fn operation_of(step: &Step, kind: ResourceType) -> Option<Operation> {
    let creates = step.creates.iter().chain(step.also_creates.iter().map(|(creation, _)| creation));
    if creates.into_iter().any(|creation| creation.kind == kind) {
        return Some(Operation::Create);
    }
    match step.method {
        _ if kind_of(step) != Some(kind) => None,
        Method::Post if step.path == kind.endpoint() => Some(Operation::Create),
        Method::Patch | Method::Put => Some(Operation::Update),
        Method::Delete => Some(Operation::Delete),
        _ => None,
    }
}

/// The kind of resource that the path is about.
fn kind_of(step: &Step) -> Option<ResourceType> {
    [ResourceType::User, ResourceType::Group].into_iter().find(|kind| step.path.starts_with(kind.endpoint()))
}

/// The rows of the table about that kind of resource.
fn rows(suite: &Suite, kind: ResourceType) -> &[Attribute] {
    match kind {
        ResourceType::User => &suite.user.attributes,
        ResourceType::Group => &suite.group.attributes,
    }
}

/// The names of the placeholders in a step.
fn names(step: &Step) -> Vec<String> {
    let body = match &step.body {
        Body::None => String::new(),
        Body::Json(value) => value.to_string(),
        Body::Text(text) => text.clone(),
    };
    let texts = [step.path.as_str(), step.query.as_deref().unwrap_or_default(), &body];
    let inside = |text: &str| -> Vec<String> {
        let parts = text.split("{{").skip(1);
        parts.filter_map(|part| part.split_once("}}")).map(|(name, _)| name.to_owned()).collect()
    };
    texts.into_iter().flat_map(inside).collect()
}

/// The JSON a step sends.
fn sent(step: &Step) -> Option<&Value> {
    match &step.body {
        Body::Json(value) => Some(value),
        Body::None | Body::Text(_) => None,
    }
}

fn is_fixed(attribute: &Attribute) -> bool {
    attribute.written == Some(Written::AtCreation)
}
