//! References to resources of the same bulk request: `bulkId:` and the name the client gave (RFC 7644 §3.7.2).

use std::collections::HashMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

/// What stands in front of a name.
pub(super) const PREFIX: &str = "bulkId:";

/// The ids that resources created so far got, by the names the client gave them.
pub(super) type Ids = HashMap<String, String>;

fn name(text: &str) -> Option<&str> {
    text.strip_prefix(PREFIX)
}

/// Every name the value refers to.
pub(super) fn names(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => name(text).into_iter().collect(),
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(members) => members.values().flat_map(names).collect(),
        _ => Vec::new(),
    }
}

/// The name a path refers to in place of an id.
pub(super) fn name_in_path(path: &str) -> Option<&str> {
    path.split('/').find_map(name)
}

/// The value with ids in place of the names that have one.
pub(super) fn resolve(value: &Value, ids: &Ids) -> Value {
    match value {
        Value::String(text) => name(text).and_then(|name| ids.get(name)).unwrap_or(text).as_str().into(),
        Value::Array(items) => items.iter().map(|item| resolve(item, ids)).collect(),
        Value::Object(members) => members.iter().map(|(key, v)| (key.clone(), resolve(v, ids))).collect(),
        other => other.clone(),
    }
}

/// The path with ids in place of the names that have one.
pub(super) fn resolve_path(path: &str, ids: &Ids) -> String {
    let encoded = |id: &String| utf8_percent_encode(id, NON_ALPHANUMERIC).to_string();
    let part = |part: &str| name(part).and_then(|name| ids.get(name)).map_or(part.to_owned(), encoded);
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// The attributes of a resource without what still refers to a name: a string, the element or complex value it
/// stands in.
pub(super) fn without_names(data: &Value) -> Value {
    let Value::Object(members) = data else { return data.clone() };
    members.iter().filter_map(|(key, value)| Some((key.clone(), without(value)?))).collect()
}

fn without(value: &Value) -> Option<Value> {
    let refers = |value: &Value| value.as_str().and_then(name).is_some();
    match value {
        Value::Array(items) => Some(items.iter().filter_map(without).collect()),
        Value::Object(members) if members.values().any(refers) => None,
        Value::Object(_) => Some(without_names(value)),
        other => (!refers(other)).then(|| other.clone()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_become_ids_or_are_left_out() {
        let data = json!({
            "title": "bulkId", "manager": {"value": "bulkId:b", "$ref": null}, "x": {"deep": {"value": "bulkId:b"}, "y": 1},
            "members": [{"value": "bulkId:a", "type": "User"}, {"value": "bulkId:b"}, "bulkId:b"],
        });
        assert_eq!(names(&data), ["b", "b", "a", "b", "b"]);
        let resolved = resolve(&data, &Ids::from([("a".to_owned(), "1".to_owned())]));
        let left = json!({"title": "bulkId", "x": {"y": 1}, "members": [{"value": "1", "type": "User"}]});
        assert_eq!(without_names(&resolved), left);
    }

    #[test]
    fn paths_may_refer_to_names() {
        let ids = Ids::from([("a".to_owned(), "1/2".to_owned())]);
        assert_eq!(name_in_path("/Users/bulkId:a"), Some("a"));
        assert_eq!(resolve_path("/Users/bulkId:a", &ids), "/Users/1%2F2");
        assert_eq!(resolve_path("/Users/bulkId:b", &ids), "/Users/bulkId:b");
    }
}
