//! What can be wrong with a directory as a whole, in words, and where.

use std::path::Path;

use rusqlite::OptionalExtension;

use super::codes::{KINDS, value};
use super::error::Stop;
use super::references::Reference;
use super::tables::Tables;
use crate::provision::directory::{DirectoryError, Place};
use crate::provision::object::{Kind, Object};

fn error(file: &Path, place: Place, message: String, help: &str) -> DirectoryError {
    DirectoryError { path: file.to_path_buf(), place, message, help: help.to_owned() }
}

/// An id that occurs twice.
pub(super) fn twice(file: &Path, place: Place, before: Place, id: &str) -> DirectoryError {
    let message = format!("the id `{id}` occurs twice; it stands in line {} already", before.line);
    error(file, place, message, "take one of the two out, or give it an id of its own")
}

/// An id that was of another kind so far.
pub(super) fn same_kind(
    file: &Path,
    place: Place,
    before: Kind,
    object: &Object,
) -> Result<(), DirectoryError> {
    if before == object.kind {
        return Ok(());
    }
    let word = |kind| if kind == Kind::User { "user" } else { "group" };
    let message =
        format!("`{}` is a {} here and was a {} so far", object.id, word(object.kind), word(before));
    Err(error(file, place, message, "object ids are never used again; give the new object an id of its own"))
}

/// An object that nobody knows yet, and that does not say what it is.
pub(super) fn kind_missing(file: &Path, place: Place, id: &str) -> DirectoryError {
    let message = format!("`{id}` is not known yet, and `@odata.type` is missing");
    let help =
        "write \"@odata.type\": \"#microsoft.graph.user\" or …group into a new object, or correct the id";
    error(file, place, message, help)
}

/// A change where complete objects belong.
pub(super) fn change_in_directory(file: &Path, place: Place) -> DirectoryError {
    let message = "a change stands among complete objects".to_owned();
    error(file, place, message, "a directory file lists whole objects; hand changes over with --delta")
}

/// Looks for references to what is not there.
pub(super) struct Faults<'a> {
    pub(super) file: &'a Path,
    /// Where an object stands in the file.
    pub(super) place_of: &'a dyn Fn(i64) -> Option<Place>,
}

/// A broken reference, as a sentence needs it.
struct Fault {
    place: Place,
    what: Reference,
    row: i64,
    id: String,
}

impl Faults<'_> {
    /// Names the first broken reference of the file.
    pub(super) fn check(&self, tables: &Tables, removed: &[i64]) -> Result<(), Stop> {
        let mut first: Option<Fault> = None;
        tables.broken(removed, &mut |what, row, id| {
            let place = (self.place_of)(row).unwrap_or(Place { line: 1, column: 0 });
            let order = |place: Place| (place.line, place.column);
            if first.as_ref().is_none_or(|first| order(place) < order(first.place)) {
                first = Some(Fault { place, what, row, id });
            }
        })?;
        first.map_or(Ok(()), |fault| Err(self.told(tables, &fault).into()))
    }

    fn told(&self, tables: &Tables, fault: &Fault) -> DirectoryError {
        let (id, of) = (&fault.id, tables.name_of(fault.row));
        let (message, help) = match fault.what {
            Reference::Manager => {
                (format!("the manager `{id}` of `{of}` is not in the directory"), NO_OBJECT)
            }
            Reference::Member => (format!("the member `{id}` of `{of}` is not in the directory"), NO_OBJECT),
            Reference::Role => (format!("the app role `{id}` of `{of}` is not among the app roles"), NO_ROLE),
        };
        error(self.file, fault.place, message, help)
    }
}

const NO_OBJECT: &str = "references are object ids; add the object, or take the reference out";
const NO_ROLE: &str = "add the role to appRoles, or take the assignment out";

impl Tables<'_> {
    /// The id of an object.
    pub(super) fn name_of(&self, row: i64) -> String {
        self.text("SELECT id FROM objects WHERE row = ?1", row)
    }

    /// The id of a role.
    pub(super) fn name_of_role(&self, number: i64) -> String {
        self.text("SELECT id FROM roles WHERE number = ?1", number)
    }

    /// A text for a message, where the message matters more than why it cannot be had.
    fn text(&self, sql: &str, row: i64) -> String {
        let found = self.db.query_row(sql, [row], |row| row.get(0)).optional();
        found.ok().flatten().unwrap_or_else(|| "?".to_owned())
    }

    /// What kind of object the row is.
    pub(super) fn kind_of(&self, row: i64) -> rusqlite::Result<Kind> {
        let mut statement = self.db.prepare_cached("SELECT kind FROM objects WHERE row = ?1")?;
        value(KINDS, statement.query_row([row], |row| row.get(0))?)
    }
}
