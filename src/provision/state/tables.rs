//! Writing objects: what imports and deltas have in common. Everything here runs within the caller's transaction.

use rusqlite::{Connection, OptionalExtension, Params, Row};

use super::codes::{KINDS, code, value};
use super::sources;
use super::statements::Statements;
use crate::provision::attributes::Attributes;
use crate::provision::object::{Kind, Object};

/// The tables of one open transaction.
pub(super) struct Tables<'c> {
    pub(super) db: &'c Connection,
    statements: Statements<'c>,
    /// Whether any reference waits for an object that comes later.
    pub(super) awaits: bool,
}

/// An object that has a row already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) row: i64,
    pub(super) kind: Kind,
    pub(super) present: bool,
}

/// How an object differs from what was known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It is new, or back.
    Added,
    /// Something is different.
    Changed,
    /// Nothing is.
    Same,
}

/// A complete object.
pub(super) struct Complete<'a> {
    pub(super) object: &'a Object,
    pub(super) members: &'a [String],
    /// Numbers of its roles.
    pub(super) roles: Vec<i64>,
}

impl<'c> Tables<'c> {
    /// For one transaction.
    pub(super) fn new(db: &'c Connection) -> Self {
        Self { db, statements: Statements::new(db), awaits: false }
    }

    /// Runs one statement.
    pub(super) fn run(&self, sql: &'static str, parameters: impl Params) -> rusqlite::Result<usize> {
        self.statements.with(sql, |statement| statement.execute(parameters))
    }

    /// The first row that a query finds.
    pub(super) fn one<T>(
        &self,
        sql: &'static str,
        parameters: impl Params,
        read: impl FnOnce(&Row) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Option<T>> {
        self.statements.with(sql, |statement| statement.query_row(parameters, read).optional())
    }

    /// The object with that id, whether present or not, that [`Tables::enter`] met.
    pub(super) fn met(&self, id: &str) -> rusqlite::Result<Known> {
        self.known(id)?.ok_or(rusqlite::Error::QueryReturnedNoRows)
    }

    /// The object with that id, whether present or not.
    pub(super) fn known(&self, id: &str) -> rusqlite::Result<Option<Known>> {
        self.one("SELECT row, kind, present FROM objects WHERE id = ?1", [id], |row| {
            Ok(Known { row: row.get(0)?, kind: value(KINDS, row.get(1)?)?, present: row.get(2)? })
        })
    }

    /// The row of a present object.
    pub(super) fn present(&self, id: &str) -> rusqlite::Result<Option<i64>> {
        Ok(self.known(id)?.filter(|known| known.present).map(|known| known.row))
    }

    /// Enters an object that was never known; nothing where its id is known.
    pub(super) fn enter(&mut self, now: &Complete, digest: Option<u128>) -> rusqlite::Result<Option<i64>> {
        let object = now.object;
        let refers = object.manager.is_some() || !now.members.is_empty();
        let entered = self.run(
            "INSERT OR IGNORE INTO objects(kind, id, present, soft_deleted, due, references_due) VALUES (?1, ?2, 1, ?3, 1, ?4)",
            (code(KINDS, object.kind), &object.id, object.soft_deleted, refers),
        )?;
        if entered == 0 {
            return Ok(None);
        }
        let row = self.db.last_insert_rowid();
        let attributes = sources::written(&object.attributes)?;
        self.run("INSERT INTO sources(row, attributes) VALUES (?1, ?2)", (row, attributes))?;
        self.complete(row, now, digest)?;
        Ok(Some(row))
    }

    /// Takes over an object as it is now.
    pub(super) fn take(
        &mut self,
        known: Known,
        now: &Complete,
        digest: Option<u128>,
    ) -> rusqlite::Result<Change> {
        if known.present {
            return self.compare(known.row, now, digest);
        }
        self.revive(known.row, now.object)?;
        self.complete(known.row, now, digest)?;
        Ok(Change::Added)
    }

    fn revive(&self, row: i64, object: &Object) -> rusqlite::Result<()> {
        self.run(
            "UPDATE objects SET present = 1, soft_deleted = ?2, due = 1, references_due = 1 WHERE row = ?1",
            (row, object.soft_deleted),
        )?;
        let attributes = sources::written(&object.attributes)?;
        self.run("UPDATE sources SET attributes = ?2 WHERE row = ?1", (row, attributes)).map(drop)
    }

    /// What else a new object has, or one that is back. Nothing of it is there, but for members that were written before.
    fn complete(&mut self, row: i64, now: &Complete, digest: Option<u128>) -> rusqlite::Result<()> {
        let object = now.object;
        self.run("INSERT INTO digests(row, digest) VALUES (?1, ?2)", (row, digest.map(u128::to_be_bytes)))?;
        self.name_manager(row, object.manager.as_deref())?;
        if !now.roles.is_empty() {
            self.set_roles(row, object.kind, &now.roles)?;
        }
        if object.kind == Kind::Group {
            self.set_members(row, now.members)?;
        }
        Ok(())
    }

    /// An object that was there before.
    fn compare(&mut self, row: i64, now: &Complete, digest: Option<u128>) -> rusqlite::Result<Change> {
        let object = now.object;
        let differs = self.rewrite(row, &object.attributes, object.soft_deleted)?;
        let reports = self.set_manager(row, object.manager.as_deref())?;
        // Roles first: members of a group that had roles are told before they leave it. Who leaves a group that had none
        // is not concerned by those it gets.
        let (is_group, had_roles) = (object.kind == Kind::Group, self.has_roles(row)?);
        let mut regroups = is_group && !had_roles && self.set_members(row, now.members)?;
        let reassigned = self.set_roles(row, object.kind, &now.roles)?;
        regroups |= is_group && had_roles && self.set_members(row, now.members)?;
        self.set_digest(row, digest)?;
        self.due_if(row, differs || reassigned, reports || regroups)
    }

    /// Makes the object due if anything of it changed.
    pub(super) fn due_if(&self, row: i64, itself: bool, references: bool) -> rusqlite::Result<Change> {
        if !itself && !references {
            return Ok(Change::Same);
        }
        self.run(
            "UPDATE objects SET due = 1, references_due = max(references_due, ?2) WHERE row = ?1",
            (row, references),
        )?;
        Ok(Change::Changed)
    }

    /// Notes the digest of what was read, or that there is none for what is known now.
    pub(super) fn set_digest(&self, row: i64, digest: Option<u128>) -> rusqlite::Result<()> {
        let digest = digest.map(u128::to_be_bytes);
        self.run("UPDATE digests SET digest = ?2 WHERE row = ?1", (row, digest)).map(drop)
    }

    /// Replaces attributes where they differ; their order does not count.
    pub(super) fn rewrite(
        &self,
        row: i64,
        attributes: &Attributes,
        soft_deleted: bool,
    ) -> rusqlite::Result<bool> {
        let moved = self.run(
            "UPDATE objects SET soft_deleted = ?2 WHERE row = ?1 AND soft_deleted <> ?2",
            (row, soft_deleted),
        )?;
        if self.attributes(row)? == *attributes {
            return Ok(moved > 0);
        }
        self.run("UPDATE sources SET attributes = ?2 WHERE row = ?1", (row, sources::written(attributes)?))?;
        Ok(true)
    }

    /// What is known of the object's attributes.
    pub(super) fn attributes(&self, row: i64) -> rusqlite::Result<Attributes> {
        let mut statement = self.db.prepare_cached("SELECT attributes FROM sources WHERE row = ?1")?;
        statement.query_row([row], |row| sources::read(row.get_ref(0)?.as_str()?))
    }

    /// Takes an object out of the directory. Others may still refer to it.
    pub(super) fn remove(&mut self, row: i64, kind: Kind) -> rusqlite::Result<()> {
        self.set_roles(row, kind, &[])?;
        self.set_manager(row, None)?;
        if kind == Kind::Group {
            self.empty(row)?;
        }
        self.run("DELETE FROM digests WHERE row = ?1", [row])?;
        self.run("UPDATE objects SET present = 0, due = 1, references_due = 0 WHERE row = ?1", [row])?;
        Ok(())
    }
}
