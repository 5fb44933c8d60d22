//! Suites: what one app's documentation promises, as data.
//!
//! A suite says what to send and what to expect; it performs nothing. A missing key means "the documentation
//! does not say", which is different from `false` and never treated as `false`.

pub mod builtin;
pub mod load;
pub mod sample;

use serde::{Deserialize, Serialize};

use crate::scim::{Path, urn};
use crate::verdict::Severity;
pub use load::SuiteError;

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

/// The app a suite is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Name as the gallery shows it.
    pub name: String,
    /// Name of the suite on the command line.
    pub slug: String,
    /// The documentation page, by file name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Date of that page, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_date: Option<String>,
    /// Documented pattern of the tenant's base URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_url: Option<String>,
    /// Documented way to authenticate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// Documented capabilities, as the gallery names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Capability>,
    /// Whether users with the Default Access role are provisioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_access: Option<DefaultAccess>,
    /// What else the page says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How an app's tenant is authenticated to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the format's own words")]
pub enum Auth {
    BearerToken,
    OauthAuthorize,
    OauthClientCredentials,
    Basic,
    Other,
}

/// A capability a gallery page lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the gallery's own words")]
pub enum Capability {
    Create,
    Update,
    Remove,
    Groups,
    Sso,
}

/// What a page says of users who hold only the Default Access role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefaultAccess {
    /// They are left out of provisioning.
    Excluded,
}

/// What is documented about users.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UserRules {
    /// Matching attributes in order of precedence; empty: `userName`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matching: Vec<AttributePath>,
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

/// One row of an attribute table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// The target attribute, as a mapping names it.
    pub path: AttributePath,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Whether the app requires it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<bool>,
    /// Whether the app supports filtering by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<bool>,
    /// A value the app accepts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<String>,
}

/// The attribute types of the provisioning tutorials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the tutorials' own words")]
pub enum AttributeType {
    String,
    Boolean,
    Integer,
    DateTime,
    Binary,
    Reference,
    /// A whole complex attribute; its sample is JSON.
    Complex,
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

/// An attribute path that keeps the text it was written as.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributePath {
    text: String,
    path: Path,
}

impl AttributePath {
    /// The attribute every user is known by.
    pub fn user_name() -> Self {
        Self::top_level("userName")
    }

    /// The attribute every group is known by.
    pub fn display_name() -> Self {
        Self::top_level("displayName")
    }

    fn top_level(name: &str) -> Self {
        Self { text: name.to_owned(), path: Path::attribute(name) }
    }

    /// The parsed path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether both name the same attribute.
    pub fn same(&self, text: &str) -> bool {
        self.text.eq_ignore_ascii_case(text)
    }

    /// Whether the path selects an element of a multi-valued attribute.
    pub fn has_filter(&self) -> bool {
        self.path.filter.is_some()
    }
}

impl std::str::FromStr for AttributePath {
    type Err = crate::scim::path::SyntaxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self { text: text.to_owned(), path: text.parse()? })
    }
}

impl std::fmt::Display for AttributePath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}

impl Serialize for AttributePath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for AttributePath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse()
            .map_err(|error| serde::de::Error::custom(format!("'{text}' is not an attribute path: {error}")))
    }
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
