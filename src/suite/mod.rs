//! Suites: what one app's documentation promises, as data.
//!
//! A suite says what to send and what to expect; it performs nothing. A missing key means "the documentation
//! does not say", which is different from `false` and never treated as `false`.

mod app;
mod attribute;
pub mod builtin;
pub mod facts;
pub mod load;
pub mod misprint;
mod rules;
pub mod sample;
pub mod write;

use serde::{Deserialize, Serialize};

use crate::scim::{Path, urn};
use crate::verdict::Severity;
pub use app::*;
pub use attribute::*;
pub use load::SuiteError;
pub use rules::*;

/// What one app's documentation promises.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suite {
    /// Version of the format; 1.
    pub schema: u32,
    /// Slug of the suite whose content this one takes over and refines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inherits: Option<String>,
    /// The app.
    pub app: App,
    /// What is documented about users.
    #[serde(default)]
    pub user: UserRules,
    /// What is documented about groups.
    #[serde(default)]
    pub group: GroupRules,
    /// Where the app differs from a built-in check.
    #[serde(default, rename = "override", skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// Where an app differs from a built-in check.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Id of the check.
    pub check: String,
    /// Severity for this app.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Leave the check out for this app.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skip: bool,
    /// Why.
    pub reason: String,
}

impl Suite {
    /// The attributes by which Entra looks for a user, in order of precedence.
    pub fn user_matching(&self) -> Vec<&AttributePath> {
        self.user.matching.iter().collect()
    }

    /// The listed user attribute of that path.
    pub fn user_attribute(&self, path: &str) -> Option<&Attribute> {
        self.user.attributes.iter().find(|attribute| attribute.path.same(path))
    }

    /// Whether the suite has users written with that attribute.
    pub fn lists(&self, path: &str) -> bool {
        path.eq_ignore_ascii_case("userName") || self.user_attribute(path).is_some()
    }

    /// Whether the suite says that users can be found by that attribute.
    pub fn finds_users_by(&self, path: &str) -> bool {
        path.eq_ignore_ascii_case("userName")
            || self.user.matching.iter().any(|matching| matching.same(path))
            || self.user_attribute(path).is_some_and(|attribute| attribute.filter == Some(true))
    }

    /// Whether groups can be found by that attribute: as the suite says, or, without a table of groups, as Entra's
    /// default mapping needs it.
    pub fn finds_groups_by(&self, path: &str) -> bool {
        let listed = self.group.attributes.iter().find(|attribute| attribute.path.same(path));
        self.group.matching.iter().any(|matching| matching.same(path))
            || listed.is_some_and(|attribute| attribute.filter == Some(true))
            || self.group.attributes.is_empty()
    }

    /// Whether DELETE of a user is judged.
    pub fn deletes_users(&self) -> bool {
        self.user.removal != Some(Removal::DisableOnly)
    }

    /// Whether users can be disabled.
    pub fn disables_users(&self) -> bool {
        self.user.removal != Some(Removal::DeleteOnly) && self.lists("active")
    }

    /// Whether anything about groups is sent.
    pub fn sends_groups(&self) -> bool {
        self.group_support() != GroupSupport::Unsupported
    }

    /// What the documentation says of groups.
    pub fn group_support(&self) -> GroupSupport {
        self.group.support.unwrap_or_default()
    }

    /// Whether any listed attribute belongs to the enterprise extension.
    pub fn has_enterprise(&self) -> bool {
        let enterprise =
            |path: &Path| path.urn.as_deref().is_some_and(|urn| urn::same(urn, urn::ENTERPRISE_USER));
        self.user.attributes.iter().any(|attribute| enterprise(attribute.path.path()))
    }

    /// What the app changes about a check.
    pub fn override_of(&self, check: &str) -> Option<&Override> {
        self.overrides.iter().find(|o| o.check == check)
    }
}

/// The path of an attribute of the enterprise extension.
pub fn enterprise(attribute: &str) -> String {
    format!("{}:{attribute}", urn::ENTERPRISE_USER)
}
