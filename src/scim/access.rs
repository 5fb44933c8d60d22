//! Reading and writing JSON resources by attribute path.
//!
//! Names compare without regard to case (RFC 7643 §2.1); attributes of an extension stand in a container
//! named by its URN, those of the core schema at the top level (§3.3).

use serde_json::{Map, Value};

use super::eval;
use super::filter::{CompareOp, Filter};
use super::path::Path;
use super::urn;

/// The member called `name`, letter case aside.
pub fn member<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    let object = object.as_object()?;
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
}

/// The `id` of a resource as text; some servers write it as a number.
pub fn id(resource: &Value) -> Option<String> {
    match member(resource, "id")? {
        Value::String(id) if !id.is_empty() => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// The key under which `name` stands in the object, letter case aside.
pub fn key_of(object: &Map<String, Value>, name: &str) -> Option<String> {
    object.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned()
}

/// Every value the path addresses in the resource; unassigned ones (`null`, empty list) are left out
/// (RFC 7643 §2.5).
pub fn values<'a>(resource: &'a Value, path: &Path) -> Vec<&'a Value> {
    let elements = elements(resource, path);
    match &path.sub {
        None => elements,
        Some(sub) => {
            elements.into_iter().filter_map(|element| member(element, sub)).filter(|v| !v.is_null()).collect()
        }
    }
}

/// The first value the path addresses.
pub fn first<'a>(resource: &'a Value, path: &Path) -> Option<&'a Value> {
    values(resource, path).into_iter().next()
}

/// The path's attribute as a whole, whatever its filter; unassigned ones are left out.
pub fn whole<'a>(resource: &'a Value, path: &Path) -> Option<&'a Value> {
    let attribute = container(resource, path).and_then(|home| member(home, &path.name))?;
    let is_empty = attribute.is_null() || attribute.as_array().is_some_and(Vec::is_empty);
    (!is_empty).then_some(attribute)
}

/// The elements (or the single value) of the path's attribute that its filter selects.
fn elements<'a>(resource: &'a Value, path: &Path) -> Vec<&'a Value> {
    let Some(attribute) = container(resource, path).and_then(|c| member(c, &path.name)) else {
        return Vec::new();
    };
    let all: Vec<&Value> = match attribute {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().collect(),
        single => vec![single],
    };
    match &path.filter {
        None => all,
        Some(filter) => all.into_iter().filter(|element| eval::matches_element(filter, element)).collect(),
    }
}

/// The object in which the path's attribute stands.
fn container<'a>(resource: &'a Value, path: &Path) -> Option<&'a Value> {
    match &path.urn {
        Some(urn) if !urn::is_core(urn) => member(resource, urn),
        _ => Some(resource),
    }
}

/// Writes `value` at the path, creating containers and elements on the way. A new element of a multi-valued
/// attribute takes the values its filter asks for (`type eq "work"` gives `"type":"work"`).
pub fn put(resource: &mut Value, path: &Path, value: Value) {
    let home = match &path.urn {
        Some(urn) if !urn::is_core(urn) => child(resource, urn, || Value::Object(Map::new())),
        _ => resource,
    };
    match (&path.filter, &path.sub) {
        (Some(filter), sub) => {
            let list = child(home, &path.name, || Value::Array(Vec::new()));
            put_element(list, filter, sub.as_deref(), value);
        }
        (None, Some(sub)) => {
            let complex = child(home, &path.name, || Value::Object(Map::new()));
            *child(complex, sub, || Value::Null) = value;
        }
        (None, None) => *child(home, &path.name, || Value::Null) = value,
    }
}

fn put_element(list: &mut Value, filter: &Filter, sub: Option<&str>, value: Value) {
    let Value::Array(items) = list else { return };
    let at = items.iter().position(|element| eval::matches_element(filter, element)).unwrap_or_else(|| {
        items.push(implied(filter));
        items.len() - 1
    });
    match sub {
        Some(sub) => *child(&mut items[at], sub, || Value::Null) = value,
        None => items[at] = value,
    }
}

/// Takes out what the path addresses, as if it had never been written: an element that loses its value goes as a whole,
/// and what is empty then goes too.
pub fn take_out(resource: &mut Value, path: &Path) {
    let Some(urn) = path.urn.as_deref().filter(|urn| !urn::is_core(urn)) else {
        return take_out_of(resource, path);
    };
    let Some(key) = resource.as_object().and_then(|members| key_of(members, urn)) else { return };
    take_out_of(&mut resource[&key], path);
    drop_if_empty(resource, &key);
}

fn take_out_of(home: &mut Value, path: &Path) {
    let Some(key) = home.as_object().and_then(|members| key_of(members, &path.name)) else { return };
    match (&mut home[&key], &path.filter, path.sub.as_deref()) {
        (Value::Array(items), filter, sub) if filter.is_some() || sub.is_some() => {
            let is_meant =
                |item: &Value| filter.as_deref().is_none_or(|filter| eval::matches_element(filter, item));
            match sub.filter(|sub| !sub.eq_ignore_ascii_case("value")) {
                None => items.retain(|item| !is_meant(item)),
                Some(sub) => items.iter_mut().filter(|item| is_meant(item)).for_each(|item| shed(item, sub)),
            }
        }
        (complex, None, Some(sub)) => shed(complex, sub),
        (value, ..) => *value = Value::Null,
    }
    drop_if_empty(home, &key);
}

/// Removes a member, letter case aside.
fn shed(object: &mut Value, name: &str) {
    if let Value::Object(members) = object
        && let Some(key) = key_of(members, name)
    {
        members.shift_remove(&key);
    }
}

fn drop_if_empty(object: &mut Value, key: &str) {
    let is_empty = match &object[key] {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    };
    if is_empty {
        shed(object, key);
    }
}

/// The element a filter describes: every `eq` that is joined by `and`. A quoted boolean of `primary` becomes
/// the boolean.
pub fn implied(filter: &Filter) -> Value {
    let mut element = Value::Object(Map::new());
    imply(filter, &mut element);
    element
}

fn imply(filter: &Filter, element: &mut Value) {
    match filter {
        Filter::Compare(path, CompareOp::Eq, value) => {
            let boolean =
                path.name.eq_ignore_ascii_case("primary").then(|| eval::as_boolean(value)).flatten();
            *child(element, &path.name, || Value::Null) = boolean.map_or_else(|| value.clone(), Value::from);
        }
        Filter::And(left, right) => {
            imply(left, element);
            imply(right, element);
        }
        _ => {}
    }
}

/// The member called `name`, made by `new` when it is missing.
fn child<'a>(object: &'a mut Value, name: &str, new: impl FnOnce() -> Value) -> &'a mut Value {
    if !object.is_object() {
        *object = Value::Object(Map::new());
    }
    let Value::Object(map) = object else { unreachable!("made an object above") };
    match map.keys().position(|key| key.eq_ignore_ascii_case(name)) {
        Some(at) => map.values_mut().nth(at).unwrap_or_else(|| unreachable!("a key has a value")),
        None => map.entry(name).or_insert_with(new),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn put_builds_what_a_mapping_names() {
        let mut user = json!({});
        for (path, value) in [
            ("userName", json!("mira@example.com")),
            ("name.givenName", json!("Mira")),
            ("emails[type eq \"work\"].value", json!("mira@example.com")),
            ("addresses[type eq \"work\"].locality", json!("Bergen")),
            ("addresses[type eq \"work\"].country", json!("NO")),
            ("roles[primary eq \"True\"].value", json!("admin")),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", json!("Harbour")),
        ] {
            put(&mut user, &path.parse().unwrap(), value.clone());
            assert_eq!(first(&user, &path.parse().unwrap()), Some(&value), "{path}");
        }
        assert_eq!(
            user,
            json!({
                "userName": "mira@example.com",
                "name": {"givenName": "Mira"},
                "emails": [{"type": "work", "value": "mira@example.com"}],
                "addresses": [{"type": "work", "locality": "Bergen", "country": "NO"}],
                "roles": [{"primary": true, "value": "admin"}],
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Harbour"},
            })
        );
    }

    #[test]
    fn what_is_taken_out_leaves_nothing_empty_behind() {
        let whole = json!({
            "title": "Pilot",
            "name": {"givenName": "Mira", "familyName": "Berg"},
            "emails": [{"type": "work", "value": "m@example.com"}, {"type": "home", "value": "h@example.com"}],
            "roles": [{"primary": true, "value": "admin", "display": "Admin"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Harbour"},
        });
        for (path, gone, kept) in [
            ("TITLE", "/title", "/name"),
            ("name.givenName", "/name/givenName", "/name/familyName"),
            ("emails[type eq \"work\"].value", "/emails/1", "/emails/0"),
            ("roles[primary eq \"True\"].value", "/roles", "/emails"),
            ("roles[primary eq \"True\"].display", "/roles/0/display", "/roles/0/value"),
            (
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
                "/urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
                "/title",
            ),
        ] {
            let mut user = whole.clone();
            take_out(&mut user, &path.parse().unwrap());
            assert!(user.pointer(gone).is_none() && user.pointer(kept).is_some(), "{path}: {user}");
        }
        let mut user = whole.clone();
        take_out(&mut user, &"nickName".parse().unwrap());
        assert_eq!(user, whole);
    }

    #[test]
    fn names_compare_without_case() {
        let user = json!({"UserName": "x", "EMAILS": [{"Type": "work", "Value": "y"}]});
        assert_eq!(first(&user, &"username".parse().unwrap()), Some(&json!("x")));
        assert_eq!(first(&user, &"emails[type eq \"work\"].value".parse().unwrap()), Some(&json!("y")));
    }
}
