//! What a target lacks: its representation, read leniently, against the values that flow.
//!
//! Names compare without letter case, booleans as words or as JSON, lists as sets. So a server's habits alone never
//! cause a PATCH, and what differs is sent with the path exactly as the mapping names it.

use serde_json::Value;

use super::{Difference, Flow, roles, values};
use crate::entra::Dialect;
use crate::entra::body::Change;
use crate::scim::{access, eval};
use crate::suite::AttributeType;

/// What has to be written so that the target shows these flows; defaults and creation-only values do not count.
///
/// `Add` where the target shows no value, else `Replace` (Microsoft Learn, "Known issues and resolutions with SCIM 2.0
/// protocol compliance"). In what form the dialect sends several changes is [`crate::entra::body::patch`]'s work.
pub fn differences(dialect: Dialect, current: &Value, flows: &[Flow]) -> Vec<Difference> {
    let mut found: Vec<Difference> = Vec::new();
    for flow in flows.iter().filter(|flow| !flow.is_default && !flow.only_on_creation) {
        let difference = match &flow.patched {
            Some(patched) => roles::difference(dialect, current, flow, patched),
            None => difference(current, flow),
        };
        // Two mappings may write the same role by the same operation.
        if let Some(difference) = difference.filter(|new| !found.iter().any(|old| old.change == new.change)) {
            found.push(if flow.redacted { redacted(difference) } else { difference });
        }
    }
    found
}

fn redacted(difference: Difference) -> Difference {
    let hide = |value: Option<String>| value.map(|_| "[Redact]".to_owned());
    Difference { old: hide(difference.old), new: hide(difference.new), ..difference }
}

fn difference(current: &Value, flow: &Flow) -> Option<Difference> {
    let mut shown = access::values(current, flow.target.path());
    shown.retain(|value| !is_empty(value));
    match &flow.value {
        _ if flow.only_if_empty && !shown.is_empty() => None,
        Value::Array(wanted) => list_difference(&shown, wanted, flow),
        wanted if is_empty(wanted) && shown.is_empty() => None,
        wanted if shown.first().is_some_and(|shown| same(shown, wanted, flow)) => None,
        wanted => Some(change(flow, &shown[..shown.len().min(1)], wanted.clone())),
    }
}

/// Lists are sets: the order is the server's own. A list that is only added to gets what it lacks.
fn list_difference(shown: &[&Value], wanted: &[Value], flow: &Flow) -> Option<Difference> {
    let missing: Vec<Value> = wanted
        .iter()
        .filter(|wanted| !shown.iter().any(|shown| same(shown, wanted, flow)))
        .cloned()
        .collect();
    if flow.add_only {
        let added = change(flow, shown, Value::Array(missing.clone()));
        let change = Change { exists: false, ..added.change };
        return (!missing.is_empty()).then(|| Difference { change, ..added });
    }
    let superfluous = shown.iter().any(|shown| !wanted.iter().any(|wanted| same(shown, wanted, flow)));
    (!missing.is_empty() || superfluous).then(|| {
        let whole = change(flow, shown, Value::Array(wanted.to_vec()));
        // A list of roles is replaced whether or not there is one, as documented for the assertive function.
        let exists = whole.change.exists || flow.kind == AttributeType::Complex;
        Difference { change: Change { exists, ..whole.change }, ..whole }
    })
}

fn change(flow: &Flow, shown: &[&Value], value: Value) -> Difference {
    let old: Vec<String> = shown.iter().map(|value| values::shown(value)).collect();
    let path = &flow.target;
    Difference {
        old: (!old.is_empty()).then(|| old.join(", ")),
        new: Some(values::shown(&value)),
        change: if shown.is_empty() { Change::add(path, value) } else { Change::replace(path, value) },
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

/// Whether the target shows the value that flows.
fn same(shown: &Value, wanted: &Value, flow: &Flow) -> bool {
    match (shown, wanted) {
        (Value::Object(_), Value::Object(wanted)) => {
            wanted.iter().all(|(name, wanted)| match access::member(shown, name) {
                Some(shown) => same(shown, wanted, flow),
                None => is_dispensable(name, wanted),
            })
        }
        (Value::Object(_), _) => access::member(shown, "value")
            .is_some_and(|shown| !shown.is_object() && same(shown, wanted, flow)),
        _ => same_single(shown, wanted, flow),
    }
}

/// What servers do not keep of an element: what is false anyway, the literal `type` of roles, and labels.
fn is_dispensable(name: &str, wanted: &Value) -> bool {
    is_empty(wanted) || *wanted == Value::Bool(false) || ["type", "display", "displayName"].contains(&name)
}

fn same_single(shown: &Value, wanted: &Value, flow: &Flow) -> bool {
    if shown.is_boolean() || wanted.is_boolean() {
        return eval::as_boolean(shown).is_some_and(|shown| eval::as_boolean(wanted) == Some(shown));
    }
    if flow.kind == AttributeType::DateTime
        && let (Some(shown), Some(wanted)) = (values::time(shown), values::time(wanted))
    {
        return shown == wanted;
    }
    match (values::text(shown), values::text(wanted)) {
        (Some(shown), Some(wanted)) if flow.exact_case => shown == wanted,
        (Some(shown), Some(wanted)) => shown == wanted || shown.to_lowercase() == wanted.to_lowercase(),
        _ => shown == wanted,
    }
}
