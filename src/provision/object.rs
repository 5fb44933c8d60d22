//! Objects of the directory, in the one form that the rest of the service knows.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::attributes::Attributes;

/// What kind of object it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A user.
    User,
    /// A group.
    Group,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::User => "User",
            Self::Group => "Group",
        })
    }
}

/// A user or a group without its members and assignments, which have tables of their own in the state.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// User or group.
    pub kind: Kind,
    /// Object id; never changes.
    pub id: String,
    /// Attributes under the names that mappings use (`telephoneNumber`, not Microsoft Graph's `businessPhones`).
    /// Values are text, booleans, whole numbers, or lists of text; what has no value is absent. `accountEnabled` is
    /// always there for users.
    pub attributes: Attributes,
    /// Object id of the manager.
    pub manager: Option<String>,
    /// Whether it lies in the directory's recycle bin, from where it can come back for 30 days.
    pub soft_deleted: bool,
}

impl Object {
    /// The attribute's text, where it is one.
    pub fn text(&self, attribute: &str) -> Option<&str> {
        self.attributes.get(attribute).and_then(Value::as_str)
    }

    /// What people call it: a user's `userPrincipalName`, a group's `displayName`, else its id.
    pub fn name(&self) -> &str {
        let attribute = match self.kind {
            Kind::User => "userPrincipalName",
            Kind::Group => "displayName",
        };
        self.text(attribute).unwrap_or(&self.id)
    }

    /// Whether sign-in is allowed; a group always counts as enabled.
    pub fn is_enabled(&self) -> bool {
        self.attributes.get("accountEnabled").and_then(Value::as_bool).unwrap_or(true)
    }
}

/// A role of the application that users and groups can be assigned to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppRole {
    /// Id of the role.
    pub id: String,
    /// What tokens and mappings carry.
    #[serde(default)]
    pub value: Option<String>,
    /// What administrators see.
    pub display_name: String,
}

/// Id of the role *Default Access*, which every application has.
pub const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";
