//! Comparing a directory file with what is known. An element with a known digest is not even parsed.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::TransactionBehavior;

use super::error::Stop;
use super::faulty::{self, Faults};
use super::seen::{ByDigest, Places, digests, halves};
use super::tables::{Change, Complete, Tables};
use super::{Imported, State, StateError, kept};
use crate::provision::directory::{self, DirectoryError, Entry, Item, Place};
use crate::provision::object::{AppRole, Object};

/// One element of a directory file.
pub(super) trait Element {
    /// See [`Item::digest`].
    fn digest(&self) -> u128;
    /// See [`Item::place`].
    fn place(&self) -> Place;
    /// See [`Item::parse`].
    fn parse(&self) -> Result<Entry, DirectoryError>;
}

impl Element for Item<'_> {
    fn digest(&self) -> u128 {
        self.digest
    }

    fn place(&self) -> Place {
        self.place
    }

    fn parse(&self) -> Result<Entry, DirectoryError> {
        Item::parse(self)
    }
}

/// Takes elements, one by one.
pub(super) type Sink<'a> = &'a mut dyn FnMut(&dyn Element) -> Result<(), Stop>;

impl State {
    /// Compares a directory file with what is known and takes over the difference: new, changed and removed objects
    /// become due, and so do objects whose assignment changed, directly or through a group. All or nothing. Claims of
    /// an earlier cycle end.
    ///
    /// # Errors
    /// The first thing in the file that cannot be read, an id that occurs twice, a manager or member who is not in it, a
    /// role that is not declared.
    pub fn import(&mut self, directory: &Path) -> Result<Imported, StateError> {
        self.import_from(directory, |sink| {
            directory::read(directory, &mut |item: &Item| -> Result<(), Stop> { sink(item) })
        })
    }

    /// The same, whatever the elements come from; `file` is what errors name.
    pub(super) fn import_from(
        &mut self,
        file: &Path,
        read: impl FnOnce(Sink) -> Result<(), Stop>,
    ) -> Result<Imported, StateError> {
        self.begin_cycle();
        let imported = self.try_import(file, read);
        let _ = self.db.execute_batch("PRAGMA shrink_memory");
        let imported = imported.map_err(|stop| stop.at(&self.path))?;
        self.trim_journal();
        Ok(imported)
    }

    fn try_import(
        &mut self,
        file: &Path,
        read: impl FnOnce(Sink) -> Result<(), Stop>,
    ) -> Result<Imported, Stop> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut import = Import::new(&transaction, file)?;
        read(&mut |element| import.element(element))?;
        let imported = import.finish()?;
        kept::put(&transaction, kept::BY_DELTA, Some(&false))?;
        transaction.commit()?;
        Ok(imported)
    }
}

/// An import on its way.
struct Import<'c> {
    tables: Tables<'c>,
    digests: ByDigest,
    places: Places,
    roles: HashMap<i64, Place>,
    file: &'c Path,
    imported: Imported,
}

impl<'c> Import<'c> {
    fn new(db: &'c rusqlite::Connection, file: &'c Path) -> Result<Self, Stop> {
        let last: i64 = db.query_row("SELECT ifnull(max(row), 0) FROM objects", [], |row| row.get(0))?;
        Ok(Self {
            tables: Tables::new(db),
            digests: digests(db)?,
            places: Places::up_to(last),
            roles: HashMap::new(),
            file,
            imported: Imported::default(),
        })
    }

    fn element(&mut self, element: &dyn Element) -> Result<(), Stop> {
        let (digest, place) = (element.digest(), element.place());
        match self.digests.get(&halves(digest)).copied() {
            Some(row) if row > 0 => {
                self.imported.read += 1;
                Ok(self.note(row, place)?)
            }
            Some(role) => Ok(self.note_role(-role, place)?),
            None => match element.parse()? {
                Entry::Object { object, members, assignments } => {
                    self.object(&object, &members, &assignments, digest, place)
                }
                Entry::Role(role) => self.role(&role, digest, place),
                Entry::Changed { .. } | Entry::Removed { .. } => {
                    Err(faulty::change_in_directory(self.file, place).into())
                }
            },
        }
    }

    fn object(
        &mut self,
        object: &Object,
        members: &[String],
        assignments: &[String],
        digest: u128,
        place: Place,
    ) -> Result<(), Stop> {
        let now = Complete { object, members, roles: self.tables.role_numbers(assignments)? };
        let change = match self.tables.enter(&now, Some(digest))? {
            Some(row) => {
                self.places.note(row, place);
                Change::Added
            }
            None => self.known(&now, digest, place)?,
        };
        self.imported.read += 1;
        self.imported.count(change);
        Ok(())
    }

    fn known(&mut self, now: &Complete, digest: u128, place: Place) -> Result<Change, Stop> {
        let known = self.tables.met(&now.object.id)?;
        self.note(known.row, place)?;
        faulty::same_kind(self.file, place, known.kind, now.object)?;
        Ok(self.tables.take(known, now, Some(digest))?)
    }

    fn role(&mut self, role: &AppRole, digest: u128, place: Place) -> Result<(), Stop> {
        let number = self.tables.declare(role, Some(digest))?;
        Ok(self.note_role(number, place)?)
    }

    /// Notes where an object stands; none stands in two places.
    fn note(&mut self, row: i64, place: Place) -> Result<(), DirectoryError> {
        match self.places.note(row, place) {
            Some(before) => Err(faulty::twice(self.file, place, before, &self.tables.name_of(row))),
            None => Ok(()),
        }
    }

    fn note_role(&mut self, number: i64, place: Place) -> Result<(), DirectoryError> {
        match self.roles.insert(number, place) {
            Some(before) => Err(faulty::twice(self.file, place, before, &self.tables.name_of_role(number))),
            None => Ok(()),
        }
    }

    fn finish(mut self) -> Result<Imported, Stop> {
        drop(std::mem::take(&mut self.digests));
        let removed = self.remove_unseen()?;
        self.imported.removed = u64::try_from(removed.len()).unwrap_or(u64::MAX);
        self.tables.undeclare_but(&self.roles.keys().copied().collect::<HashSet<_>>())?;
        let place_of = |row| self.places.get(row);
        Faults { file: self.file, place_of: &place_of }.check(&self.tables, &removed)?;
        self.tables.settle_awaited()?;
        self.tables.drop_undeclared()?;
        Ok(self.imported)
    }

    /// Takes out what the file does not have any more.
    fn remove_unseen(&mut self) -> Result<Vec<i64>, Stop> {
        let mut removed = Vec::new();
        {
            let mut statement = self.tables.db.prepare_cached("SELECT row FROM digests")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let row = row.get(0)?;
                if self.places.get(row).is_none() {
                    removed.push(row);
                }
            }
        }
        for row in &removed {
            let kind = self.tables.kind_of(*row)?;
            self.tables.remove(*row, kind)?;
        }
        Ok(removed)
    }
}

impl Imported {
    /// Counts one object.
    pub(super) fn count(&mut self, change: Change) {
        match change {
            Change::Added => self.added += 1,
            Change::Changed => self.changed += 1,
            Change::Same => {}
        }
    }
}
