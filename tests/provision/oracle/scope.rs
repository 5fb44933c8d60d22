//! What a version of the directory says of an object: whether it is there, enabled, assigned, let through.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::history::{Clause, Directory, Settings, id, texts};
use super::mapping::text;

const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// The facts of one object at one moment.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// The object; none when it is not in the directory.
    pub object: Option<Value>,
    pub soft_deleted: bool,
    pub enabled: bool,
    pub entitled: bool,
    pub passes: bool,
    /// Values of the app roles it holds.
    pub roles: BTreeSet<String>,
    /// Every assignment: whose it is (its own or a group's), and to which role.
    pub assignments: BTreeSet<(String, String)>,
}

impl Facts {
    /// In scope: assigned (or everybody is) and let through by the filters.
    pub fn in_scope(&self) -> bool {
        self.object.is_some() && self.entitled && self.passes
    }

    /// `IsSoftDeleted` is false: in none of its four cases.
    pub fn active(&self) -> bool {
        self.in_scope() && self.enabled && !self.soft_deleted
    }
}

pub fn of_user(directory: &Directory, settings: &Settings, of: &str) -> Facts {
    let Some(user) = directory.users.iter().find(|user| id(user) == of) else { return Facts::default() };
    let assigned = assignments(directory, user);
    Facts {
        soft_deleted: !user["deletedDateTime"].is_null(),
        enabled: user["accountEnabled"] != false,
        entitled: settings.scope_all || assigned.iter().any(|(_, role)| entitles(settings, role)),
        passes: settings.filters.is_empty() || settings.filters.iter().any(|filter| passes(filter, user)),
        roles: assigned.iter().filter_map(|(_, role)| role_value(directory, role)).collect(),
        assignments: assigned,
        object: Some(complete(user)),
    }
}

/// With the values that need not be written, so that writing them is no change.
fn complete(user: &Value) -> Value {
    let mut user = user.clone();
    let object = user.as_object_mut().expect("an object");
    object.entry("accountEnabled").or_insert(Value::Bool(true));
    object.entry("appRoleAssignments").or_insert(Value::Array(Vec::new()));
    user
}

pub fn of_group(directory: &Directory, settings: &Settings, of: &str) -> Facts {
    let Some(group) = directory.groups.iter().find(|group| id(group) == of) else { return Facts::default() };
    let assigned = texts(&group["appRoleAssignments"]);
    Facts {
        soft_deleted: !group["deletedDateTime"].is_null(),
        enabled: true,
        entitled: settings.scope_all || assigned.iter().any(|role| entitles(settings, role)),
        passes: true,
        roles: BTreeSet::new(),
        assignments: BTreeSet::new(),
        object: Some(group.clone()),
    }
}

/// Rule: an assignment counts for the user and for the direct members of a group; groups in groups are not followed.
fn assignments(directory: &Directory, user: &Value) -> BTreeSet<(String, String)> {
    let groups = directory.groups.iter().filter(|group| texts(&group["members"]).contains(&id(user)));
    let holders = groups.chain([user]);
    let of = |holder: &Value| {
        let roles = texts(&holder["appRoleAssignments"]);
        roles.iter().map(|role| (id(holder).to_owned(), (*role).to_owned())).collect::<Vec<_>>()
    };
    holders.flat_map(of).collect()
}

/// Rule: whether Default Access entitles is a setting; every other role does.
fn entitles(settings: &Settings, role: &str) -> bool {
    role != DEFAULT_ACCESS || settings.default_access
}

fn role_value(directory: &Directory, role: &str) -> Option<String> {
    let role = directory.app_roles.iter().find(|own| own["id"] == role)?;
    text(&role["value"])
}

fn passes(filter: &[Clause], user: &Value) -> bool {
    filter.iter().all(|clause| is_true(clause, user))
}

/// Rule: without a value every clause is false but `IS NULL`.
fn is_true(clause: &Clause, user: &Value) -> bool {
    let value = text(&user[clause.attribute.as_str()]);
    let wanted = clause.value.as_deref().unwrap_or_default();
    match (clause.operator.as_str(), value) {
        ("IS NULL", value) => value.is_none(),
        (_, None) => false,
        ("IS NOT NULL", Some(_)) => true,
        ("EQUALS", Some(value)) => value == wanted,
        ("NOT EQUALS", Some(value)) => value != wanted,
        ("REGEX MATCH", Some(value)) => is_one_of(wanted, &value),
        (operator, _) => panic!("{operator} is not generated"),
    }
}

/// The only shape of pattern that is generated: `^(A|B)$`.
fn is_one_of(pattern: &str, value: &str) -> bool {
    let words = pattern.strip_prefix("^(").and_then(|rest| rest.strip_suffix(")$"));
    words.expect("a pattern of the generator").split('|').any(|word| word == value)
}
