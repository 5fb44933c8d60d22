//! What a request writes, and whether the suite lets it.

use serde_json::{Value, json};

use super::{Made, Request, is_fixed, kind_of, rows};
use crate::entra::step::ResourceType;
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

/// Why a request is ruled out that changes what is written at creation only.
pub(super) fn fixed(suite: &Suite, request: &Request, made: &Made) -> Option<String> {
    let mut fixed = rows(suite, kind_of(request.path)?).iter().filter(|row| is_fixed(row));
    let row = match request.method {
        Method::Patch => {
            let writings = writings(request);
            fixed.find(|row| writings.iter().any(|writing| writing.touches(row)))
        }
        Method::Put => fixed.find(|row| replaces(row, request, made)),
        _ => None,
    };
    Some(format!("the suite says that {} is written at creation only", row?.target()))
}

/// Whether a replacement brings another value than the resource was created with.
fn replaces(row: &Attribute, request: &Request, made: &Made) -> bool {
    let target = row.target().path();
    let first = request.path.split_once("{{").and_then(|(_, rest)| made.get(rest.split("}}").next()?));
    let (Some(first), Some(body)) = (first, request.body) else { return false };
    access::first(body, target).is_some_and(|value| access::first(first, target) != Some(value))
}

/// Why a request is ruled out that writes a value the app does not accept.
pub(super) fn foreign_value(suite: &Suite, request: &Request) -> Option<String> {
    let kind = kind_of(request.path)?;
    let rows = rows(suite, kind);
    let writes = matches!(request.method, Method::Post | Method::Put | Method::Patch);
    if !writes || !rows.iter().any(Attribute::has_form) {
        return None;
    }
    let writings = writings(request);
    let unaccepted = |row: &&Attribute| writings.iter().any(|writing| writing.breaks(row));
    if let Some(row) = rows.iter().filter(|row| row.has_form()).find(unaccepted) {
        return Some(format!("the suite says that {} takes other values only", row.target()));
    }
    let is_update = request.method == Method::Patch;
    let parted = rows.iter().find(|row| kind == ResourceType::User && parts(row, &writings, is_update))?;
    let other = parted.equals.as_ref()?;
    Some(format!("the suite says that {} always equals {other}", parted.target()))
}

/// Whether the request leaves an attribute with another value than the one it equals.
fn parts(row: &Attribute, writings: &[Writing], is_update: bool) -> bool {
    let Some(other) = &row.equals else { return false };
    let last = |path: &Path| writings.iter().rev().find_map(|w| access::first(&w.resource, path));
    let (own, other) = (last(row.target().path()), last(other.path()));
    match (own, other) {
        (Some(own), Some(other)) => own != other,
        (None, None) => false,
        // A whole user need not carry what it always equals; an update must change both.
        _ => is_update,
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

fn writings(request: &Request) -> Vec<Writing> {
    let Some(body) = request.body else { return Vec::new() };
    if request.method != Method::Patch {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(row: &str) -> Suite {
        let head = "schema = 1\n[app]\nname = \"Own\"\nslug = \"own\"\n[user]\nattributes = [\n";
        let rows = "{ path = 'userName', type = \"String\" },\n";
        crate::suite::load::parse(&format!("{head}{rows}{row}\n]\n"), "own.toml", &[]).unwrap()
    }

    fn update(operation: &Value) -> Value {
        json!({ "Operations": [operation] })
    }

    fn patch(body: &Value) -> Request<'_> {
        Request { method: Method::Patch, path: "/Users/{{user}}", body: Some(body) }
    }

    #[test]
    fn every_form_of_a_patch_is_seen_through() {
        let suite = suite("{ path = 'name.familyName', type = \"String\", written = \"at-creation\" }");
        for (operation, ruled_out) in [
            (json!({ "op": "Replace", "path": "name.familyName", "value": "Berg" }), true),
            (json!({ "op": "replace", "path": "name", "value": { "familyName": "Berg" } }), true),
            (json!({ "op": "replace", "value": { "name.familyName": "Berg" } }), true),
            (json!({ "op": "replace", "value": { "NAME": { "familyName": "Berg" } } }), true),
            (json!({ "op": "remove", "path": "name.familyName" }), true),
            (json!({ "op": "replace", "path": "name.givenName", "value": "Mira" }), false),
        ] {
            let body = update(&operation);
            assert_eq!(fixed(&suite, &patch(&body), &Made::new()).is_some(), ruled_out, "{operation}");
        }
    }

    #[test]
    fn a_replacement_may_repeat_what_is_fixed() {
        let suite = suite("{ path = 'title', type = \"String\", written = \"at-creation\" }");
        let made = Made::from([("user".into(), json!({ "title": "Pilot" }))]);
        for (body, ruled_out) in
            [(json!({ "title": "Pilot" }), false), (json!({}), false), (json!({ "title": "Mate" }), true)]
        {
            let request = Request { method: Method::Put, path: "/Users/{{user}}", body: Some(&body) };
            assert_eq!(fixed(&suite, &request, &made).is_some(), ruled_out, "{body}");
        }
    }

    #[test]
    fn values_are_held_against_their_rules() {
        let short = suite("{ path = 'title', type = \"String\", max_length = 6 }");
        let twin = suite("{ path = 'nickName', type = \"String\", equals = 'userName' }");
        let create = |body| Request { method: Method::Post, path: "/Users", body: Some(body) };
        let (long, empty, odd) =
            (json!({ "title": "Harbour pilot" }), json!({ "title": "" }), json!({ "title": 7 }));
        assert!(foreign_value(&short, &create(&long)).is_some());
        assert!(
            foreign_value(&short, &create(&empty)).is_none()
                && foreign_value(&short, &create(&odd)).is_none()
        );
        let alone = update(&json!({ "op": "replace", "path": "userName", "value": "mira" }));
        assert!(foreign_value(&twin, &patch(&alone)).is_some());
        let both = update(&json!({ "op": "replace", "value": { "userName": "mira", "nickName": "mira" } }));
        assert!(foreign_value(&twin, &patch(&both)).is_none());
    }
}
