//! Writing objects: what imports and deltas have in common. Everything here runs within the caller's transaction.

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value};

use super::codes::{KINDS, code, json, parsed, value};
use crate::provision::object::{Kind, Object};

/// The tables of one open transaction.
pub(super) struct Tables<'c> {
    pub(super) db: &'c Connection,
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
        Self { db, awaits: false }
    }

    /// Runs one statement.
    pub(super) fn run(&self, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<usize> {
        self.db.prepare_cached(sql)?.execute(parameters)
    }

    /// The object with that id, whether present or not.
    pub(super) fn known(&self, id: &str) -> rusqlite::Result<Option<Known>> {
        let mut statement = self.db.prepare_cached("SELECT row, kind, present FROM objects WHERE id = ?1")?;
        let read = |row: &rusqlite::Row| {
            Ok(Known { row: row.get(0)?, kind: value(KINDS, row.get(1)?)?, present: row.get(2)? })
        };
        statement.query_row([id], read).optional()
    }

    /// The row of a present object.
    pub(super) fn present(&self, id: &str) -> rusqlite::Result<Option<i64>> {
        Ok(self.known(id)?.filter(|known| known.present).map(|known| known.row))
    }

    /// Takes over an object as it is now.
    pub(super) fn take(
        &mut self,
        known: Option<Known>,
        now: &Complete,
        digest: Option<u128>,
    ) -> rusqlite::Result<(i64, Change)> {
        match known {
            Some(known) if known.present => self.compare(known.row, now, digest),
            known => Ok((self.add(known.map(|known| known.row), now, digest)?, Change::Added)),
        }
    }

    /// A new object, or one that is back.
    fn add(&mut self, row: Option<i64>, now: &Complete, digest: Option<u128>) -> rusqlite::Result<i64> {
        let object = now.object;
        let refers = object.manager.is_some() || !now.members.is_empty();
        let row = match row {
            Some(row) => self.revive(row, object)?,
            None => self.insert(object, refers)?,
        };
        self.run("INSERT INTO digests(row, digest) VALUES (?1, ?2)", (row, digest.map(u128::to_be_bytes)))?;
        self.name_manager(row, object.manager.as_deref())?;
        self.set_roles(row, object.kind, &now.roles)?;
        if object.kind == Kind::Group {
            self.set_members(row, now.members)?;
        }
        Ok(row)
    }

    fn insert(&self, object: &Object, refers: bool) -> rusqlite::Result<i64> {
        self.run(
            "INSERT OR ROLLBACK INTO objects(kind, id, present, soft_deleted, due, references_due) VALUES (?1, ?2, 1, ?3, 1, ?4)",
            (code(KINDS, object.kind), &object.id, object.soft_deleted, refers),
        )?;
        let row = self.db.last_insert_rowid();
        let attributes = json(&object.attributes)?;
        self.run("INSERT INTO sources(row, attributes) VALUES (?1, ?2)", (row, attributes))?;
        Ok(row)
    }

    fn revive(&self, row: i64, object: &Object) -> rusqlite::Result<i64> {
        self.run(
            "UPDATE objects SET present = 1, soft_deleted = ?2, due = 1, references_due = 1 WHERE row = ?1",
            (row, object.soft_deleted),
        )?;
        let attributes = json(&object.attributes)?;
        self.run("UPDATE sources SET attributes = ?2 WHERE row = ?1", (row, attributes))?;
        Ok(row)
    }

    /// An object that was there before.
    fn compare(&mut self, row: i64, now: &Complete, digest: Option<u128>) -> rusqlite::Result<(i64, Change)> {
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
        Ok((row, self.due_if(row, differs || reassigned, reports || regroups)?))
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
        attributes: &Map<String, Value>,
        soft_deleted: bool,
    ) -> rusqlite::Result<bool> {
        let moved = self.run(
            "UPDATE objects SET soft_deleted = ?2 WHERE row = ?1 AND soft_deleted <> ?2",
            (row, soft_deleted),
        )?;
        if self.attributes(row)? == *attributes {
            return Ok(moved > 0);
        }
        self.run("UPDATE sources SET attributes = ?2 WHERE row = ?1", (row, json(attributes)?))?;
        Ok(true)
    }

    /// What is known of the object's attributes.
    pub(super) fn attributes(&self, row: i64) -> rusqlite::Result<Map<String, Value>> {
        let mut statement = self.db.prepare_cached("SELECT attributes FROM sources WHERE row = ?1")?;
        parsed(&statement.query_row([row], |row| row.get::<_, String>(0))?)
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
