//! Directory files: JSON, JSON Lines, CSV and Graph-style deltas, read as streams.
//!
//! A file holds users, groups and app roles under the names of Microsoft Graph's properties ([user], [group]); what
//! comes out has the names that attribute mappings use. Never more than one element is in memory. Nothing here knows
//! what was read before, so that ids which occur twice, or which nobody has, are found by whoever keeps the state.
//!
//! [user]: https://learn.microsoft.com/graph/api/resources/user
//! [group]: https://learn.microsoft.com/graph/api/resources/group

mod csv;
mod delta;
mod error;
mod format;
mod item;
mod json;
mod lines;
mod names;
mod property;
pub mod sample;
mod scan;
mod source;
#[cfg(test)]
mod tests;
mod translate;

use std::path::Path;

use super::object::{AppRole, Object};
pub use delta::read_delta;
pub use error::{DirectoryError, Place};
pub use format::Format;
pub use item::{Form, Item, Section};
use source::Source;

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
        /// The object, with what changed alone; names as in mappings. Its kind is a guess where the delta does not
        /// name it: for a known object its own kind counts. Without `deletedDateTime` it is not in the recycle bin.
        object: Object,
        /// Whether the delta names the kind.
        kind_named: bool,
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

/// Reads a directory file element by element; stops at the first error of the sink or of the file.
///
/// An element that the sink does not parse is only as far known to be well-formed as it takes to find its end.
pub fn read<E: From<DirectoryError>>(
    path: &Path,
    sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    read_from(Source::open(path)?, sink)
}

/// Reads a directory from wherever its bytes come from.
fn read_from<E: From<DirectoryError>>(
    mut source: Source,
    sink: &mut dyn FnMut(&Item) -> Result<(), E>,
) -> Result<(), E> {
    match source.format {
        Format::Json => json::read(&mut source, sink),
        Format::JsonLines => lines::read(&mut source, sink),
        Format::Csv => csv::read(&mut source, sink),
    }
}
