//! Values under names: what the service remembers of the job itself.

use rusqlite::{Connection, OptionalExtension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::codes::{json, parsed};
use super::{Identity, State, StateError};

/// Under what name the identity is kept.
pub(super) const IDENTITY: &str = "identity";

/// Under what name is kept whether the last changes came as a delta.
pub(super) const BY_DELTA: &str = "by_delta";

impl State {
    /// Which job it is.
    pub fn identity(&self) -> Result<Identity, StateError> {
        self.get(IDENTITY)?.ok_or_else(|| StateError::Foreign {
            path: self.path.clone(),
            reason: "it does not say which job it belongs to".to_owned(),
        })
    }

    /// Whether the directory's last changes came as a delta: then the directory file may be older than the state.
    pub fn came_by_delta(&self) -> Result<bool, StateError> {
        Ok(self.get(BY_DELTA)?.unwrap_or(false))
    }

    /// Reads a value that the service keeps under a name (JSON): `watermark`, `status`, `quarantine`, `mapping`.
    pub fn get<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, StateError> {
        self.told(get(&self.db, name))
    }

    /// Keeps a value under a name; `None` forgets it.
    pub fn put<T: Serialize>(&mut self, name: &str, value: Option<&T>) -> Result<(), StateError> {
        self.told(put(&self.db, name, value))
    }
}

fn get<T: DeserializeOwned>(db: &Connection, name: &str) -> rusqlite::Result<Option<T>> {
    let mut statement = db.prepare_cached("SELECT value FROM kept WHERE name = ?1")?;
    let text: Option<String> = statement.query_row([name], |row| row.get(0)).optional()?;
    text.map(|text| parsed(&text)).transpose()
}

/// Keeps a value, or forgets it; one statement, and so one transaction where none is open.
pub(super) fn put<T: Serialize>(db: &Connection, name: &str, value: Option<&T>) -> rusqlite::Result<()> {
    match value {
        Some(value) => {
            let mut statement =
                db.prepare_cached("INSERT OR REPLACE INTO kept(name, value) VALUES (?1, ?2)")?;
            statement.execute((name, json(value)?))?;
        }
        None => forget(db, name)?,
    }
    Ok(())
}

/// Forgets a value.
pub(super) fn forget(db: &Connection, name: &str) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM kept WHERE name = ?1")?.execute([name])?;
    Ok(())
}
