//! Reading what the tenant says, as strictly as the service does: a value of the wrong type makes the whole answer
//! unreadable (observed: a manager that comes back as a text fails every operation on that user).

use std::fmt;

use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::failure::Trouble;
use crate::http::Response;
use crate::scim::urn;

/// Attributes that hold lists of objects.
const LISTS: [&str; 8] =
    ["emails", "phoneNumbers", "addresses", "roles", "entitlements", "ims", "photos", "members"];

/// A resource of the tenant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// Its id.
    pub id: String,
    /// All of it.
    pub value: Value,
}

/// The resource an answer holds.
pub(super) fn resource(response: &Response) -> Result<Shown, Trouble> {
    let value = serde_json::from_str(&response.body).map_err(|error| unreadable(&error, response))?;
    shown(value).map_err(|what| Trouble::unreadable(&what, response))
}

/// The id of the resource an answer holds, judged like [`resource`]; what is in order is not looked into.
pub(super) fn id(response: &Response) -> Result<String, Trouble> {
    outline(&response.body).map_or_else(|| resource(response).map(|shown| shown.id), Ok)
}

/// The id of a resource that can be seen to be in order from how its values begin.
fn outline(body: &str) -> Option<String> {
    let mut body = serde_json::Deserializer::from_str(body);
    let id = body.deserialize_map(Outline).ok()?;
    body.end().ok()?;
    (!id.is_empty()).then_some(id)
}

/// Looks for the id, and gives up at whatever needs a closer look.
struct Outline;

impl<'a> Visitor<'a> for Outline {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a resource")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut members: A) -> Result<String, A::Error> {
        let mut id = String::new();
        while let Some(name) = members.next_key::<&str>()? {
            let mut value = || members.next_value::<&RawValue>().map(RawValue::get);
            let in_order = match name {
                "name" => value()?.starts_with('{'),
                urn::ENTERPRISE_USER => !value()?.contains("manager"),
                name if LISTS.contains(&name) => value()?.starts_with('['),
                "id" => {
                    id = members.next_value()?;
                    true
                }
                _ => members.next_value::<IgnoredAny>().is_ok(),
            };
            if !in_order {
                return Err(A::Error::custom("a closer look is needed"));
            }
        }
        Ok(id)
    }
}

/// The resource a write may be answered with; an empty body is fine, whatever the status.
pub(super) fn perhaps_resource(response: &Response) -> Result<(), Trouble> {
    if response.status == 204 || response.body.trim().is_empty() {
        return Ok(());
    }
    let value: Value = serde_json::from_str(&response.body).map_err(|error| unreadable(&error, response))?;
    misfit(&value).map_or(Ok(()), |what| Err(Trouble::unreadable(&what, response)))
}

/// The resources a query found. `totalResults` counts where it is larger than what came.
pub(super) fn list(response: &Response) -> Result<(u64, Vec<Value>), Trouble> {
    if finds_nothing(&response.body) {
        return Ok((0, Vec::new()));
    }
    let mut value: Value =
        serde_json::from_str(&response.body).map_err(|error| unreadable(&error, response))?;
    let wrong = |what: &str| Trouble::unreadable(what, response);
    let total = match value.get("totalResults") {
        None => 0,
        Some(total) => total.as_u64().ok_or_else(|| wrong("totalResults is not a number"))?,
    };
    let resources = match value.get_mut("Resources").map(Value::take) {
        None | Some(Value::Null) if value.is_object() => Vec::new(),
        Some(Value::Array(resources)) => resources,
        _ => return Err(wrong("it is not a ListResponse")),
    };
    Ok((total.max(resources.len() as u64), resources))
}

/// Whether an answer can be seen to be the list without any resource.
fn finds_nothing(body: &str) -> bool {
    #[derive(Deserialize)]
    struct List {
        #[serde(rename = "totalResults")]
        total: u64,
        #[serde(rename = "Resources", default)]
        resources: [(); 0],
    }
    // What stands in a list would be read as well.
    let is_empty = |List { total, resources }| total == 0 && resources.is_empty();
    body.trim_start().starts_with('{') && serde_json::from_str(body).is_ok_and(is_empty)
}

/// A resource of a list or a body.
pub(super) fn shown(value: Value) -> Result<Shown, String> {
    if let Some(what) = misfit(&value) {
        return Err(what);
    }
    match value.get("id").and_then(Value::as_str).filter(|id| !id.is_empty()) {
        Some(id) => Ok(Shown { id: id.to_owned(), value }),
        None => Err("the resource has no id".to_owned()),
    }
}

/// Whether a user has a manager, whoever that is.
pub(super) fn shows_manager(value: &Value) -> bool {
    let managers = [
        value.get(urn::ENTERPRISE_USER).and_then(|extension| extension.get("manager")),
        value.get("manager"),
    ];
    managers.into_iter().flatten().any(|manager| match manager {
        Value::Object(parts) => parts.values().any(|part| !part.is_null()),
        other => !other.is_null(),
    })
}

/// What of a resource is of the wrong type.
fn misfit(value: &Value) -> Option<String> {
    let object = value.as_object();
    let Some(object) = object else { return Some("it is not an object".to_owned()) };
    let fits =
        |name: &str, holds: fn(&Value) -> bool| object.get(name).is_none_or(|v| v.is_null() || holds(v));
    if !fits("name", Value::is_object) {
        return Some("name is not an object".to_owned());
    }
    if let Some(name) = LISTS.into_iter().find(|name| !fits(name, Value::is_array)) {
        return Some(format!("{name} is not a list"));
    }
    let manager = object.get(urn::ENTERPRISE_USER).and_then(|extension| extension.get("manager"));
    manager
        .is_some_and(|manager| !manager.is_object() && !manager.is_null())
        .then(|| "manager is not an object".to_owned())
}

fn unreadable(error: &serde_json::Error, response: &Response) -> Trouble {
    Trouble::unreadable(&format!("{error}"), response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(body: &str) -> Response {
        Response { status: 200, headers: Vec::new(), body: body.to_owned() }
    }

    #[test]
    fn lists_are_read_with_and_without_resources() {
        assert_eq!(list(&response(r#"{"totalResults":0}"#)).unwrap(), (0, Vec::new()));
        assert_eq!(list(&response(r#"{"totalResults":0,"Resources":[]}"#)).unwrap(), (0, Vec::new()));
        assert_eq!(list(&response(r#"{"totalResults":0,"Resources":null}"#)).unwrap(), (0, Vec::new()));
        assert_eq!(list(&response(r#"{"totalResults":0,"Resources":[{}]}"#)).unwrap().0, 1);
        assert_eq!(list(&response(r#"{"totalResults":2,"Resources":[{}]}"#)).unwrap().0, 2);
        for wrong in
            ["", "<html>", "[]", "[0]", "[0,[]]", "1", r#"{"Resources":{}}"#, r#"{"totalResults":"2"}"#]
        {
            assert!(list(&response(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_manager_as_text_makes_a_user_unreadable() {
        let user =
            |manager: &str| format!(r#"{{"id":"1","{}":{{"manager":{manager}}}}}"#, urn::ENTERPRISE_USER);
        assert!(resource(&response(&user(r#""u-31""#))).unwrap_err().message.contains("manager"));
        assert_eq!(resource(&response(&user(r#"{"value":"u-31"}"#))).unwrap().id, "1");
        assert_eq!(resource(&response(&user("null"))).unwrap().id, "1");
        for body in
            [r#"{"id":"1"}"#, r#"{"id":"1","emails":null}"#, r#"{"id":"\u0031","name":{}}"#, &user("null")]
        {
            assert_eq!(id(&response(body)).unwrap(), "1", "{body}");
        }
        for wrong in [r#"{"id":7}"#, r#"{"id":""}"#, "{}", r#"{"id":"1","emails":{}}"#, r#"{"id":"1"}}"#, ""]
        {
            assert!(resource(&response(wrong)).is_err() && id(&response(wrong)).is_err(), "{wrong}");
        }
        assert!(id(&response(&user(r#""u-31""#))).is_err());
    }

    #[test]
    fn a_manager_is_shown_or_not() {
        let user = |manager: Value| {
            shows_manager(&serde_json::json!({ urn::ENTERPRISE_USER: { "manager": manager } }))
        };
        assert!(
            user(serde_json::json!({ "value": "u-31" })) && user(serde_json::json!({ "displayName": "Bo" }))
        );
        assert!(!user(Value::Null) && !user(serde_json::json!({ "value": null })));
        assert!(!shows_manager(&serde_json::json!({ "id": "1" })));
    }

    #[test]
    fn a_write_may_be_answered_with_nothing() {
        assert!(perhaps_resource(&response("")).is_ok());
        assert!(perhaps_resource(&response("{}")).is_ok());
        assert!(perhaps_resource(&response("<html>")).is_err());
    }
}
