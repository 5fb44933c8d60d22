//! Finding single objects by what people call them.

use rusqlite::OptionalExtension;

use super::codes::json;
use super::due::load;
use super::{Row, State, StateError, sources};
use crate::provision::attributes::Attributes;

/// By which attributes people name objects.
const NAMES: [&str; 3] = ["userPrincipalName", "mail", "displayName"];

impl State {
    /// One object, by object id.
    pub fn by_id(&self, id: &str) -> Result<Option<Row>, StateError> {
        let find = || {
            let mut statement = self.db.prepare_cached("SELECT row FROM objects WHERE id = ?1")?;
            let row: Option<i64> = statement.query_row([id], |row| row.get(0)).optional()?;
            row.map(|row| load(&self.db, row)).transpose()
        };
        self.told(find())
    }

    /// One object, by its number in the state.
    pub fn by_row(&self, row: i64) -> Result<Row, StateError> {
        self.told(load(&self.db, row))
    }

    /// Objects with that object id, `userPrincipalName`, `mail` or `displayName`, letter case aside. One that is no longer
    /// in the directory is found only where none is that still is. Reads every object: some seconds for a
    /// million.
    pub fn find(&self, name: &str) -> Result<Vec<Row>, StateError> {
        let find = || {
            let rows = self.named(name)?;
            let found: rusqlite::Result<Vec<Row>> = rows.into_iter().map(|row| load(&self.db, row)).collect();
            found.map(present_first)
        };
        self.told(find())
    }

    fn named(&self, name: &str) -> rusqlite::Result<Vec<i64>> {
        let name = name.to_lowercase();
        let quoted = json(&name)?;
        let mut statement = self.db.prepare_cached(
            "SELECT o.row, o.id, s.attributes FROM objects o JOIN sources s ON s.row = o.row",
        )?;
        let (mut rows, mut found) = (statement.query([])?, Vec::new());
        while let Some(row) = rows.next()? {
            let attributes = row.get_ref(2)?.as_str()?;
            // Few texts hold the name at all; only those are taken apart.
            let is_named = row.get_ref(1)?.as_str()?.to_lowercase() == name
                || (may_hold(attributes, &quoted) && is_called(&sources::read(attributes)?, &name));
            if is_named {
                found.push(row.get(0)?);
            }
        }
        Ok(found)
    }
}

/// Whether the text holds this lower-case one, letter case aside.
fn may_hold(text: &str, wanted: &str) -> bool {
    if !wanted.is_ascii() {
        return text.to_lowercase().contains(wanted);
    }
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    // What is wanted begins with a quotation mark, which has no case.
    text.windows(wanted.len()).any(|part| part[0] == wanted[0] && part.eq_ignore_ascii_case(wanted))
}

fn is_called(attributes: &Attributes, name: &str) -> bool {
    NAMES.iter().filter_map(|known| attributes.get(known)?.as_str()).any(|text| text.to_lowercase() == name)
}

fn present_first(rows: Vec<Row>) -> Vec<Row> {
    let (present, gone): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.present);
    if present.is_empty() { gone } else { present }
}
