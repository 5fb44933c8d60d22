//! The prepared statements of one transaction, found by where their texts lie: hashing a text costs as much as running
//! it.

use std::cell::RefCell;

use rusqlite::{CachedStatement, Connection, Statement};

/// Statements that were run, ready to be run again.
pub(super) struct Statements<'c> {
    db: &'c Connection,
    held: RefCell<Vec<(&'static str, CachedStatement<'c>)>>,
}

impl<'c> Statements<'c> {
    /// None yet.
    pub(super) fn new(db: &'c Connection) -> Self {
        Self { db, held: RefCell::default() }
    }

    /// Does something with a statement.
    pub(super) fn with<T>(
        &self,
        sql: &'static str,
        work: impl FnOnce(&mut Statement) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut statement = self.take(sql)?;
        let done = work(&mut statement);
        self.held.borrow_mut().push((sql, statement));
        done
    }

    /// Nobody else has it meanwhile: who asks for the same one within another's work gets one that is prepared anew.
    fn take(&self, sql: &'static str) -> rusqlite::Result<CachedStatement<'c>> {
        let mut held = self.held.borrow_mut();
        match held.iter().rposition(|(known, _)| std::ptr::eq(*known, sql)) {
            Some(place) => Ok(held.swap_remove(place).1),
            None => self.db.prepare_cached(sql),
        }
    }
}
