//! Changed attributes in the log. Most of a state is log, and most of that is this: names that every tenant knows are
//! numbers, and who had no value before is not said to have had none.

use serde::{Deserialize, Serialize};

use super::codes::{code, value};
use crate::provision::log::Modified;

/// Attributes of Entra's default mappings. The order is the file format: append, never reorder.
const ATTRIBUTES: &[&str] = &[
    "userName",
    "externalId",
    "active",
    "displayName",
    "title",
    "preferredLanguage",
    "name.givenName",
    "name.familyName",
    "name.formatted",
    "emails[type eq \"work\"].value",
    "emails[type eq \"other\"].value",
    "addresses[type eq \"work\"].formatted",
    "addresses[type eq \"work\"].streetAddress",
    "addresses[type eq \"work\"].locality",
    "addresses[type eq \"work\"].region",
    "addresses[type eq \"work\"].postalCode",
    "addresses[type eq \"work\"].country",
    "phoneNumbers[type eq \"work\"].value",
    "phoneNumbers[type eq \"mobile\"].value",
    "phoneNumbers[type eq \"fax\"].value",
    "roles",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager",
    "members",
];

/// A name, or its number.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Name<T> {
    Known(i64),
    Other(T),
}

/// A changed attribute.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Form<T> {
    /// Name and new value; there was none before.
    New(Name<T>, T),
    /// Name, old value, new value.
    Changed(Name<T>, Option<T>, Option<T>),
}

/// A changed attribute as it is written.
#[derive(Serialize)]
#[serde(transparent)]
pub(super) struct Written<'a>(Form<&'a str>);

/// A changed attribute as it is read.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Read(Form<String>);

impl<'a> From<&'a Modified> for Written<'a> {
    fn from(modified: &'a Modified) -> Self {
        let text = modified.display_name.as_str();
        let number = code(ATTRIBUTES, text);
        let name = if value(ATTRIBUTES, number).is_ok() { Name::Known(number) } else { Name::Other(text) };
        Self(match (modified.old_value.as_deref(), modified.new_value.as_deref()) {
            (None, Some(new)) => Form::New(name, new),
            (old, new) => Form::Changed(name, old, new),
        })
    }
}

impl Read {
    /// The change that was written.
    pub(super) fn modified(self) -> rusqlite::Result<Modified> {
        let (name, old_value, new_value) = match self.0 {
            Form::New(name, new) => (name, None, Some(new)),
            Form::Changed(name, old, new) => (name, old, new),
        };
        let display_name = match name {
            Name::Known(number) => value(ATTRIBUTES, number)?.to_owned(),
            Name::Other(text) => text,
        };
        Ok(Modified { display_name, old_value, new_value })
    }
}
