//! What faulty servers make of a user besides what a PATCH asks for. A healthy tenant passes through here unchanged.

use serde_json::{Value, json};

use super::super::fault::{Fault, FaultSet};
use crate::scim::{Path, access, urn};

/// Bends the user after the operations of a PATCH.
pub(super) fn bend(faults: &FaultSet, sent: &Value, before: &Value, body: &mut Value) {
    if faults.is_empty() {
        return;
    }
    let operations = super::lax::operations(sent);
    for operation in operations {
        let text = |name: &str| access::member(operation, name).and_then(Value::as_str).unwrap_or_default();
        let value = access::member(operation, "value").unwrap_or(&Value::Null);
        let (op, path) = (text("op").to_lowercase(), text("path"));
        if path.is_empty() {
            without_path(faults, value, operations.len(), body);
        } else if let Ok(path) = path.parse::<Path>() {
            extension(faults, &op, &path, before, body);
            match op.as_str() {
                "remove" => removed(faults, &path, before, body),
                "replace" => replaced(faults, &path, value, body),
                _ => {}
            }
            manager(faults, &path, value, body);
        }
    }
}

fn without_path(faults: &FaultSet, value: &Value, count: usize, body: &mut Value) {
    let mentioned = access::member(value, "phoneNumbers").is_some();
    if faults.has(Fault::NoPathEmptiesLists) && count == 1 && !mentioned {
        take(body, "phoneNumbers");
    }
}

fn extension(faults: &FaultSet, op: &str, path: &Path, before: &Value, body: &mut Value) {
    let Some(id) = path.urn.as_deref().filter(|id| urn::same(id, urn::ENTERPRISE_USER)) else { return };
    if path.name == "manager" {
        return;
    }
    let held = before.get(id).and_then(Value::as_object);
    if faults.has(Fault::ExtensionContainerNotMade) && op == "add" && held.is_none() {
        take(body, id);
    }
    if faults.has(Fault::RemoveUrnTakesExtension) && op == "remove" && held.is_some_and(|held| held.len() > 1)
    {
        take(body, id);
    }
    if let (true, Some(held), None) = (faults.has(Fault::LastExtensionAttributeKept), held, body.get(id)) {
        body[id] = Value::Object(held.clone());
    }
}

fn removed(faults: &FaultSet, path: &Path, before: &Value, body: &mut Value) {
    let name = path.name.as_str();
    let Some(held) = before.get(name).and_then(Value::as_array).filter(|_| path.urn.is_none()) else {
        return;
    };
    let simple = matches!(path.filter.as_deref(), Some(crate::scim::filter::Filter::Compare(..)));
    match (&path.filter, &path.sub) {
        (None, None) if faults.has(Fault::RemoveListTakesFirst) => body[name] = held[1..].into(),
        (Some(_), None) if faults.has(Fault::LastValueLeavesType) && body.get(name).is_none() => {
            body[name] = json!([{ "type": held[0]["type"] }]);
        }
        (Some(_), None) if faults.has(Fault::RemoveByFilterTakesAll) && simple => take(body, name),
        (Some(filter), Some(_)) if faults.has(Fault::RemoveSubTakesElement) => {
            if let Some(items) = body.get_mut(name).and_then(Value::as_array_mut) {
                items.retain(|item| !crate::scim::eval::matches_element(filter, item));
            }
        }
        _ => {}
    }
}

fn replaced(faults: &FaultSet, path: &Path, value: &Value, body: &mut Value) {
    if path.name != "name" {
        return;
    }
    match &path.sub {
        Some(sub) if faults.has(Fault::SubReplaceDropsSiblings) => body["name"] = json!({ (sub): value }),
        None if faults.has(Fault::ReplaceComplexWhole) && value.is_object() => body["name"] = value.clone(),
        _ => {}
    }
}

fn manager(faults: &FaultSet, path: &Path, value: &Value, body: &mut Value) {
    let Some(name) = value.get("displayName").filter(|_| path.name == "manager") else { return };
    let held = body.get_mut(urn::ENTERPRISE_USER).and_then(|enterprise| enterprise.get_mut("manager"));
    if let (true, Some(manager)) = (faults.has(Fault::ManagerNameStored), held) {
        manager["displayName"] = name.clone();
    }
}

fn take(body: &mut Value, name: &str) {
    if let Value::Object(body) = body {
        body.shift_remove(name);
    }
}
