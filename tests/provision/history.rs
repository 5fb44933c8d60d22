//! A directory and what happens to it, cycle after cycle, in a form that can be written down and played again.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// A job, its directory and what happens before each of its cycles.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct History {
    pub settings: Settings,
    /// The directory at the initial cycle.
    pub initial: Directory,
    /// Accounts that are in the tenant before the first cycle.
    #[serde(default)]
    pub strangers: Vec<Value>,
    /// What is edited before each of the further cycles.
    pub cycles: Vec<Vec<Edit>>,
    /// Cycles (from 1) that are told what changed by a delta, not by the whole directory.
    #[serde(default)]
    pub deltas: Vec<usize>,
}

/// What the administrator has set.
#[expect(clippy::struct_excessive_bools, reason = "switches of a job")]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Whether everybody is in scope, assigned or not.
    pub scope_all: bool,
    /// Whether the flag `aadOptscim062020` stands in the tenant URL.
    pub compliant: bool,
    /// Whether the role Default Access entitles.
    pub default_access: bool,
    pub skip_out_of_scope_deletions: bool,
    pub create_only: bool,
    /// Whether users are deleted in the tenant at all.
    pub deletes_users: bool,
    /// How many deletions a cycle may carry out.
    pub threshold: Option<usize>,
    /// Scoping filters of users: clauses joined by AND, filters joined by OR.
    pub filters: Vec<Vec<Clause>>,
    /// Whether the mapping is that of an exported schema, with defaults, creation-only values and roles.
    pub own_mapping: bool,
    /// Whether that mapping maps `active`; without it, leaving the scope deletes.
    pub disables: bool,
    /// Whether the directory file is JSON Lines, else one JSON object.
    pub lines: bool,
    /// What 429 does: waiting as `Retry-After` says, or the next cycle.
    pub waits: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            scope_all: false,
            compliant: false,
            default_access: true,
            skip_out_of_scope_deletions: false,
            create_only: false,
            deletes_users: true,
            threshold: None,
            filters: Vec::new(),
            own_mapping: false,
            disables: true,
            lines: false,
            waits: true,
        }
    }
}

impl Settings {
    /// Whether an account that is to be out of use is deleted, as nothing maps `active`.
    pub fn deletes_instead(&self) -> bool {
        self.own_mapping && !self.disables
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    pub attribute: String,
    pub operator: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

/// A directory file of one moment: users and groups with Microsoft Graph's names.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory {
    pub app_roles: Vec<Value>,
    pub users: Vec<Value>,
    pub groups: Vec<Value>,
}

/// One change of a directory. One that makes no sense (the object is not there) changes nothing, so that any part of
/// a history is a history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    AddUser(Value),
    AddGroup(Value),
    /// `null` clears the attribute.
    Set(String, String, Value),
    SoftDelete(String),
    Restore(String),
    /// Gone for good, from groups and as a manager, too.
    Purge(String),
    Assign(String, String),
    Unassign(String),
    Join(String, String),
    Leave(String, String),
    /// The administrator allows the deletions that wait, then the next cycle comes.
    AllowDeletes,
    /// The administrator restarts the job, then the next cycle comes.
    Restart,
}

/// What a cycle finds.
#[derive(Debug, Clone)]
pub struct Version {
    pub directory: Directory,
    /// Deletions were allowed just before.
    pub allowed: bool,
    /// The job was restarted just before.
    pub restarted: bool,
}

impl Version {
    /// A directory that nothing happened before.
    pub fn of(directory: Directory) -> Self {
        Self { directory, allowed: false, restarted: false }
    }
}

impl Directory {
    /// The user or group of that id.
    pub fn get(&self, id: &str) -> Option<&Value> {
        self.users.iter().chain(&self.groups).find(|object| object["id"] == id)
    }

    fn get_mut(&mut self, id: &str) -> Option<&mut Map<String, Value>> {
        let found = self.users.iter_mut().chain(&mut self.groups).find(|object| object["id"] == id);
        found.and_then(Value::as_object_mut)
    }

    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::AddUser(user) if self.get(id(user)).is_none() => {
                let user = self.without_strangers(user.clone());
                self.users.push(user);
            }
            Edit::AddGroup(group) if self.get(id(group)).is_none() => {
                let group = self.without_strangers(group.clone());
                self.groups.push(group);
            }
            Edit::Set(of, attribute, value) => self.set(of, attribute, value.clone()),
            Edit::SoftDelete(of) => self.set(of, "deletedDateTime", json!("2026-01-05T07:00:00Z")),
            Edit::Restore(of) => self.set(of, "deletedDateTime", Value::Null),
            Edit::Purge(of) => self.purge(of),
            Edit::Assign(of, role) => self.list(of, "appRoleAssignments", |list| list.push(json!(role))),
            Edit::Unassign(of) => self.list(of, "appRoleAssignments", Vec::clear),
            Edit::Join(group, member) if self.get(member).is_some() => {
                self.list(group, "members", |list| list.push(json!(member)));
            }
            Edit::Leave(group, member) => {
                self.list(group, "members", |list| list.retain(|own| own != member.as_str()));
            }
            _ => {}
        }
    }

    fn set(&mut self, of: &str, attribute: &str, value: Value) {
        if attribute == "manager" && value.as_str().is_some_and(|manager| self.get(manager).is_none()) {
            return;
        }
        let Some(object) = self.get_mut(of) else { return };
        if value.is_null() {
            object.shift_remove(attribute);
        } else {
            object.insert(attribute.to_owned(), value);
        }
    }

    fn list(&mut self, of: &str, attribute: &str, change: impl Fn(&mut Vec<Value>)) {
        let Some(object) = self.get_mut(of) else { return };
        let list = object.entry(attribute).or_insert_with(|| json!([]));
        let list = list.as_array_mut().expect("a list");
        change(list);
        let mut seen = Vec::new();
        list.retain(|value| {
            !seen.contains(value) && {
                seen.push(value.clone());
                true
            }
        });
    }

    fn purge(&mut self, id: &str) {
        self.users.retain(|user| user["id"] != id);
        self.groups.retain(|group| group["id"] != id);
        for user in self.users.iter_mut().filter_map(Value::as_object_mut) {
            if user.get("manager").is_some_and(|manager| manager == id) {
                user.shift_remove("manager");
            }
        }
        let groups: Vec<String> = self.groups.iter().map(|group| self::id(group).to_owned()).collect();
        for group in groups {
            self.list(&group, "members", |list| list.retain(|own| own != id));
        }
    }

    /// A new object refers to nobody who is not there.
    fn without_strangers(&self, mut object: Value) -> Value {
        if object["manager"].as_str().is_some_and(|manager| self.get(manager).is_none()) {
            object.as_object_mut().expect("an object").shift_remove("manager");
        }
        if let Some(members) = object.get_mut("members").and_then(Value::as_array_mut) {
            members.retain(|member| self.get(member.as_str().unwrap_or_default()).is_some());
        }
        object
    }
}

impl Directory {
    /// Its text as JSON Lines: first the roles, then everybody.
    pub fn lines(&self) -> String {
        let role = |role: &Value| {
            let mut role = role.clone();
            role["@odata.type"] = json!("#microsoft.graph.appRole");
            role
        };
        let roles = self.app_roles.iter().map(role);
        let all = roles.chain(self.users.iter().cloned()).chain(self.groups.iter().cloned());
        let lines: Vec<String> = all.map(|object| object.to_string()).collect();
        lines.join("\n")
    }

    /// What changed since an earlier version, as Microsoft Graph's delta query tells it.
    pub fn delta(&self, before: &Self) -> Value {
        let mut changes: Vec<Value> = Vec::new();
        for object in before.users.iter().chain(&before.groups) {
            if self.get(id(object)).is_none() {
                changes.push(json!({"@odata.type": object["@odata.type"], "id": object["id"],
                                    "@removed": {"reason": "deleted"}}));
            }
        }
        for object in self.users.iter().chain(&self.groups) {
            match before.get(id(object)) {
                None => changes.push(object.clone()),
                Some(old) if old != object => changes.push(change(old, object)),
                Some(_) => {}
            }
        }
        json!({"value": changes})
    }
}

/// One changed object of a delta: what is new or other, `null` for what is gone, and members one by one.
fn change(old: &Value, new: &Value) -> Value {
    let mut change = json!({"@odata.type": new["@odata.type"], "id": new["id"]});
    let (old, new) = (old.as_object().expect("an object"), new.as_object().expect("an object"));
    for name in old.keys().chain(new.keys()) {
        let (was, is) = (old.get(name).unwrap_or(&Value::Null), new.get(name).unwrap_or(&Value::Null));
        if was == is {
            continue;
        }
        match name.as_str() {
            "members" => change["members@delta"] = members(was, is),
            "manager" if is.is_string() => change["manager"] = json!({"id": is}),
            _ => change[name] = is.clone(),
        }
    }
    change
}

fn members(was: &Value, is: &Value) -> Value {
    let (was, is) = (texts(was), texts(is));
    let added = is.iter().filter(|id| !was.contains(id)).map(|id| json!({"id": id}));
    let removed = was.iter().filter(|id| !is.contains(id));
    let removed = removed.map(|id| json!({"id": id, "@removed": {"reason": "deleted"}}));
    added.chain(removed).collect()
}

impl History {
    /// What each cycle finds.
    pub fn versions(&self) -> Vec<Version> {
        let mut directory = self.initial.clone();
        let mut versions = vec![Version::of(directory.clone())];
        for edits in &self.cycles {
            for edit in edits {
                directory.apply(edit);
            }
            versions.push(Version {
                directory: directory.clone(),
                allowed: edits.contains(&Edit::AllowDeletes),
                restarted: edits.contains(&Edit::Restart),
            });
        }
        versions
    }

    /// Its text, to be kept and played again.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).expect("can be written")
    }
}

pub fn id(object: &Value) -> &str {
    object["id"].as_str().expect("an id")
}

/// The texts of a list.
pub fn texts(list: &Value) -> Vec<&str> {
    list.as_array().map(|list| list.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}
