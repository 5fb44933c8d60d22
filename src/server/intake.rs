//! Reading incoming values by the schema: types are checked and coerced, unassigned values dropped.
//!
//! Entra needs some lenience: booleans as words in any case, explicit nulls, the manager as a bare string, a
//! role as JSON text (Microsoft Learn, "Develop a SCIM endpoint" and "Customize attribute mappings").

use serde_json::{Map, Value};

use crate::scim::schema::{Attribute, Kind, Model, Mutability, Schema};
use crate::scim::{Error, ScimType, access, eval, urn};

/// Reads the attributes of a new resource. What the model does not know is left out, except for extensions
/// that nobody declared: Entra sends custom ones without naming them in `schemas`.
pub(super) fn resource(model: &Model, body: &Value) -> Result<Value, Error> {
    demand_schemas(body)?;
    let mut out = Map::new();
    for (name, value) in body.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()) {
        if let Some(extension) = model.extension(name) {
            put(&mut out, &extension.id, container(extension, value)?);
        } else if urn::is_extension(name) && value.is_object() {
            put(&mut out, name, Some(without_nulls(value)));
        } else if let Some(attribute) = writable(model, name) {
            put(&mut out, &attribute.name, coerce(attribute, value)?);
        }
    }
    Ok(Value::Object(out))
}

/// The core attribute called `name`, if a client may write it.
fn writable<'a>(model: &'a Model, name: &str) -> Option<&'a Attribute> {
    let path = crate::scim::Path::attribute(name);
    let found = model.find(&path).ok().flatten().filter(|found| found.extension.is_none())?;
    let own = name.eq_ignore_ascii_case("schemas") || found.attribute.mutability == Mutability::ReadOnly;
    (!own).then_some(found.attribute)
}

fn demand_schemas(body: &Value) -> Result<(), Error> {
    let list = access::member(body, "schemas").and_then(Value::as_array);
    if list.is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_string)) {
        return Ok(());
    }
    let detail = "the body needs \"schemas\", an array with the URN of each schema it uses";
    Err(Error::of(ScimType::InvalidSyntax, detail))
}

fn put(out: &mut Map<String, Value>, name: &str, value: Option<Value>) {
    if let Some(value) = value {
        out.insert(name.to_owned(), value);
    }
}

fn container(extension: &Schema, value: &Value) -> Result<Option<Value>, Error> {
    let Value::Object(members) = value else {
        return Err(mismatch(&extension.id, "an object of the extension's attributes", value));
    };
    let mut out = Map::new();
    for (name, value) in members {
        if let Some(attribute) = extension.attribute(name) {
            put(&mut out, &attribute.name, coerce(attribute, value)?);
        }
    }
    Ok((!out.is_empty()).then_some(Value::Object(out)))
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.iter().filter(|(_, value)| !value.is_null());
            kept.map(|(name, value)| (name.clone(), without_nulls(value))).collect()
        }
        other => other.clone(),
    }
}

/// Reads the whole value of an attribute. `None` stands for an unassigned one: `null`, an empty string, an
/// empty array, an object of nothing else (RFC 7643 §2.5).
pub(super) fn coerce(attribute: &Attribute, value: &Value) -> Result<Option<Value>, Error> {
    if !attribute.multi_valued || value.is_null() {
        return coerce_one(attribute, value);
    }
    let Value::Array(items) = value else { return Err(mismatch(&attribute.name, "an array", value)) };
    let mut out = Vec::new();
    for item in items {
        let Some(item) = coerce_one(attribute, item)? else { continue };
        if !out.iter().any(|known| known == &item || is_same_value(known, &item)) {
            out.push(item);
        }
    }
    if out.iter().filter(|item| is_primary(item)).count() > 1 {
        let detail =
            format!("'{}' has more than one value with \"primary\": true; one is allowed", attribute.name);
        return Err(Error::of(ScimType::InvalidValue, detail));
    }
    Ok((!out.is_empty()).then_some(Value::Array(out)))
}

/// Whether two elements have the same type and value, of which one is enough (RFC 7643 §2.4).
fn is_same_value(left: &Value, right: &Value) -> bool {
    let of = |item: &Value, name: &str| item.get(name).cloned();
    of(left, "value").is_some() && ["value", "type"].iter().all(|name| of(left, name) == of(right, name))
}

/// Whether an element is the primary one.
pub(super) fn is_primary(element: &Value) -> bool {
    element.get("primary") == Some(&Value::Bool(true))
}

/// Reads a single value, or one element of a multi-valued attribute.
pub(super) fn coerce_one(attribute: &Attribute, value: &Value) -> Result<Option<Value>, Error> {
    let name = &attribute.name;
    match (attribute.kind, value) {
        (_, Value::Null) => Ok(None),
        (Kind::Complex, value) => complex(attribute, value),
        (_, Value::String(text)) if text.is_empty() => Ok(None),
        (Kind::Boolean, value) => match eval::as_boolean(value) {
            Some(boolean) => Ok(Some(boolean.into())),
            None => Err(mismatch(name, "true or false", value)),
        },
        (Kind::Integer, Value::Number(number)) if number.is_i64() => Ok(Some(value.clone())),
        (Kind::Integer, _) => Err(mismatch(name, "an integer", value)),
        (Kind::Decimal, Value::Number(_)) => Ok(Some(value.clone())),
        (Kind::Decimal, _) => Err(mismatch(name, "a number", value)),
        (Kind::DateTime, Value::String(text)) if text.parse::<jiff::Timestamp>().is_err() => {
            Err(mismatch(name, "a dateTime such as 2026-01-09T08:15:00Z", value))
        }
        (_, Value::String(_)) => Ok(Some(value.clone())),
        (_, other) => Err(mismatch(name, "a string", other)),
    }
}

fn complex(attribute: &Attribute, value: &Value) -> Result<Option<Value>, Error> {
    let readable = as_object(attribute, value);
    let Some(members) = readable.as_ref().unwrap_or(value).as_object() else {
        let known: Vec<_> = attribute.sub_attributes.iter().map(|sub| sub.name.as_str()).collect();
        return Err(mismatch(&attribute.name, &format!("an object with {}", known.join(", ")), value));
    };
    let mut out = Map::new();
    for (name, value) in members {
        let known = attribute.sub(name).filter(|sub| sub.mutability != Mutability::ReadOnly);
        if let Some(sub) = known {
            let value = coerce(sub, value).map_err(|error| inside(attribute, &error))?;
            put(&mut out, &sub.name, value);
        }
    }
    Ok((!out.is_empty()).then_some(Value::Object(out)))
}

fn inside(attribute: &Attribute, error: &Error) -> Error {
    Error { detail: format!("in '{}': {}", attribute.name, error.detail), ..error.clone() }
}

/// The object that other spellings of a value stand for.
fn as_object(attribute: &Attribute, value: &Value) -> Option<Value> {
    match (attribute.name.as_str(), value) {
        ("manager", Value::Array(items)) => {
            items.first().map(|item| as_object(attribute, item).unwrap_or(item.clone()))
        }
        ("manager", Value::String(id)) => Some(serde_json::json!({ "value": id })),
        ("roles", Value::Object(role)) => role_from_text(role),
        _ => None,
    }
}

/// Entra's default dialect puts a role as JSON text into `value`.
fn role_from_text(role: &Map<String, Value>) -> Option<Value> {
    let text = role.get("value")?.as_str().filter(|text| text.starts_with('{'))?;
    let told: Map<String, Value> = serde_json::from_str(text).ok()?;
    let value = told.get("value").filter(|value| value.is_string())?;
    let mut out = role.clone();
    out.insert("value".into(), value.clone());
    let label = told.get("display").or_else(|| told.get("displayName")).filter(|label| label.is_string());
    if let (Some(label), false) = (label, out.contains_key("display")) {
        out.insert("display".into(), label.clone());
    }
    Some(Value::Object(out))
}

/// The error for a value of the wrong type.
pub(super) fn mismatch(name: &str, expected: &str, found: &Value) -> Error {
    let found = match found {
        Value::Null => "null".to_owned(),
        Value::Bool(_) => "a boolean".to_owned(),
        Value::Number(_) => "a number".to_owned(),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "an array".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    };
    Error::of(ScimType::InvalidValue, format!("'{name}' must be {expected}, but the request has {found}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(mut body: Value) -> Result<Value, Error> {
        body["schemas"] = json!([urn::USER]);
        resource(&Model::user(), &body)
    }

    #[test]
    fn entras_spellings_are_read() {
        let manager = |value: Value| json!({ (urn::ENTERPRISE_USER): { "manager": value } });
        for (sent, stored) in [
            (
                json!({"USERNAME": "x", "id": "mine", "meta": {}, "groups": [1], "nonsense": 1}),
                json!({"userName": "x"}),
            ),
            (json!({"roles": [], "title": null, "nickName": "", "name": {"givenName": null}}), json!({})),
            (json!({"active": "FALSE"}), json!({"active": false})),
            (
                json!({"emails": [{"value": "x", "type": "work", "primary": true}, {"value": "x", "type": "work"}]}),
                json!({"emails": [{"value": "x", "type": "work", "primary": true}]}),
            ),
            (
                json!({"roles": [{"value": "a", "primary": "True"}]}),
                json!({"roles": [{"value": "a", "primary": true}]}),
            ),
            (manager(json!("u1")), manager(json!({"value": "u1"}))),
            (
                manager(json!([{"$ref": "http://x/u1", "value": "u1"}])),
                manager(json!({"$ref": "http://x/u1", "value": "u1"})),
            ),
            (manager(json!({"value": ""})), json!({})),
            (
                json!({"urn:example:2.0:User": {"badge": "gold", "x": null}}),
                json!({"urn:example:2.0:User": {"badge": "gold"}}),
            ),
            (
                json!({"roles": [{"value": "{\"id\":\"1\",\"value\":\"pilot\",\"displayName\":\"Harbour pilot\"}"}]}),
                json!({"roles": [{"value": "pilot", "display": "Harbour pilot"}]}),
            ),
        ] {
            assert_eq!(read(sent.clone()).unwrap(), stored, "{sent}");
        }
    }

    #[test]
    fn wrong_types_are_named() {
        for (sent, expected) in [
            (json!({"userName": 3}), "'userName' must be a string, but the request has a number"),
            (json!({"active": "maybe"}), "'active' must be true or false"),
            (json!({"emails": {"value": "x"}}), "'emails' must be an array"),
            (json!({"name": "x"}), "'name' must be an object with formatted, familyName"),
            (json!({"emails": [{"value": ["x"]}]}), "in 'emails': 'value' must be a string"),
            (
                json!({"emails": [{"value": "x", "primary": true}, {"value": "y", "primary": true}]}),
                "more than one value",
            ),
        ] {
            let error = read(sent.clone()).unwrap_err();
            assert_eq!(error.scim_type, Some(ScimType::InvalidValue));
            assert!(error.detail.contains(expected), "{}", error.detail);
        }
    }

    #[test]
    fn schemas_are_demanded() {
        for body in
            [json!({"userName": "x"}), json!({"schemas": [], "userName": "x"}), json!({"schemas": [1]})]
        {
            assert_eq!(resource(&Model::user(), &body).unwrap_err().scim_type, Some(ScimType::InvalidSyntax));
        }
    }
}
