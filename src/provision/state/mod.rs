//! The state of a job: one SQLite file with links, digests, watermark, escrows, quarantine and the log.
//!
//! It stores and finds; what becomes of an object is decided elsewhere. Every public method that writes is one
//! transaction, but for [`State::note`]: whatever kills the process, the file is as before the call or as after it. One
//! process writes at a time; others may look at the same time with [`State::view`].

mod claim;
mod codes;
mod counts;
mod delta;
mod due;
mod error;
mod faulty;
mod find;
mod finish;
mod import;
mod kept;
mod links;
mod lock;
mod logbook;
mod memberships;
mod model;
mod open;
mod outstanding;
mod references;
mod reset;
mod roles;
mod schema;
mod seen;
mod sources;
mod statements;
mod tables;
#[cfg(test)]
mod tests;
mod values;

use std::path::{Path, PathBuf};

pub use error::StateError;
pub use model::{
    Counts, Done, Escrow, Identity, Imported, Intent, LogSelection, Membership, OpenMember, Reset, Row,
};
pub use outstanding::Outstanding;

/// The state of a job, opened for writing by this process alone.
pub struct State {
    // The connection comes first: it is closed before the lock ends.
    db: rusqlite::Connection,
    path: PathBuf,
    claims: claim::Claims,
    lock: Option<lock::Lock>,
    is_new: bool,
}

impl State {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this process created it when it opened it.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// Takes the file away, with everything beside it. It stays locked until nothing is left.
    pub fn discard(self) {
        let Self { db, path, lock, .. } = self;
        drop(db);
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(lock::beside(&path, ending));
        }
        if let Some(lock) = lock {
            lock.remove();
        }
    }

    /// SQLite's errors as errors of this file.
    fn told<T>(&self, result: rusqlite::Result<T>) -> Result<T, StateError> {
        result.map_err(|error| StateError::of(&self.path, &error))
    }

    /// Does something in one transaction, together with what was noted before.
    fn at_once<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StateError> {
        let done = self.in_transaction(work)?;
        self.keep()?;
        Ok(done)
    }

    /// Does something in the open transaction, or in a new one that stays open. Where it fails nothing of it is kept.
    fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StateError> {
        let begun = if self.db.is_autocommit() { self.db.execute_batch("BEGIN IMMEDIATE") } else { Ok(()) };
        let done = begun.and_then(|()| work(&self.db));
        self.told(done).inspect_err(|_| self.abandon())
    }

    /// Keeps what was noted.
    pub fn keep(&mut self) -> Result<(), StateError> {
        if self.db.is_autocommit() {
            return Ok(());
        }
        self.told(self.db.execute_batch("COMMIT")).inspect_err(|_| self.abandon())
    }

    /// Takes back what was noted. SQLite may have done so itself.
    fn abandon(&self) {
        let _ = self.db.execute_batch("ROLLBACK");
    }
}
