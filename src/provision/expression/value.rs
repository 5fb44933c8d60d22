//! Values during evaluation and what they are as text, number and truth. Knows no function.

use jiff::civil::DateTime;
use serde_json::Value as Json;

use super::dotnet::dates;
use super::{Outcome, RoleForm};
use crate::provision::object::AppRole;

/// No value grows beyond this many bytes; nested replacements could fill the memory otherwise.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// The attribute is absent.
    Null,
    /// `IgnoreFlowIfNullOrEmpty` found nothing; null for every function that looks at it.
    Ignored,
    Text(String),
    Boolean(bool),
    Number(i64),
    /// A point in time, in UTC.
    Date(DateTime),
    List(Vec<String>),
    Roles(RoleForm, Vec<AppRole>),
}

impl Value {
    /// The value of a source attribute. An empty list is none.
    pub(super) fn of_source(json: Option<Json>) -> Self {
        match json {
            None | Some(Json::Null) => Self::Null,
            Some(Json::Bool(boolean)) => Self::Boolean(boolean),
            Some(Json::String(text)) => Self::Text(text),
            Some(Json::Array(elements)) => Self::of_list(elements.into_iter().map(text_of).collect()),
            Some(Json::Number(number)) => {
                number.as_i64().map_or_else(|| Self::Text(number.to_string()), Self::Number)
            }
            Some(object @ Json::Object(_)) => Self::Text(object.to_string()),
        }
    }

    /// A list; without elements it is null.
    pub(super) fn of_list(list: Vec<String>) -> Self {
        if list.is_empty() { Self::Null } else { Self::List(list) }
    }

    /// Absent, or ignored.
    pub(super) fn is_null(&self) -> bool {
        matches!(self, Self::Null | Self::Ignored)
    }

    /// Absent, or the text `""`.
    pub(super) fn is_null_or_empty(&self) -> bool {
        self.is_null() || matches!(self, Self::Text(text) if text.is_empty())
    }

    /// As one text; `None` for null; an error, a fragment, for several values.
    pub(super) fn into_text(self) -> Result<Option<String>, String> {
        Ok(Some(match self {
            Self::Null | Self::Ignored => return Ok(None),
            Self::Text(text) => text,
            Self::Boolean(boolean) => if boolean { "True" } else { "False" }.into(),
            Self::Number(number) => number.to_string(),
            Self::Date(date) => dates::render(date),
            Self::Roles(RoleForm::Single, roles) => return Ok(roles.into_iter().next().map(role_name)),
            Self::List(mut list) if list.len() == 1 => list.remove(0),
            Self::List(list) => return Err(format!("one value is needed, {} came", list.len())),
            Self::Roles(..) => {
                return Err("a list of roles is no text; only SingleAppRoleAssignment gives one".into());
            }
        }))
    }

    /// As a list of texts; null is empty.
    pub(super) fn into_list(self) -> Result<Vec<String>, String> {
        match self {
            Self::List(list) => Ok(list),
            single => Ok(single.into_text()?.into_iter().collect()),
        }
    }

    /// As a whole number; `None` for null and `""`.
    pub(super) fn into_number(self) -> Result<Option<i64>, String> {
        if let Self::Number(number) = self {
            return Ok(Some(number));
        }
        match self.into_text()? {
            Some(text) if !text.is_empty() => text
                .trim()
                .parse()
                .map(Some)
                .map_err(|_| format!("{} is no whole number within 64 bits", shown(&text))),
            _ => Ok(None),
        }
    }

    /// As a truth: a boolean, a number other than zero, or `True` and `False` as text. Null and `""` are false: a
    /// condition on them fails.
    pub(super) fn into_truth(self) -> Result<bool, String> {
        match self {
            Self::Boolean(boolean) => Ok(boolean),
            Self::Number(number) => Ok(number != 0),
            other => truth_of(other.into_text()?.unwrap_or_default().trim()),
        }
    }

    /// Its size, for [`MAX_BYTES`].
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::List(list) => list.iter().map(|text| text.len() + size_of::<String>()).sum(),
            _ => 0,
        }
    }

    /// What the expression came to.
    pub(super) fn into_outcome(self) -> Outcome {
        match self {
            Self::Null => Outcome::Null,
            Self::Ignored => Outcome::Ignored,
            Self::List(list) => Outcome::List(list),
            Self::Roles(form, roles) => Outcome::Roles(form, roles),
            single => single.into_text().ok().flatten().map_or(Outcome::Null, Outcome::Text),
        }
    }
}

/// The name that a role has for the application.
fn role_name(role: AppRole) -> String {
    role.value.filter(|value| !value.is_empty()).unwrap_or(role.display_name)
}

fn text_of(json: Json) -> String {
    match json {
        Json::String(text) => text,
        other => other.to_string(),
    }
}

fn truth_of(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "" | "false" => Ok(false),
        "true" => Ok(true),
        number => match number.parse::<i64>() {
            Ok(number) => Ok(number != 0),
            Err(_) => Err(format!("{} is neither True, False nor a number", shown(text))),
        },
    }
}

/// A value in a message, short.
pub(super) fn shown(text: &str) -> String {
    format!("'{}'", crate::text::cut(&crate::text::printable(text), 60))
}
