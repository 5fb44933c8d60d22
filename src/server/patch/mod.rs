//! Applying a PATCH (RFC 7644 §3.5.2) with the lenience Entra needs.
//!
//! Operations are expanded to single changes (`expand`), each applied to the JSON of the resource: `single`,
//! `multi` and `opaque` know one kind of attribute each. The caller stores the result only if all succeed.

mod aftermath;
mod expand;
pub(super) mod lax;
mod multi;
mod opaque;
mod single;
mod strict;
#[cfg(test)]
mod tests;

use serde_json::{Map, Value};

use self::expand::{Change, expand};
use super::fault::{Fault, FaultSet};
use super::members::{self, Edit};
use super::service::Service;
use super::store::{Kind, Store};
use crate::scim::patch::{OpKind, PatchOp};
use crate::scim::schema::{Found, Model, Mutability};
use crate::scim::{Error, Path, ScimType};

/// Applies a PATCH body to the attributes of a user.
pub(super) fn user(service: &Service, sent: &Value, body: &mut Value) -> Result<(), Error> {
    let sent = strict::reread(&service.faults, sent);
    let Some(sent) = lax::screen(service, sent, body)? else { return Ok(()) };
    let before = body.clone();
    carry_out(service, &sent, body, &before).map_err(|error| lax::reword(service, error))?;
    prune(body);
    aftermath::bend(&service.faults, &sent, &before, body);
    Ok(())
}

fn carry_out(service: &Service, sent: &Value, body: &mut Value, original: &Value) -> Result<(), Error> {
    let mut patch = PatchOp::parse(sent)?;
    strict::drop_removes(&service.faults, &mut patch);
    strict::refuse_ops(&service.faults, sent)?;
    strict::refuse_many(&service.faults, patch.operations.len())?;
    let context = Context { model: service.model(Kind::User), faults: &service.faults, original };
    let mixed = patch.operations.iter().any(|operation| operation.path.is_some());
    for operation in &patch.operations {
        if operation.path.is_none() && mixed && service.faults.has(Fault::NoPathMixedIgnored) {
            continue;
        }
        for change in expand(&context, body, operation)? {
            if !change.by_path
                && change.path.is_attribute("userName")
                && service.faults.has(Fault::NoPathUserNameIgnored)
            {
                continue;
            }
            if !service.policy.disable && change.path.is_attribute("active") {
                continue;
            }
            context.apply(body, &change)?;
        }
        if service.faults.has(Fault::OnlyFirstOperation) {
            break;
        }
    }
    Ok(())
}

/// Applies a PATCH body to the attributes of a group; the change of its members is returned.
pub(super) fn group(
    service: &Service,
    store: &Store,
    id: &str,
    sent: &Value,
    body: &mut Value,
) -> Result<members::Change, Error> {
    let message = PatchOp::parse(sent)?;
    let context =
        Context { model: service.model(Kind::Group), faults: &service.faults, original: &body.clone() };
    let mut edit = Edit::new(store, id, &service.faults);
    let only_first = service.faults.has(Fault::OnlyFirstMemberOperation);
    for operation in message.operations.iter().take(if only_first { 1 } else { usize::MAX }) {
        if operation.path.is_none() && service.faults.has(Fault::GroupPathLessIgnored) {
            continue;
        }
        for change in expand(&context, body, operation)? {
            let target = context.model.qualify(&change.path)?;
            if strict::is_ignored_of_group(&service.faults, &change, &target) {
                continue;
            }
            if target.is_attribute("members") {
                strict::refuse_members(&service.faults, &change)?;
                let adds = change.kind == OpKind::Replace && service.faults.has(Fault::ReplaceAddsMembers);
                let kind = if adds { OpKind::Add } else { change.kind };
                edit.apply(kind, &target, change.value.as_ref())?;
            } else if !is_kept(&service.faults, &target, operation.path.is_some()) {
                context.apply(body, &change)?;
            }
        }
        if service.faults.has(Fault::GroupFirstOperationOnly) {
            break;
        }
    }
    prune(body);
    Ok(edit.into_change())
}

/// Whether a faulty server leaves this attribute of a group as it is.
fn is_kept(faults: &FaultSet, target: &Path, named: bool) -> bool {
    (faults.has(Fault::GroupRenameWithoutEffect) && target.is_attribute("displayName"))
        || (faults.has(Fault::GroupExternalIdKept) && named && target.is_attribute("externalId"))
}

/// What every change of a PATCH is applied with.
struct Context<'a> {
    model: &'a Model,
    faults: &'a FaultSet,
    /// The attributes before the PATCH.
    original: &'a Value,
}

impl Context<'_> {
    fn apply(&self, body: &mut Value, change: &Change) -> Result<(), Error> {
        if change.path.is_attribute("schemas") {
            // The list follows from the attributes; it is not written.
            return Ok(());
        }
        strict::refuse_path(self.faults, change)?;
        let Some(found) = self.model.find(&change.path)? else {
            opaque::apply(body, change);
            return Ok(());
        };
        refuse_read_only(&found)?;
        if self.model.name == "User" && strict::is_ignored(self.faults, change, &found) {
            return Ok(());
        }
        if strict::finds_nothing_to_add_to(self.faults, body, change, &found) {
            return Ok(());
        }
        let path = self.model.qualify(&change.path)?;
        let home = home(body, found.extension);
        let original =
            home_of(self.original, found.extension).and_then(|home| home.get(&found.attribute.name));
        if found.attribute.multi_valued {
            return multi::Target { found, filter: path.filter.as_deref(), original, faults: self.faults }
                .apply(home, change);
        }
        if path.filter.is_some() {
            let detail = format!("'{}' has a single value; a value filter selects among several", path.name);
            return Err(Error::of(ScimType::InvalidPath, detail));
        }
        strict::refuse_value(self.faults, change, &found)?;
        single::apply(home, &found, change)?;
        strict::bend(self.faults, home, change, &found);
        Ok(())
    }
}

fn refuse_read_only(found: &Found) -> Result<(), Error> {
    if found.attribute.mutability == Mutability::ReadOnly || found.leaf().mutability == Mutability::ReadOnly {
        let detail = format!("'{}' is read-only; the tenant alone sets it", found.attribute.name);
        return Err(Error::of(ScimType::Mutability, detail));
    }
    Ok(())
}

/// The error for taking away an attribute every resource must have (RFC 7644 §3.5.2.2).
fn required(kind: OpKind, name: &str) -> Error {
    let scim_type = if kind == OpKind::Remove { ScimType::Mutability } else { ScimType::InvalidValue };
    Error::of(scim_type, format!("'{name}' is required and cannot be removed or emptied"))
}

/// The object the attribute stands in: the resource, or the container of an extension.
fn home<'a>(body: &'a mut Value, extension: Option<&str>) -> &'a mut Map<String, Value> {
    let home = match extension {
        None => body,
        Some(id) => &mut body[id],
    };
    if !home.is_object() {
        *home = Value::Object(Map::new());
    }
    match home {
        Value::Object(home) => home,
        _ => unreachable!("made an object above"),
    }
}

fn home_of<'a>(body: &'a Value, extension: Option<&str>) -> Option<&'a Value> {
    extension.map_or(Some(body), |id| body.get(id))
}

/// Takes out what the changes left empty.
fn prune(body: &mut Value) {
    let Value::Object(body) = body else { return };
    body.retain(|_, value| match value {
        Value::Null => false,
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        _ => true,
    });
}
