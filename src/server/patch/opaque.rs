//! Changes inside an extension nobody declared: what is sent is kept as it is.

use serde_json::Value;

use super::expand::Change;
use crate::scim::patch::OpKind;
use crate::scim::{access, eval};

/// Applies a change to an attribute of an undeclared extension.
pub(super) fn apply(body: &mut Value, change: &Change) {
    let value = change.value.as_ref().filter(|_| change.kind != OpKind::Remove);
    match value.filter(|value| !value.is_null() && value.as_str() != Some("")) {
        Some(value) => access::put(body, &change.path, value.clone()),
        None => remove(body, change),
    }
}

fn remove(body: &mut Value, change: &Change) {
    let path = &change.path;
    let container = path.urn.as_deref().and_then(|id| member_mut(body, id));
    let Some(container) = container else { return };
    match (&path.filter, &path.sub) {
        (Some(filter), _) => {
            if let Some(Value::Array(items)) = member_mut(container, &path.name) {
                items.retain(|item| !eval::matches_element(filter, item));
            }
        }
        (None, Some(sub)) => {
            if let Some(complex) = member_mut(container, &path.name) {
                take(complex, sub);
            }
        }
        (None, None) => take(container, &path.name),
    }
}

fn member_mut<'a>(object: &'a mut Value, name: &str) -> Option<&'a mut Value> {
    let object = object.as_object_mut()?;
    let key = access::key_of(object, name)?;
    object.get_mut(&key)
}

fn take(object: &mut Value, name: &str) {
    if let Value::Object(object) = object
        && let Some(key) = access::key_of(object, name)
    {
        object.shift_remove(&key);
    }
}
