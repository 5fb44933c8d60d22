//! Changes of single-valued attributes, simple and complex.

use serde_json::{Map, Value};

use super::super::intake;
use super::expand::Change;
use super::required;
use crate::scim::Error;
use crate::scim::patch::OpKind;
use crate::scim::schema::{Attribute, Found, Kind, Mutability};

/// Applies a change to the attribute `found`, which stands in `home`.
pub(super) fn apply(home: &mut Map<String, Value>, found: &Found, change: &Change) -> Result<(), Error> {
    let attribute = found.attribute;
    let value = change.value.as_ref().filter(|_| change.kind != OpKind::Remove);
    match (found.sub, value) {
        (Some(sub), value) => set_sub(home, attribute, sub, value)?,
        (None, Some(value)) if attribute.kind == Kind::Complex => merge(home, attribute, value)?,
        (None, value) => set(home, attribute, value.unwrap_or(&Value::Null))?,
    }
    if attribute.required && !home.contains_key(&attribute.name) {
        return Err(required(change.kind, &attribute.name));
    }
    Ok(())
}

fn set(home: &mut Map<String, Value>, attribute: &Attribute, value: &Value) -> Result<(), Error> {
    match intake::coerce_one(attribute, value)? {
        Some(value) => home.insert(attribute.name.clone(), value),
        None => home.shift_remove(&attribute.name),
    };
    Ok(())
}

fn set_sub(
    home: &mut Map<String, Value>,
    attribute: &Attribute,
    sub: &Attribute,
    value: Option<&Value>,
) -> Result<(), Error> {
    let value = intake::coerce_one(sub, value.unwrap_or(&Value::Null))?;
    let mut complex = match home.get_mut(&attribute.name).map(Value::take) {
        Some(Value::Object(complex)) => complex,
        _ => Map::new(),
    };
    match value {
        Some(value) => complex.insert(sub.name.clone(), value),
        None => complex.shift_remove(&sub.name),
    };
    store(home, attribute, complex);
    Ok(())
}

/// Puts sub-attributes over those the attribute has; `null` and `""` take one away (RFC 7644 §3.5.2.3).
fn merge(home: &mut Map<String, Value>, attribute: &Attribute, value: &Value) -> Result<(), Error> {
    let read = match intake::coerce_one(attribute, value)? {
        Some(Value::Object(read)) => read,
        _ => Map::new(),
    };
    let named = value.as_object().filter(|_| attribute.name != "manager" || !read.is_empty());
    let Some(named) = named.filter(|named| !named.is_empty()) else {
        // A bare value was read, or nothing at all: it takes the place of what was there.
        store(home, attribute, read);
        return Ok(());
    };
    let mut complex = home.get(&attribute.name).and_then(Value::as_object).cloned().unwrap_or_default();
    let named = named.keys().filter_map(|name| attribute.sub(name));
    for sub in named.filter(|sub| sub.mutability != Mutability::ReadOnly) {
        complex.shift_remove(&sub.name);
    }
    complex.extend(read);
    store(home, attribute, complex);
    Ok(())
}

fn store(home: &mut Map<String, Value>, attribute: &Attribute, complex: Map<String, Value>) {
    if complex.is_empty() || is_bare_reference(attribute, &complex) {
        home.shift_remove(&attribute.name);
    } else {
        home.insert(attribute.name.clone(), Value::Object(complex));
    }
}

/// A manager without `value` refers to nobody.
fn is_bare_reference(attribute: &Attribute, complex: &Map<String, Value>) -> bool {
    attribute.name == "manager" && !complex.contains_key("value")
}
