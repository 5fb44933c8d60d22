//! What a suite says of the app itself.

use std::time::Duration;

use serde::{Deserialize, Serialize};

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
    #[serde(default, deserialize_with = "date", skip_serializing_if = "Option::is_none")]
    pub source_date: Option<String>,
    /// Documented pattern of the tenant's base URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant_url: Option<String>,
    /// Further documented base URLs: other regions, data centers, test hosts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<Host>,
    /// Documented way to authenticate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth: Option<Auth>,
    /// Documented capabilities, as the gallery names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Capability>,
    /// Whether users with the Default Access role are provisioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_access: Option<DefaultAccess>,
    /// Documented limit of requests; it is the ceiling of a run that names none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate_limit: Option<RateLimit>,
    /// What else the page says.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// A date as text, or as TOML writes one without quotes.
fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Date {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match Option::<Date>::deserialize(deserializer)? {
        Some(Date::Text(text)) => Some(text),
        Some(Date::Date(date)) => Some(date.to_string()),
        None => None,
    })
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

/// One more base URL of an app, and when it is the right one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Host {
    /// Documented pattern of the base URL.
    pub url: String,
    /// For whom: a region, a plan, a test environment.
    pub when: String,
}

/// How many requests an app takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateLimit {
    /// Number of requests.
    pub requests: u32,
    /// Time span they are counted in, in seconds.
    pub seconds: u32,
}

impl RateLimit {
    /// The pause between two requests that keeps to the limit; none where the limit says nothing.
    pub fn interval(self) -> Duration {
        Duration::from_secs(self.seconds.into()).checked_div(self.requests).unwrap_or_default()
    }
}

impl std::fmt::Display for RateLimit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let span = if self.seconds == 1 { "second".to_owned() } else { format!("{} seconds", self.seconds) };
        write!(f, "{} requests per {span}", self.requests)
    }
}
