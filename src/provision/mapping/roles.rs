//! The wire shapes of app roles. Three functions of the expression language decide what a create request and a PATCH
//! say (Microsoft Learn, "Customize user provisioning attribute mappings", Provisioning a role to a SCIM app).

use serde_json::{Map, Value, json};

use super::{Difference, Flow, Patched, values};
use crate::entra::Dialect;
use crate::entra::body::{Change, ROLE_TYPE};
use crate::provision::expression::RoleForm;
use crate::provision::object::AppRole;
use crate::scim::{Path, access};
use crate::suite::AttributePath;

/// What flows for the roles of one object.
pub(super) struct Shape {
    /// For the create request.
    pub(super) value: Value,
    /// For a PATCH.
    pub(super) patched: Option<Patched>,
    /// Whether roles are only ever added.
    pub(super) add_only: bool,
}

/// The shape of these roles at that target. An object without any has no single role; the lists are then empty.
pub(super) fn shape(form: RoleForm, roles: &[AppRole], target: &AttributePath) -> Option<Shape> {
    let elements: Value = roles.iter().map(|role| element(form, role)).collect();
    match form {
        RoleForm::Single => roles.first().map(|role| single(role, target)),
        RoleForm::Complex => {
            Some(Shape { patched: added(target, roles, elements.clone()), value: elements, add_only: true })
        }
        RoleForm::Assertive => Some(Shape { value: elements, patched: None, add_only: false }),
    }
}

/// One role: of several it is not defined which flows; here the first one does.
fn single(role: &AppRole, target: &AttributePath) -> Shape {
    let whole = json!([element(RoleForm::Single, role)]);
    let plain = target.path().filter.is_none() && target.path().sub.is_none();
    let value = if plain && is_roles(target) { whole.clone() } else { json!(name(role)) };
    let patched = added(target, std::slice::from_ref(role), whole);
    Shape { value, add_only: patched.is_some(), patched }
}

/// The PATCH adds to `roles`, whichever part of it is mapped; in the default dialect each role is JSON in a text.
fn added(target: &AttributePath, roles: &[AppRole], compliant: Value) -> Option<Patched> {
    let path = is_roles(target).then(|| target.path().name.parse().ok()).flatten()?;
    let default = roles.iter().map(|role| json!({ "value": as_text(role) })).collect();
    Some(Patched { path, default, compliant })
}

fn is_roles(target: &AttributePath) -> bool {
    Path { filter: None, sub: None, ..target.path().clone() }.is_attribute("roles")
}

/// What a role is called over the wire; one without a value goes by its display name.
fn name(role: &AppRole) -> &str {
    role.value.as_deref().filter(|value| !value.is_empty()).unwrap_or(&role.display_name)
}

/// The element of a create request. The label differs from form to form, as documented.
fn element(form: RoleForm, role: &AppRole) -> Value {
    let mut element = Map::new();
    element.insert("primary".into(), json!(form == RoleForm::Single));
    element.insert("type".into(), json!(ROLE_TYPE));
    match form {
        RoleForm::Single => {}
        RoleForm::Complex => drop(element.insert("displayName".into(), json!(role.display_name))),
        RoleForm::Assertive => drop(element.insert("display".into(), json!(role.display_name))),
    }
    element.insert("value".into(), json!(name(role)));
    Value::Object(element)
}

fn as_text(role: &AppRole) -> String {
    json!({ "id": role.id, "value": role.value, "displayName": role.display_name }).to_string()
}

/// The operation that adds the roles, where the target lacks one of them.
pub(super) fn difference(
    dialect: Dialect,
    current: &Value,
    flow: &Flow,
    patched: &Patched,
) -> Option<Difference> {
    let shown = access::values(current, patched.path.path());
    let wanted: Vec<&str> =
        patched.compliant.as_array()?.iter().filter_map(|role| role["value"].as_str()).collect();
    if wanted.iter().all(|name| shown.iter().any(|role| shows(role, name, flow.exact_case))) {
        return None;
    }
    let value = match dialect {
        Dialect::Default => patched.default.clone(),
        Dialect::Compliant => patched.compliant.clone(),
    };
    let old: Vec<String> = shown.iter().map(|role| values::shown(role)).collect();
    Some(Difference {
        change: Change::add(&patched.path, value),
        old: (!old.is_empty()).then(|| old.join(", ")),
        new: Some(wanted.join(", ")),
    })
}

/// Whether an element of the target is that role: by its value, or by the JSON text that an earlier PATCH wrote there.
fn shows(role: &Value, name: &str, exact: bool) -> bool {
    let Some(text) = access::member(role, "value").unwrap_or(role).as_str() else { return false };
    let same = |text: &str| text == name || !exact && text.to_lowercase() == name.to_lowercase();
    let written: Option<Value> = text.starts_with('{').then(|| serde_json::from_str(text).ok()).flatten();
    let inside = |member: &str| {
        written
            .as_ref()
            .and_then(|role| access::member(role, member))
            .and_then(Value::as_str)
            .is_some_and(same)
    };
    same(text) || inside("value") || inside("displayName")
}
