//! Directory files: JSON, JSON Lines, CSV and Graph-style deltas, read as streams.

use std::path::{Path, PathBuf};

use super::object::{AppRole, Object};

/// Where something stands in a directory file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1; 0 where it is not known.
    pub column: u64,
}

/// What cannot be read, with file, line and column.
#[derive(Debug, thiserror::Error)]
#[error("{}:{}: {message}", path.display(), place.line)]
pub struct DirectoryError {
    /// The file.
    pub path: PathBuf,
    /// Where.
    pub place: Place,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// The next thing to try.
    pub help: String,
}

/// One thing that a directory file or a delta says.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A user or group as it is now, complete.
    Object {
        /// The object.
        object: Object,
        /// Object ids of a group's direct members.
        members: Vec<String>,
        /// Ids of the app roles it is directly assigned to.
        assignments: Vec<String>,
    },
    /// An app role.
    Role(AppRole),
    /// In a delta: only what changed. `null` in `changed` takes the value away.
    Changed {
        /// The object, with what changed alone; names as in mappings.
        object: Object,
        /// Names of the attributes that have no value any more.
        cleared: Vec<String>,
        /// Whether the manager is named; without one it is taken away.
        manager_named: bool,
        /// Members added.
        added: Vec<String>,
        /// Members removed.
        removed: Vec<String>,
        /// All assignments, where they are named.
        assignments: Option<Vec<String>>,
    },
    /// In a delta: `@removed`.
    Removed {
        /// Object id.
        id: String,
        /// Whether it went to the recycle bin (`changed`) or is gone for good (`deleted`).
        soft: bool,
    },
}

/// One unread element of a directory file. Reading it costs far more than knowing that it is the same as last time.
pub struct Item<'a> {
    /// Digest of everything that decides what it says.
    pub digest: u128,
    /// Where it begins.
    pub place: Place,
    /// The text.
    pub text: &'a [u8],
}

impl Item<'_> {
    /// What it says.
    pub fn parse(&self) -> Result<Entry, DirectoryError> {
        unimplemented!("written by the directory helper")
    }
}

/// Reads a directory file element by element; stops at the first error of the sink or of the file.
pub fn read<E: From<DirectoryError>>(
    _path: &Path,
    _sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    unimplemented!("written by the directory helper")
}

/// Reads a Graph-style delta.
pub fn read_delta(_path: &Path) -> Result<Vec<(Entry, Place)>, DirectoryError> {
    unimplemented!("written by the directory helper")
}
