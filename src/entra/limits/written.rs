//! What a request writes, and whether the suite lets it.

use serde_json::{Value, json};

use super::{is_fixed, kind_of, rows, sent};
use crate::entra::step::{ResourceType, Step};
use crate::http::Method;
use crate::scim::{Path, access, urn};
use crate::suite::{Attribute, Suite};

/// One operation of a PATCH, or a whole resource.
struct Writing {
    /// The path an operation names.
    path: Option<Path>,
    /// The values, as they would stand in a resource.
    resource: Value,
}

/// Why a PATCH is ruled out that changes what is written at creation only.
pub(super) fn fixed(suite: &Suite, step: &Step) -> Option<String> {
    let rows = rows(suite, kind_of(step)?);
    if step.method != Method::Patch || !rows.iter().any(is_fixed) {
        return None;
    }
    let writings = writings(step);
    let row = rows.iter().filter(|row| is_fixed(row)).find(|row| writings.iter().any(|w| w.touches(row)))?;
    Some(format!("the suite says that {} is written at creation only", row.target()))
}

/// Why a request is ruled out that writes a value the app does not accept.
pub(super) fn foreign_value(suite: &Suite, step: &Step) -> Option<String> {
    let kind = kind_of(step)?;
    let rows = rows(suite, kind);
    if !matches!(step.method, Method::Post | Method::Put | Method::Patch) || !rows.iter().any(Attribute::has_form) {
        return None;
    }
    let writings = writings(step);
    let unaccepted = |row: &&Attribute| writings.iter().any(|writing| writing.breaks(row));
    if let Some(row) = rows.iter().filter(|row| row.has_form()).find(unaccepted) {
        return Some(format!("the suite says that {} takes other values only", row.target()));
    }
    let parted = rows.iter().find(|row| kind == ResourceType::User && parts(row, &writings))?;
    let other = parted.equals.as_ref()?;
    Some(format!("the suite says that {} always equals {other}", parted.target()))
}

/// Whether the request leaves an attribute with another value than the one it equals.
fn parts(row: &Attribute, writings: &[Writing]) -> bool {
    let Some(other) = &row.equals else { return false };
    let last = |path: &Path| writings.iter().rev().find_map(|w| access::first(&w.resource, path));
    let (own, other) = (last(row.target().path()), last(other.path()));
    match (own, other) {
        (Some(own), Some(other)) => own != other,
        (None, None) => false,
        // A whole user need not carry what it always equals; an update must change both.
        _ => writings.iter().any(|writing| writing.path.is_some()) || writings.len() > 1,
    }
}

impl Writing {
    fn touches(&self, row: &Attribute) -> bool {
        let target = row.target().path();
        self.path.as_ref().is_some_and(|path| path.overlaps(target))
            || !access::values(&self.resource, target).is_empty()
    }

    fn breaks(&self, row: &Attribute) -> bool {
        let values = access::values(&self.resource, row.target().path());
        values.iter().filter_map(|value| value.as_str()).any(|text| !text.is_empty() && !row.accepts(text))
    }
}

fn writings(step: &Step) -> Vec<Writing> {
    let Some(body) = sent(step) else { return Vec::new() };
    if step.method != Method::Patch {
        return vec![Writing { path: None, resource: body.clone() }];
    }
    let operations = access::member(body, "Operations").and_then(Value::as_array);
    operations.into_iter().flatten().map(operation).collect()
}

fn operation(operation: &Value) -> Writing {
    let value = access::member(operation, "value").cloned().unwrap_or_default();
    let path = access::member(operation, "path").and_then(Value::as_str);
    let mut resource = json!({});
    match path {
        Some(text) => {
            let path: Option<Path> = text.parse().ok();
            if let Some(path) = &path {
                access::put(&mut resource, path, value);
            }
            Writing { path, resource }
        }
        None => {
            for (name, value) in value.as_object().into_iter().flatten() {
                put_member(&mut resource, name, value);
            }
            Writing { path: None, resource }
        }
    }
}

/// A member of the value of an operation without a path: an attribute, a path, or the container of an extension.
fn put_member(resource: &mut Value, name: &str, value: &Value) {
    if urn::is_extension(name) && value.is_object() {
        resource[name] = value.clone();
    } else if let Ok(path) = name.parse::<Path>() {
        access::put(resource, &path, value.clone());
    }
}
