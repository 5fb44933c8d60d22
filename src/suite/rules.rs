//! What a suite says of users and groups.

use serde::{Deserialize, Serialize};

use super::{Attribute, AttributePath};

/// What is documented about users.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserRules {
    /// Matching attributes in order of precedence; empty: `userName`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matching: Vec<AttributePath>,
    /// What the app's documentation says is not offered; nothing of it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<Operation>,
    /// How the app removes a user; absent: both ways are tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removal: Option<Removal>,
    /// The attribute table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
}

/// How an app removes users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Removal {
    /// Users are disabled and never deleted.
    DisableOnly,
    /// Users are deleted and cannot be disabled.
    DeleteOnly,
}

/// What is documented about groups.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupRules {
    /// Whether groups are provisioned; absent: the documentation does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<GroupSupport>,
    /// What the app's documentation says is not offered; nothing of it is sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<Operation>,
    /// Matching attributes in order of precedence; empty: `displayName`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matching: Vec<AttributePath>,
    /// The attribute table.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
}

/// Whether an app's documentation offers groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSupport {
    /// Documented: groups are exercised and judged.
    Supported,
    /// Documented as not offered: nothing about groups is sent.
    Unsupported,
    /// The documentation does not say: groups are probed, deviations are notes.
    #[default]
    Undeclared,
}

/// What Entra's service does to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Operation {
    /// It is created: without, only resources that exist are matched.
    Create,
    /// Its attributes are changed.
    Update,
    /// It is deleted; whether users are disabled instead is said by `removal`.
    Delete,
}
