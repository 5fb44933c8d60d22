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

use super::step::{Body, Name, Omitted, Plan, ResourceType, Step, Storyline};
use crate::http::Method;
use crate::scim::access;
use crate::suite::case::AREA;
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

/// Gives an attribute that always equals another one the other's value, in requests that write whole users. What a case
/// of the app's own sends is meant as it is.
fn align(suite: &Suite, step: &mut Step) {
    if is_own(step) || !suite.user.attributes.iter().any(|row| row.equals.is_some()) {
        return;
    }
    let whole =
        matches!(step.method, Method::Post | Method::Put) && kind_of(&step.path) == Some(ResourceType::User);
    let Body::Json(body) = &mut step.body else { return };
    if whole {
        align_body(suite, body, &|_| false);
    }
    let operations = body.get_mut("Operations").and_then(Value::as_array_mut).filter(|_| step.path == BULK);
    for operation in operations.into_iter().flatten() {
        let users = operation["path"].as_str().and_then(kind_of) == Some(ResourceType::User);
        if users && operation["method"] != "PATCH" {
            align_body(suite, &mut operation["data"], &|_| false);
        }
    }
}

/// Whether the step is one of a case of the app's own.
fn is_own(step: &Step) -> bool {
    step.id.split('/').next() == Some(AREA)
}

/// Gives every attribute of a user that always equals another one the other's value, but those that are `meant`.
pub(crate) fn align_body(suite: &Suite, body: &mut Value, meant: &dyn Fn(&Attribute) -> bool) {
    for attribute in suite.user.attributes.iter().filter(|row| !meant(row)) {
        let Some(other) = &attribute.equals else { continue };
        let value = access::first(body, other.path()).cloned();
        if let (Some(value), Some(_)) = (value, access::first(body, attribute.target().path())) {
            access::put(body, attribute.target().path(), value);
        }
    }
}

/// Leaves out the steps the suite rules out, and those that speak of a resource only they would create.
fn withhold(suite: &Suite, story: &mut Storyline) {
    let mut missing: HashMap<Name, String> = HashMap::new();
    let mut made = Made::new();
    for step in std::mem::take(&mut story.steps) {
        let unknown = || names(&step).into_iter().find_map(|name| missing.get(name.as_str()).cloned());
        let captures = captured(&step);
        match against(suite, &step, &made).or_else(unknown) {
            Some(reason) => {
                missing.extend(captures.into_iter().map(|name| (name, reason.clone())));
                if step.if_refused.is_none() {
                    story.omitted.push(Omitted { id: step.id, kind: SkipKind::Suite, reason });
                }
            }
            None => {
                missing.retain(|name, _| !captures.contains(name));
                made.extend(step.capture.clone().zip(sent(&step).cloned()));
                story.steps.push(step);
            }
        }
    }
}

/// The names of what the step captures.
fn captured(step: &Step) -> Vec<Name> {
    let values = step.capture.iter().chain(step.captures.iter().map(|(name, _)| name)).cloned();
    values.chain(step.also_creates.iter().map(|(_, name)| Name::from(*name))).collect()
}

/// What the suite has against the step, if anything. What a case of the app's own sends is meant, whatever its values.
fn against(suite: &Suite, step: &Step, made: &Made) -> Option<String> {
    let creates = step.creates.iter().chain(step.also_creates.iter().map(|(creation, _)| creation));
    let created = creates.map(|creation| (creation.kind, Operation::Create));
    let requests = requests(step);
    let done = requests.iter().filter_map(Request::operation);
    let withheld = created.chain(done).find_map(|(kind, operation)| not_offered(suite, kind, operation));
    if is_own(step) {
        return withheld;
    }
    withheld
        .or_else(|| query::unfilterable(suite, step))
        .or_else(|| requests.iter().find_map(|request| written::fixed(suite, request, made)))
        .or_else(|| requests.iter().find_map(|request| written::foreign_value(suite, request)))
}

fn not_offered(suite: &Suite, kind: ResourceType, operation: Operation) -> Option<String> {
    let (word, withheld) = match kind {
        ResourceType::User => ("users", &suite.user.not_offered),
        ResourceType::Group => ("groups", &suite.group.not_offered),
    };
    let verb = match operation {
        Operation::Create => "created",
        Operation::Update => "changed",
        Operation::Delete => "deleted",
    };
    withheld.contains(&operation).then(|| format!("the suite says that {word} are not {verb} over SCIM"))
}

/// Bodies of creates by the name under which the resource's id is kept.
type Made = HashMap<Name, Value>;

/// Where several requests are sent as one.
const BULK: &str = "/Bulk";

/// A request, or one of those in a bulk request.
struct Request<'a> {
    method: Method,
    path: &'a str,
    body: Option<&'a Value>,
}

impl Request<'_> {
    /// What it does to which kind of resource.
    fn operation(&self) -> Option<(ResourceType, Operation)> {
        let kind = kind_of(self.path)?;
        let operation = match self.method {
            Method::Post if self.path == kind.endpoint() => Operation::Create,
            Method::Patch | Method::Put => Operation::Update,
            Method::Delete => Operation::Delete,
            _ => return None,
        };
        Some((kind, operation))
    }
}

/// The requests a step stands for.
fn requests(step: &Step) -> Vec<Request<'_>> {
    let own = Request { method: step.method, path: &step.path, body: sent(step) };
    let operations = own.body.and_then(|body| body.get("Operations")).and_then(Value::as_array);
    match operations.filter(|_| step.path == BULK) {
        None => vec![own],
        Some(operations) => operations.iter().filter_map(in_bulk).collect(),
    }
}

fn in_bulk(operation: &Value) -> Option<Request<'_>> {
    let method = match operation.get("method")?.as_str()? {
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        _ => return None,
    };
    Some(Request { method, path: operation.get("path")?.as_str()?, body: operation.get("data") })
}

/// The kind of resource that a path is about.
fn kind_of(path: &str) -> Option<ResourceType> {
    [ResourceType::User, ResourceType::Group].into_iter().find(|kind| path.starts_with(kind.endpoint()))
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
