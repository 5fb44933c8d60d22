//! Changes of multi-valued attributes: whole lists, elements a value filter selects, their sub-attributes.
//!
//! Where RFC 7644 §3.5.2.3 would answer `noTarget`, Entra expects the element to be created with the values of
//! the filter, and several operations to end in the same element.

use serde_json::{Map, Value, json};

use super::super::fault::{Fault, FaultSet};
use super::super::intake;
use super::expand::Change;
use crate::scim::filter::Filter;
use crate::scim::patch::OpKind;
use crate::scim::schema::{Attribute, Found};
use crate::scim::{Error, ScimType, access, eval};

/// Sub-attributes that say something about a value and are none themselves.
const LABELS: [&str; 4] = ["type", "primary", "display", "displayName"];

/// What a path selects in a multi-valued attribute.
pub(super) struct Target<'a> {
    pub(super) found: Found<'a>,
    pub(super) filter: Option<&'a Filter>,
    /// The attribute's value before the PATCH.
    pub(super) original: Option<&'a Value>,
    pub(super) faults: &'a FaultSet,
}

impl Target<'_> {
    /// Applies a change to the attribute, which stands in `home`.
    pub(super) fn apply(&self, home: &mut Map<String, Value>, change: &Change) -> Result<(), Error> {
        let name = &self.found.attribute.name;
        let before = home.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut items = before.clone();
        self.edit(&mut items, change)?;
        if !self.faults.has(Fault::PrimaryNotReset) {
            settle_primary(&before, &mut items);
        }
        if items.is_empty() {
            home.shift_remove(name);
        } else {
            home.insert(name.clone(), Value::Array(items));
        }
        Ok(())
    }

    fn edit(&self, items: &mut Vec<Value>, change: &Change) -> Result<(), Error> {
        let value = change.value.as_ref().filter(|value| !value.is_null());
        match (change.kind, self.found.sub, self.filter) {
            (OpKind::Remove, Some(sub), _) => self.put_sub(items, sub, change.kind, None),
            (OpKind::Remove, None, Some(filter)) => {
                items.retain(|item| !self.is_removed(filter, item));
                Ok(())
            }
            (OpKind::Remove, None, None) => {
                remove_listed(items, value);
                Ok(())
            }
            (kind, Some(sub), _) => {
                let value = intake::coerce_one(sub, value.unwrap_or(&Value::Null))?;
                self.put_sub(items, sub, kind, value.as_ref())
            }
            (kind, None, Some(filter)) => self.put_element(items, filter, kind, value),
            (kind, None, None) => self.put_list(items, kind, value),
        }
    }

    /// Positions of the elements the path selects. Without a filter a sub-attribute is written to one element
    /// only, the primary or the first, and removed from all.
    fn selected(&self, items: &[Value], kind: OpKind) -> Vec<usize> {
        let matching = |list: &[Value], filter: &Filter| -> Vec<usize> {
            (0..list.len()).filter(|at| eval::matches_element(filter, &list[*at])).collect()
        };
        match self.filter {
            Some(filter) if self.faults.has(Fault::ElementPerOperation) => {
                let original = self.original.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                if matching(original, filter).is_empty() { Vec::new() } else { matching(items, filter) }
            }
            Some(filter) if self.misses(items, filter, kind) => Vec::new(),
            Some(filter) => {
                let mut matching = matching(items, filter);
                if self.faults.has(Fault::FirstMatchOnly) {
                    matching.truncate(1);
                }
                matching
            }
            None if kind == OpKind::Remove => (0..items.len()).collect(),
            None => {
                let primary = items.iter().position(intake::is_primary);
                primary.or(if items.is_empty() { None } else { Some(0) }).into_iter().collect()
            }
        }
    }

    /// Whether a server looks past the elements that the filter selects.
    fn misses(&self, items: &[Value], filter: &Filter, kind: OpKind) -> bool {
        let quoted =
            matches!(filter, Filter::Compare(path, _, Value::String(_)) if path.is_attribute("primary"));
        let has = |item: &Value| self.found.sub.is_some_and(|sub| item.get(&sub.name).is_some());
        let taken = items.iter().any(|item| eval::matches_element(filter, item) && has(item));
        (quoted && self.faults.has(Fault::QuotedPrimaryNeverMatches))
            || (kind == OpKind::Add && taken && self.faults.has(Fault::AddByFilterAppends))
    }

    fn is_removed(&self, filter: &Filter, item: &Value) -> bool {
        match filter {
            Filter::And(left, right) if self.faults.has(Fault::PathFilterAndAsOr) => {
                self.is_removed(left, item) || self.is_removed(right, item)
            }
            _ => eval::matches_element(filter, item),
        }
    }

    fn put_sub(
        &self,
        items: &mut Vec<Value>,
        sub: &Attribute,
        kind: OpKind,
        value: Option<&Value>,
    ) -> Result<(), Error> {
        let mut selected = self.selected(items, kind);
        if selected.is_empty() {
            if value.is_none() {
                return Ok(());
            }
            items.push(self.new_element(kind)?);
            selected.push(items.len() - 1);
        } else if self.is_ineffective(kind) {
            return Ok(());
        }
        for at in &selected {
            let Value::Object(item) = &mut items[*at] else { continue };
            match value {
                Some(value) => item.insert(sub.name.clone(), value.clone()),
                None => item.shift_remove(&sub.name),
            };
        }
        self.drop_others(items, &selected);
        // What got a label may get its value by the next operation.
        if value.is_none() {
            items.retain(has_substance);
        }
        Ok(())
    }

    fn put_element(
        &self,
        items: &mut Vec<Value>,
        filter: &Filter,
        kind: OpKind,
        value: Option<&Value>,
    ) -> Result<(), Error> {
        let mut selected = self.selected(items, kind);
        let Some(Value::Object(sent)) = value.map(|value| self.element(value)).transpose()?.flatten() else {
            items.retain(|item| !eval::matches_element(filter, item));
            return Ok(());
        };
        if selected.is_empty() {
            items.push(self.new_element(kind)?);
            selected.push(items.len() - 1);
        } else if self.is_ineffective(kind) {
            return Ok(());
        }
        for at in &selected {
            if kind == OpKind::Replace {
                items[*at] = self.implied()?;
            }
            if let Value::Object(item) = &mut items[*at] {
                item.extend(sent.clone());
            }
        }
        self.drop_others(items, &selected);
        if kind == OpKind::Replace && self.faults.has(Fault::ElementReplaceDropsOthers) {
            *items = selected.iter().filter_map(|at| items.get(*at).cloned()).collect();
        }
        Ok(())
    }

    fn put_list(&self, items: &mut Vec<Value>, kind: OpKind, value: Option<&Value>) -> Result<(), Error> {
        let sent = match value {
            None => Vec::new(),
            Some(Value::String(text)) if text.is_empty() => Vec::new(),
            Some(Value::Array(list)) => list.iter().map(|item| self.spelled_out(item)).collect(),
            Some(single) => vec![self.spelled_out(single)],
        };
        let read = intake::coerce(self.found.attribute, &Value::Array(sent))?;
        let Some(Value::Array(read)) = read.or_else(|| Some(json!([]))) else { return Ok(()) };
        let name = self.found.attribute.name.as_str();
        let adds = (name == "phoneNumbers" && self.faults.has(Fault::ReplaceListAppends) && !read.is_empty())
            || (name == "roles" && self.faults.has(Fault::RolesReplaceAdds));
        if (kind == OpKind::Replace && !adds)
            || (kind == OpKind::Add && self.faults.has(Fault::AddReplacesList))
        {
            *items = read;
            return Ok(());
        }
        if self.faults.has(Fault::AddDuplicates) {
            items.extend(read);
            return Ok(());
        }
        for new in read {
            match items.iter_mut().find(|item| is_same(item, &new)) {
                Some(Value::Object(item)) => item.extend(new.as_object().cloned().unwrap_or_default()),
                _ => items.push(new),
            }
        }
        Ok(())
    }

    /// Reads one element, which may come alone in an array.
    fn element(&self, value: &Value) -> Result<Option<Value>, Error> {
        let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
        intake::coerce_one(self.found.attribute, &self.spelled_out(value))
    }

    /// A bare value stands for an element with that `value`.
    fn spelled_out(&self, item: &Value) -> Value {
        let bare = item.is_string() && self.found.attribute.sub("value").is_some();
        if bare { json!({ "value": item }) } else { item.clone() }
    }

    /// The element the filter describes, for a path that selects none.
    fn new_element(&self, kind: OpKind) -> Result<Value, Error> {
        let element = self.implied()?;
        let refused = match kind {
            OpKind::Add => self.faults.has(Fault::ValueFilterAddNoTarget),
            OpKind::Replace => self.faults.has(Fault::ValueFilterReplaceNoTarget),
            OpKind::Remove => false,
        };
        if kind == OpKind::Replace && self.faults.has(Fault::ReplaceNoMatchInvalidPath) {
            let detail = format!("the path selects no value of '{}'", self.found.attribute.name);
            return Err(Error::of(ScimType::InvalidPath, detail));
        }
        match self.filter {
            Some(filter) if refused || !eval::matches_element(filter, &element) => {
                let name = &self.found.attribute.name;
                Err(Error::of(ScimType::NoTarget, format!("no value of '{name}' matches [{filter}]")))
            }
            _ => Ok(element),
        }
    }

    fn implied(&self) -> Result<Value, Error> {
        let Some(filter) = self.filter else { return Ok(json!({})) };
        Ok(intake::coerce_one(self.found.attribute, &access::implied(filter))?.unwrap_or_else(|| json!({})))
    }

    fn is_ineffective(&self, kind: OpKind) -> bool {
        let fault = self.faults.has(Fault::ValueFilterReplaceWithoutEffect);
        fault && self.filter.is_some() && kind == OpKind::Replace
    }

    fn drop_others(&self, items: &mut Vec<Value>, selected: &[usize]) {
        if self.filter.is_some() && self.faults.has(Fault::OtherElementsDropped) {
            *items = selected.iter().filter_map(|at| items.get(*at).cloned()).collect();
        }
    }
}

/// Removes the listed elements: those that have every member a listed one names. Without a list, all of them.
fn remove_listed(items: &mut Vec<Value>, listed: Option<&Value>) {
    let listed: Vec<Value> = match listed {
        None => return items.clear(),
        Some(Value::Array(list)) => list.clone(),
        Some(single) => vec![single.clone()],
    };
    let is_meant = |item: &Value, listed: &Value| match listed {
        Value::Object(members) => {
            let named = members.iter().filter(|(_, value)| !value.is_null());
            !members.is_empty()
                && named.into_iter().all(|(name, value)| access::member(item, name) == Some(value))
        }
        bare => item.get("value") == Some(bare),
    };
    items.retain(|item| !listed.iter().any(|listed| is_meant(item, listed)));
}

/// Whether an element says more than what kind of value it would be.
fn has_substance(item: &Value) -> bool {
    item.as_object().is_some_and(|item| item.keys().any(|name| !LABELS.contains(&name.as_str())))
}

/// Whether an added element is one the attribute has already: the same `value`, and no other `type`.
fn is_same(item: &Value, new: &Value) -> bool {
    let equal = |name: &str| item.get(name) == new.get(name);
    item == new
        || (new.get("value").is_some() && equal("value") && (equal("type") || new.get("type").is_none()))
}

/// Leaves one primary element: the one this change made so (RFC 7643 §2.4).
fn settle_primary(before: &[Value], items: &mut [Value]) {
    let primaries: Vec<usize> = (0..items.len()).filter(|at| intake::is_primary(&items[*at])).collect();
    if primaries.len() < 2 {
        return;
    }
    let was = |item: &Value| {
        before.iter().any(|old| intake::is_primary(old) && old.get("value") == item.get("value"))
    };
    let newest = primaries.iter().rev().find(|at| !was(&items[**at])).or(primaries.last()).copied();
    for at in primaries.into_iter().filter(|at| Some(*at) != newest) {
        items[at]["primary"] = false.into();
    }
}
