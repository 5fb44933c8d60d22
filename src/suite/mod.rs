//! Suites: what one app's documentation promises, as data.
//!
//! A suite says what to send and what to expect; it performs nothing. A missing key means "the documentation
//! does not say", which is different from `false` and never treated as `false`.

mod advice;
mod app;
mod attribute;
pub mod builtin;
pub mod case;
pub mod discover;
mod document;
pub mod facts;
pub mod lint;
pub mod load;
pub mod misprint;
mod offers;
mod overrides;
pub mod relax;
mod rules;
pub mod sample;
pub mod shape;
mod spans;
mod validate;
mod value;
pub mod write;

use serde::{Deserialize, Serialize};

use crate::scim::{Path, urn};
use crate::verdict::Severity;
pub use app::*;
pub use attribute::*;
pub use case::{Case, CaseRequest, CaseResource, CaseStep, Expect};
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
    /// What the app promises beyond the built-in checks.
    #[serde(default, rename = "case", skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<Case>,
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
        self.user.attributes.iter().find(|attribute| attribute.target().same(path))
    }

    /// Whether the suite has users written with that attribute.
    pub fn lists(&self, path: &str) -> bool {
        path.eq_ignore_ascii_case("userName") || self.user_attribute(path).is_some_and(|row| self.writes(row))
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
        self.user.attributes.iter().any(|attribute| enterprise(attribute.target().path()))
    }

    /// The own case behind a check's id.
    pub fn case(&self, check: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.check_id() == check)
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
