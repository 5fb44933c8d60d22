//! One unread element of a directory file.

use std::path::Path;

use xxhash_rust::xxh3::xxh3_128_with_seed;

use super::csv::Header;
use super::error::{DirectoryError, Fault, Place, utf8};
use super::property::{Property, properties};
use super::translate::{Draft, Mode, role};
use super::{Entry, names};
use crate::provision::object::Kind;

/// Part of every digest. A version that reads the same text differently has another one, so that everything is read
/// anew.
const READING: u64 = 1;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// A user.
    Users,
    /// A group.
    Groups,
    /// A role of the application.
    AppRoles,
}

impl Section {
    /// By the name of a list in a JSON file.
    pub(super) fn by_list(name: &str) -> Option<Self> {
        match name {
            "users" => Some(Self::Users),
            "groups" => Some(Self::Groups),
            "appRoles" => Some(Self::AppRoles),
            _ => None,
        }
    }

    /// By the `type` of a row, or what stands behind `#microsoft.graph.`.
    pub(super) fn by_type(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "user" => Some(Self::Users),
            "group" => Some(Self::Groups),
            "approle" => Some(Self::AppRoles),
            _ => None,
        }
    }

    /// User or group; nothing for a role.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Self::Users => Some(Kind::User),
            Self::Groups => Some(Kind::Group),
            Self::AppRoles => None,
        }
    }

    /// What people call one of them.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Users => "a user",
            Self::Groups => "a group",
            Self::AppRoles => "an app role",
        }
    }
}

/// How an element is written down.
#[derive(Debug, Clone, Copy)]
pub enum Form<'a> {
    /// An element of a list in a JSON file.
    Json(Section),
    /// A line of a JSON Lines file.
    Line,
    /// A row of a CSV file.
    Row(&'a Header),
}

impl Form<'_> {
    /// Makes equal texts of different meaning differ in their digests.
    fn seed(self) -> u64 {
        match self {
            Self::Json(section) => READING << 8 | (section as u64 + 1),
            Self::Line => READING << 8,
            Self::Row(header) => header.digest() ^ READING,
        }
    }
}

/// One unread element of a directory file. Reading it costs far more than knowing that it is the same as last time.
pub struct Item<'a> {
    /// Digest of everything that decides what it says.
    pub digest: u128,
    /// Where it begins.
    pub place: Place,
    /// The text.
    pub text: &'a [u8],
    /// The file.
    pub path: &'a Path,
    /// How it is written down.
    pub form: Form<'a>,
}

impl<'a> Item<'a> {
    /// An element of a file.
    pub(super) fn new(path: &'a Path, form: Form<'a>, place: Place, text: &'a [u8]) -> Self {
        Self { digest: xxh3_128_with_seed(text, form.seed()), place, text, path, form }
    }

    /// What it says.
    pub fn parse(&self) -> Result<Entry, DirectoryError> {
        self.entry().map_err(|fault| self.error_at(fault))
    }

    /// An error about the element as a whole.
    pub fn error(&self, message: impl Into<String>, help: impl Into<String>) -> DirectoryError {
        DirectoryError::new(self.path, self.place, message, help)
    }

    fn error_at(&self, fault: Fault) -> DirectoryError {
        fault.at(self.path, self.place, self.text)
    }

    fn entry(&self) -> Result<Entry, Fault> {
        let text = utf8(self.text)?;
        let (section, properties) = match self.form {
            Form::Json(section) => {
                let properties = properties(text, 0)?;
                agree(section, &properties)?;
                (section, properties)
            }
            Form::Line => {
                let properties = properties(text, 0)?;
                (named(&properties)?.ok_or_else(kind_missing)?, properties)
            }
            Form::Row(header) => header.properties(text)?,
        };
        entry(section, &properties)
    }
}

/// A complete user, group or role.
fn entry(section: Section, properties: &[Property]) -> Result<Entry, Fault> {
    match section.kind() {
        None => role(properties),
        Some(kind) => Draft::read(kind, properties, Mode::Complete)?.complete(kind, properties),
    }
}

/// What `@odata.type` says, where it is there.
pub(super) fn named(properties: &[Property]) -> Result<Option<Section>, Fault> {
    let Some(property) = properties.iter().find(|property| property.name == names::TYPE) else {
        return Ok(None);
    };
    let Some(name) = property.text()? else { return Ok(None) };
    let short = name.trim_start_matches('#').strip_prefix("microsoft.graph.");
    let section = short.and_then(Section::by_type);
    section.map(Some).ok_or_else(|| {
        let help = "users, groups and app roles can be read: #microsoft.graph.user, …group, …appRole";
        property.fault(format!("unknown kind `{name}`"), help)
    })
}

/// A user in the list of groups, and the like.
fn agree(section: Section, properties: &[Property]) -> Result<(), Fault> {
    match named(properties)? {
        Some(other) if other != section => {
            let message = format!("{} where {} belongs", other.noun(), section.noun());
            Err(Fault::new(0, message, "move it to the list of its kind, or correct its `@odata.type`"))
        }
        _ => Ok(()),
    }
}

fn kind_missing() -> Fault {
    let help = "write \"@odata.type\": \"#microsoft.graph.user\", …group or …appRole into every line";
    Fault::new(0, "`@odata.type` is missing", help)
}
