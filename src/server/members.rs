//! PATCH of a group's members, collected as a change instead of a copy, so that its cost follows the request
//! and not the size of the group.
//!
//! Entra removes members by a value list behind the plain path, which must remove those and no others
//! (Microsoft Learn, "SCIM 2.0 protocol compliance").

use std::collections::BTreeSet;

use serde_json::Value;

use super::fault::{Fault, FaultSet};
use super::intake;
use super::store::{Kind, Store};
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::patch::OpKind;
use crate::scim::{Error, Path, ScimType, access, eval};

/// Members a PATCH adds to and removes from a group.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) added: Vec<String>,
    pub(super) removed: BTreeSet<String>,
}

impl Change {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

/// The members of a group while its PATCH is applied.
pub(super) struct Edit<'a> {
    store: &'a Store,
    group: &'a str,
    faults: &'a FaultSet,
    change: Change,
}

impl<'a> Edit<'a> {
    pub(super) fn new(store: &'a Store, group: &'a str, faults: &'a FaultSet) -> Self {
        Self { store, group, faults, change: Change::default() }
    }

    pub(super) fn into_change(self) -> Change {
        self.change
    }

    /// Applies one operation on `members`.
    pub(super) fn apply(&mut self, kind: OpKind, path: &Path, value: Option<&Value>) -> Result<(), Error> {
        let value = value.filter(|value| !value.is_null());
        match (kind, &path.filter) {
            (OpKind::Remove, Some(filter)) => {
                self.remove_matching(filter);
                Ok(())
            }
            (OpKind::Remove, None) => self.remove(value),
            (OpKind::Add, None) => self.add(value.unwrap_or(&Value::Null)),
            (OpKind::Replace, None) => {
                self.clear();
                self.add(value.unwrap_or(&Value::Null))
            }
            (_, Some(filter)) if path.sub.as_deref() == Some("value") => self.rewrite(filter, value),
            (_, Some(filter)) => self.add(&access::implied(filter)),
        }
    }

    fn add(&mut self, value: &Value) -> Result<(), Error> {
        self.refuse_null_ref(value)?;
        let mut ids = ids(value)?;
        self.refuse_ids(&ids)?;
        if self.faults.has(Fault::NestedGroupIgnored) {
            ids.retain(|id| self.store.describe(id).is_none_or(|(kind, _)| kind == Kind::User));
        }
        demand_known(self.store, &ids, Some(self.group))?;
        if self.faults.has(Fault::OnlyFirstMember) {
            ids.truncate(1);
        }
        for id in ids {
            let kept = self.store.memberships.contains(self.group, &id);
            let cancelled = self.change.removed.remove(&id);
            if !kept && !cancelled && !self.change.added.contains(&id) {
                self.change.added.push(id);
            }
        }
        Ok(())
    }

    /// Refuses members as a faulty server does.
    fn refuse_ids(&self, ids: &[String]) -> Result<(), Error> {
        let unknown = |id: &String| self.store.describe(id).is_none();
        if self.faults.has(Fault::UnknownMemberServerError) && ids.iter().any(unknown) {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
        let present = |id: &String| {
            self.store.memberships.contains(self.group, id) && !self.change.removed.contains(id)
        };
        if self.faults.has(Fault::PresentMemberRefused) && ids.iter().any(present) {
            return Err(Error::new(409, "the group has this member already"));
        }
        Ok(())
    }

    fn refuse_null_ref(&self, value: &Value) -> Result<(), Error> {
        let null = |member: &Value| member.get("$ref") == Some(&Value::Null);
        let items = value.as_array().into_iter().flatten().chain([value]);
        if self.faults.has(Fault::NullRefRefused) && items.into_iter().any(null) {
            return Err(Error::of(ScimType::InvalidValue, "'$ref' of a member must be a string"));
        }
        Ok(())
    }

    /// Removes the listed members; without a list, all of them (RFC 7644 §3.5.2.2).
    fn remove(&mut self, value: Option<&Value>) -> Result<(), Error> {
        match value {
            Some(value) if !self.faults.has(Fault::MemberListRemoveEmpties) => {
                for id in ids(value)? {
                    self.take_away(&id);
                }
            }
            None if self.faults.has(Fault::RemoveAllWithoutEffect) => {}
            _ => self.clear(),
        }
        Ok(())
    }

    fn remove_matching(&mut self, filter: &Filter) {
        if self.faults.has(Fault::RemoveByFilterWithoutEffect) {
            return;
        }
        if self.faults.has(Fault::RemoveByFilterEmpties) {
            return self.clear();
        }
        if self.faults.has(Fault::LastMemberKept) && self.current().len() == 1 {
            return;
        }
        if let Filter::Compare(path, CompareOp::Eq, Value::String(id)) = filter
            && path.is_attribute("value")
        {
            let present = self.current().contains(id);
            if self.faults.has(Fault::UnmatchedRemoveEmpties) && !present {
                return self.clear();
            }
            return self.take_away(id);
        }
        for id in self.current() {
            let kind = self.store.describe(&id).map_or("User", |(kind, _)| kind.name());
            if eval::matches_element(filter, &serde_json::json!({ "value": id, "type": kind })) {
                self.take_away(&id);
            }
        }
    }

    /// The id of a member is immutable (RFC 7643 §4.2): it can be removed and another added, not changed.
    fn rewrite(&mut self, filter: &Filter, value: Option<&Value>) -> Result<(), Error> {
        let old = access::implied(filter);
        let member =
            old.get("value").and_then(Value::as_str).filter(|id| self.current().iter().any(|own| own == id));
        match (member, value) {
            (Some(id), Some(new)) if new.as_str() != Some(id) => {
                if !self.faults.has(Fault::ImmutableMemberChanged) {
                    let detail =
                        format!("the value of member '{id}' is immutable; remove it and add another");
                    return Err(Error::of(ScimType::Mutability, detail));
                }
                self.take_away(id);
                self.add(new)
            }
            _ => self.add(&old),
        }
    }

    fn clear(&mut self) {
        for id in self.current() {
            self.take_away(&id);
        }
    }

    fn take_away(&mut self, id: &str) {
        self.change.added.retain(|added| added != id);
        if self.store.memberships.contains(self.group, id) {
            self.change.removed.insert(id.to_owned());
        }
    }

    /// The members as the operations so far leave them.
    fn current(&self) -> Vec<String> {
        let kept = self.store.memberships.of(self.group).filter(|id| !self.change.removed.contains(*id));
        kept.map(str::to_owned).chain(self.change.added.iter().cloned()).collect()
    }
}

/// The ids in a list of members, in one member, or in a bare string.
pub(super) fn ids(value: &Value) -> Result<Vec<String>, Error> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::Array(items) => items.iter().map(id).collect(),
        single => Ok(vec![id(single)?]),
    }
}

fn id(member: &Value) -> Result<String, Error> {
    let value = if member.is_object() { access::member(member, "value") } else { Some(member) };
    match value.and_then(Value::as_str).filter(|id| !id.is_empty()) {
        Some(id) => Ok(id.to_owned()),
        None => {
            Err(intake::mismatch("members", "a list of objects with the member's id as \"value\"", member))
        }
    }
}

/// Refuses members that are neither a user nor a group of the tenant, or the group itself.
pub(super) fn demand_known(store: &Store, ids: &[String], group: Option<&str>) -> Result<(), Error> {
    for id in ids {
        if group == Some(id.as_str()) {
            return Err(Error::of(
                ScimType::InvalidValue,
                format!("the group '{id}' cannot be a member of itself"),
            ));
        }
        if store.describe(id).is_none() {
            let detail = format!("member '{id}' is not the id of a user or group of this tenant");
            return Err(Error::of(ScimType::InvalidValue, detail));
        }
    }
    Ok(())
}
