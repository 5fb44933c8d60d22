//! From the properties of an element to an object with the names of attribute mappings.

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::Entry;
use super::error::Fault;
use super::names::{Meaning, meaning};
use super::property::{Property, Simple};
use crate::provision::attributes::{Attributes, extension_attributes};
use crate::provision::object::{AppRole, Kind, Object};

/// What an element stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// An object as it is, whole.
    Complete,
    /// What changed of it.
    Delta,
}

/// Most attributes of one object; no directory has as many, and each is compared with those before it.
const MOST: usize = 1_000;

/// What is known of an object while its properties are read.
pub(super) struct Draft {
    kind: Kind,
    mode: Mode,
    id: Option<String>,
    attributes: Attributes,
    cleared: Vec<String>,
    /// Whether a manager is named, or that there is none.
    manager_named: bool,
    manager: Option<String>,
    soft_deleted: bool,
    members: Vec<String>,
    removed: Vec<String>,
    assignments: Option<Vec<String>>,
    gone: Option<bool>,
}

impl Draft {
    /// Reads the properties of a user or group.
    pub(super) fn read(kind: Kind, properties: &[Property], mode: Mode) -> Result<Self, Fault> {
        let mut draft = Self {
            kind,
            mode,
            id: None,
            attributes: Attributes::with_capacity(properties.len().min(MOST) + 1),
            cleared: Vec::new(),
            manager_named: false,
            manager: None,
            soft_deleted: false,
            members: Vec::new(),
            removed: Vec::new(),
            assignments: None,
            gone: None,
        };
        properties.iter().try_for_each(|property| draft.take(property))?;
        Ok(draft)
    }

    /// The complete object.
    pub(super) fn complete(mut self, kind: Kind, properties: &[Property]) -> Result<Entry, Fault> {
        if kind == Kind::User && !self.attributes.contains_key("accountEnabled") {
            self.attributes.insert("accountEnabled", Value::Bool(true));
        }
        let (members, assignments) = (std::mem::take(&mut self.members), self.assignments.take());
        let object = self.object(properties)?;
        Ok(Entry::Object { object, members, assignments: assignments.unwrap_or_default() })
    }

    /// What changed.
    pub(super) fn change(mut self, properties: &[Property], kind_named: bool) -> Result<Entry, Fault> {
        if let Some(soft) = self.gone {
            return Ok(Entry::Removed { id: self.object(properties)?.id, soft });
        }
        Ok(Entry::Changed {
            kind_named,
            cleared: std::mem::take(&mut self.cleared),
            manager_named: self.manager_named,
            added: std::mem::take(&mut self.members),
            removed: std::mem::take(&mut self.removed),
            assignments: self.assignments.take(),
            object: self.object(properties)?,
        })
    }

    fn object(self, properties: &[Property]) -> Result<Object, Fault> {
        Ok(Object {
            kind: self.kind,
            id: self.id.ok_or_else(|| id_missing(properties))?,
            attributes: self.attributes,
            manager: self.manager,
            soft_deleted: self.soft_deleted,
        })
    }

    fn take(&mut self, property: &Property) -> Result<(), Fault> {
        match meaning(&property.name) {
            Meaning::Id => self.take_id(property),
            Meaning::Manager => {
                let manager = property.reference("id")?;
                self.take_manager(property, manager)
            }
            Meaning::ManagerDelta => {
                let (named, _) = self.delta_references(property)?;
                self.take_manager(property, named.into_iter().next_back())
            }
            Meaning::Deleted => self.take_deletion(property),
            Meaning::Members => self.take_members(property),
            Meaning::MembersDelta => self.take_member_changes(property),
            Meaning::Assignments => self.take_assignments(property),
            Meaning::Removed => self.take_removal(property),
            Meaning::Extensions => self.take_extensions(property),
            Meaning::Derived => Err(derived(property)),
            Meaning::Annotation => Ok(()),
            attribute => self.take_attribute(property, attribute),
        }
    }

    fn take_attribute(&mut self, property: &Property, meaning: Meaning) -> Result<(), Fault> {
        let (name, value) = match meaning {
            Meaning::Flag(name) => (name, property.flag()?.map(Value::Bool)),
            Meaning::First(name) => (name, property.texts()?.into_iter().next().map(Value::String)),
            Meaning::Texts(name) => {
                (name, Some(property.texts()?).filter(|texts| !texts.is_empty()).map(Value::from))
            }
            Meaning::Text(name) => (name, property.text()?.map(Value::String)),
            Meaning::Other(name) => match property.simple()? {
                Simple::Value(value) => (name, Some(value)),
                Simple::Nothing => (name, None),
                Simple::Complex => return Ok(()),
            },
            _ => return Ok(()),
        };
        self.set(property, name, value)
    }

    /// Enters a value, or that there is none any more. Sign-in is allowed where nothing else is said.
    fn set(&mut self, property: &Property, name: &str, value: Option<Value>) -> Result<(), Fault> {
        let value = if name == "accountEnabled" { value.or(Some(Value::Bool(true))) } else { value };
        let is_cleared = value.is_none() && self.mode == Mode::Delta;
        if self.attributes.len() + self.cleared.len() >= MOST {
            let message = format!("more than {MOST} attributes in one object");
            return Err(property.fault(message, "leave out what no mapping names"));
        }
        let was_cleared = self.cleared.iter().any(|cleared| cleared == name);
        let was_set = match value {
            Some(value) => self.attributes.insert(name, value).is_some(),
            None => self.attributes.contains_key(name),
        };
        if was_set || was_cleared {
            return Err(named_twice(property, name));
        }
        if is_cleared {
            self.cleared.push(name.to_owned());
        }
        Ok(())
    }

    fn take_id(&mut self, property: &Property) -> Result<(), Fault> {
        let id = property.text()?.map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let id = id.ok_or_else(|| property.fault("`id` is empty", "every object needs an id of its own"))?;
        match self.id.replace(id) {
            Some(_) => Err(named_twice(property, "id")),
            None => Ok(()),
        }
    }

    fn take_manager(&mut self, property: &Property, manager: Option<String>) -> Result<(), Fault> {
        if self.kind == Kind::Group && manager.is_some() {
            return Err(property.fault("a group with a `manager`", "only users have managers: take it out"));
        }
        self.manager = manager;
        if std::mem::replace(&mut self.manager_named, true) {
            return Err(named_twice(property, "manager"));
        }
        Ok(())
    }

    fn take_deletion(&mut self, property: &Property) -> Result<(), Fault> {
        let Some(time) = property.text()? else { return Ok(()) };
        if time.parse::<Timestamp>().is_err() && time.parse::<Date>().is_err() {
            let message = format!("`deletedDateTime` is not a time: `{}`", crate::text::cut(&time, 40));
            let help = "write a time such as 2026-03-09T14:30:00Z, or null for what is not deleted";
            return Err(property.fault(message, help));
        }
        self.soft_deleted = true;
        Ok(())
    }

    fn take_members(&mut self, property: &Property) -> Result<(), Fault> {
        let members = property.references("id")?;
        self.refuse_members_of_users(property, !members.is_empty())?;
        if !self.members.is_empty() {
            return Err(named_twice(property, "members"));
        }
        self.members = once_each(members);
        Ok(())
    }

    fn take_member_changes(&mut self, property: &Property) -> Result<(), Fault> {
        let (added, removed) = self.delta_references(property)?;
        self.refuse_members_of_users(property, true)?;
        if !self.removed.is_empty() || !self.members.is_empty() {
            return Err(named_twice(property, "members"));
        }
        (self.members, self.removed) = (once_each(added), once_each(removed));
        Ok(())
    }

    fn refuse_members_of_users(&self, property: &Property, any: bool) -> Result<(), Fault> {
        if any && self.kind == Kind::User {
            let help = "only groups have members: take them out, or correct the kind of the object";
            return Err(property.fault(format!("a user with `{}`", property.name), help));
        }
        Ok(())
    }

    /// What a property such as `members@delta` names, and what it takes away.
    fn delta_references(&self, property: &Property) -> Result<(Vec<String>, Vec<String>), Fault> {
        self.refuse_outside_of_deltas(property)?;
        let (mut named, mut removed) = (Vec::new(), Vec::new());
        property.each(&mut |element| {
            let id = element.reference("id")?;
            let id = id.ok_or_else(|| element.fault("an empty id", "take it out of the list"))?;
            if is_removed(element)? {
                removed.push(id)
            } else {
                named.push(id)
            }
            Ok(())
        })?;
        Ok((named, removed))
    }

    fn take_assignments(&mut self, property: &Property) -> Result<(), Fault> {
        let assignments = once_each(property.references("appRoleId")?);
        match self.assignments.replace(assignments) {
            Some(_) => Err(named_twice(property, "appRoleAssignments")),
            None => Ok(()),
        }
    }

    fn take_removal(&mut self, property: &Property) -> Result<(), Fault> {
        self.refuse_outside_of_deltas(property)?;
        let properties = property.properties()?;
        let reason = properties.iter().find(|property| property.name == "reason").map(Property::text);
        self.gone = match reason.transpose()?.flatten().as_deref() {
            Some("changed") => Some(true),
            Some("deleted") => Some(false),
            _ => {
                let help = "write {\"reason\": \"changed\"} for the recycle bin, \"deleted\" for good";
                return Err(property.fault("`@removed` without a reason that is known", help));
            }
        };
        Ok(())
    }

    fn refuse_outside_of_deltas(&self, property: &Property) -> Result<(), Fault> {
        if self.mode == Mode::Delta {
            return Ok(());
        }
        let message = format!("`{}` belongs into a delta", property.name);
        Err(property.fault(message, "give a delta with --delta; a directory file says how everything is now"))
    }

    fn take_extensions(&mut self, property: &Property) -> Result<(), Fault> {
        if property.is_null() && self.mode == Mode::Complete {
            return Ok(());
        }
        if property.is_null() {
            return extension_attributes().try_for_each(|name| self.set(property, name, None));
        }
        property
            .properties()?
            .iter()
            .try_for_each(|property| self.take_attribute(property, meaning(&property.name)))
    }
}

/// An app role.
pub(super) fn role(properties: &[Property]) -> Result<Entry, Fault> {
    let text = |name: &str| {
        let mut found = properties.iter().filter(|property| property.name == name);
        let property = found.next();
        match found.next() {
            Some(second) => Err(named_twice(second, name)),
            None => property.map(Property::text).transpose().map(Option::flatten),
        }
    };
    let (id, value, display_name) = (text("id")?, text("value")?, text("displayName")?);
    let nameless =
        || Fault::new(0, "an app role without `displayName`", "add the name that administrators see");
    let id = id.ok_or_else(|| id_missing(properties))?;
    Ok(Entry::Role(AppRole { id, value, display_name: display_name.ok_or_else(nameless)? }))
}

/// Whether an element of a delta's list is taken away.
fn is_removed(element: &Property) -> Result<bool, Fault> {
    match element.properties() {
        Ok(properties) => {
            Ok(properties.iter().any(|property| property.name == "@removed" && !property.is_null()))
        }
        Err(_) if element.text().is_ok() => Ok(false),
        Err(fault) => Err(fault),
    }
}

/// The list without repetitions.
fn once_each(mut ids: Vec<String>) -> Vec<String> {
    let mut seen: HashSet<&str> = HashSet::with_capacity(ids.len());
    let keep: Vec<bool> = ids.iter().map(|id| seen.insert(id)).collect();
    let mut keep = keep.into_iter();
    ids.retain(|_| keep.next().unwrap_or(true));
    ids
}

fn id_missing(properties: &[Property]) -> Fault {
    let other = properties.iter().find(|property| {
        property.name.eq_ignore_ascii_case("id") || property.name.eq_ignore_ascii_case("objectId")
    });
    match other {
        Some(other) => {
            let message = format!("`id` is missing, but there is `{}`", other.name);
            other.fault(message, format!("rename `{}` to `id`", other.name))
        }
        None => Fault::new(0, "`id` is missing", "add the object id, which never changes, as `id`"),
    }
}

fn named_twice(property: &Property, name: &str) -> Fault {
    let message = if property.name == name {
        format!("`{name}` occurs twice")
    } else {
        format!("`{}` says `{name}` a second time", property.name)
    };
    property.fault(message, "leave one of them out")
}

fn derived(property: &Property) -> Fault {
    let message = format!("`{}` is not a property of the directory", property.name);
    let help = "take it out: `id` is the object id, and IsSoftDeleted follows from accountEnabled, deletedDateTime \
                and the scope";
    property.fault(message, help)
}
