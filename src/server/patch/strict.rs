//! What faulty servers refuse or overlook in a PATCH. A healthy tenant passes through here unchanged.

use serde_json::{Map, Value};

use super::super::fault::{Fault, FaultSet};
use super::expand::Change;
use crate::scim::patch::{OpKind, PatchOp};
use crate::scim::schema::{Found, Kind};
use crate::scim::{Error, Path, ScimType, access};

/// The body as a server sees it that knows one spelling of each member.
pub(super) fn reread(faults: &FaultSet, sent: &Value) -> Value {
    if !faults.has(Fault::PatchNamesExact) {
        return sent.clone();
    }
    let mut sent = keep(sent, &["schemas", "Operations"]);
    if let Some(Value::Array(operations)) = sent.get_mut("Operations") {
        for operation in operations {
            *operation = keep(operation, &["op", "path", "value"]);
        }
    }
    sent
}

fn keep(object: &Value, names: &[&str]) -> Value {
    let members = object.as_object().into_iter().flatten().filter(|(name, _)| names.contains(&name.as_str()));
    Value::Object(members.map(|(name, value)| (name.clone(), value.clone())).collect())
}

/// Refuses op values in another spelling than the RFC's.
pub(super) fn refuse_ops(faults: &FaultSet, sent: &Value) -> Result<(), Error> {
    let operations = access::member(sent, "Operations").and_then(Value::as_array);
    let ops =
        operations.into_iter().flatten().filter_map(|o| access::member(o, "op").and_then(Value::as_str));
    match ops.into_iter().find(|op| op.bytes().any(|b| b.is_ascii_uppercase())) {
        Some(op) if faults.has(Fault::OpLowerCaseOnly) => {
            Err(Error::of(ScimType::InvalidSyntax, format!("unknown operation '{op}'")))
        }
        _ => Ok(()),
    }
}

/// Refuses long requests.
pub(super) fn refuse_many(faults: &FaultSet, operations: usize) -> Result<(), Error> {
    const MOST: usize = 15;
    if faults.has(Fault::PatchOperationLimit) && operations > MOST {
        return Err(Error::of(ScimType::InvalidSyntax, format!("at most {MOST} operations are allowed")));
    }
    Ok(())
}

/// Takes removes out of a PATCH that holds other operations, too.
pub(super) fn drop_removes(faults: &FaultSet, patch: &mut PatchOp) {
    if faults.has(Fault::RemoveBesideOthersIgnored) && patch.operations.len() > 1 {
        patch.operations.retain(|operation| operation.kind != OpKind::Remove);
    }
}

/// Whether a part is added to a complex attribute that has no value yet.
pub(super) fn finds_nothing_to_add_to(
    faults: &FaultSet,
    body: &Value,
    change: &Change,
    found: &Found,
) -> bool {
    faults.has(Fault::AddToAbsentIgnored)
        && change.kind == OpKind::Add
        && found.sub.is_some()
        && !found.attribute.multi_valued
        && body.get(&found.attribute.name).is_none()
}

/// Whether the change of a group is answered as if it had been made.
pub(super) fn is_ignored_of_group(faults: &FaultSet, change: &Change, target: &Path) -> bool {
    !change.by_path
        && ((faults.has(Fault::GroupNameNoPathIgnored) && target.is_attribute("displayName"))
            || (faults.has(Fault::GroupExternalIdNoPathIgnored) && target.is_attribute("externalId")))
}

/// Refuses to replace members.
pub(super) fn refuse_members(faults: &FaultSet, change: &Change) -> Result<(), Error> {
    if faults.has(Fault::MembersReplaceRefused) && change.kind == OpKind::Replace {
        return Err(Error::of(ScimType::InvalidSyntax, "'members' can be added and removed, not replaced"));
    }
    Ok(())
}

/// Refuses forms of path.
pub(super) fn refuse_path(faults: &FaultSet, change: &Change) -> Result<(), Error> {
    let path = &change.path;
    let dotted = path.sub.is_some() && path.filter.is_none() && path.urn.is_none();
    let urn = path.urn.is_some() && path.name != "manager";
    let refused =
        (dotted && faults.has(Fault::SubAttributePathRefused)) || (urn && faults.has(Fault::UrnPathRefused));
    if change.by_path && refused {
        return Err(Error::of(ScimType::InvalidPath, format!("the path '{path}' is not supported")));
    }
    Ok(())
}

/// Whether the change is answered as if it had been made.
pub(super) fn is_ignored(faults: &FaultSet, change: &Change, found: &Found) -> bool {
    let path = &change.path;
    let plain = path.urn.is_none() && path.filter.is_none() && path.sub.is_none();
    let simple =
        !found.attribute.multi_valued && !matches!(found.attribute.kind, Kind::Complex | Kind::Boolean);
    let exact =
        path.name == found.attribute.name && path.sub.as_ref().is_none_or(|s| *s == found.leaf().name);
    let manager = path.name == "manager"
        && match change.kind {
            OpKind::Remove => faults.has(Fault::ManagerRemoveIgnored),
            OpKind::Replace => {
                faults.has(Fault::ManagerObjectReplaceIgnored)
                    && change.value.as_ref().is_some_and(Value::is_object)
            }
            OpKind::Add => false,
        };
    manager
        || (faults.has(Fault::PlainReplaceWithoutEffect)
            && change.by_path
            && change.kind == OpKind::Replace
            && plain
            && simple)
        || (faults.has(Fault::TitleNotPatchable) && found.attribute.name == "title")
        || (faults.has(Fault::PatchNamesExact) && !exact)
}

/// Refuses forms of value.
pub(super) fn refuse_value(faults: &FaultSet, change: &Change, found: &Found) -> Result<(), Error> {
    let refused = match (found.attribute.name.as_str(), &change.value) {
        ("active", Some(Value::String(_))) => faults.has(Fault::ActiveStringRefused),
        ("active", Some(Value::Bool(_))) => faults.has(Fault::ActiveBooleanRefused),
        ("manager", Some(Value::String(id))) if id.is_empty() => faults.has(Fault::ManagerClearRefused),
        ("manager", Some(Value::Object(_))) => {
            change.by_path && change.kind == OpKind::Add && faults.has(Fault::ManagerObjectAddRefused)
        }
        ("manager", Some(Value::String(_))) => faults.has(Fault::ManagerStringRefused),
        _ => false,
    };
    if refused {
        let detail = format!("the value of '{}' has the wrong type", found.attribute.name);
        return Err(Error::of(ScimType::InvalidValue, detail));
    }
    Ok(())
}

/// Bends a value that was set.
pub(super) fn bend(faults: &FaultSet, home: &mut Map<String, Value>, change: &Change, found: &Found) {
    let text = change.value.as_ref().is_some_and(Value::is_string);
    if faults.has(Fault::ActiveStringTruthy) && text && found.attribute.name == "active" {
        home.insert("active".to_owned(), true.into());
    }
}
