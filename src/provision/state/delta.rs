//! Taking over a Graph-style delta. Everything is looked up by id, so that the cost depends on the delta alone.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::TransactionBehavior;
use serde_json::Value;

use super::error::Stop;
use super::faulty::{self, Faults};
use super::tables::{Change, Complete, Known, Tables};
use super::{Imported, State, StateError, kept};
use crate::provision::attributes::Attributes;
use crate::provision::directory::{Entry, Place};
use crate::provision::object::{Kind, Object};

impl State {
    /// Takes over a delta, entry after entry; its cost depends on the delta alone. What was not known before is taken as
    /// a new, complete object. An object that is named without `@removed` is not in the recycle bin (any more), unless
    /// it says so itself. Deleting for good also takes an object out of its groups and away as a manager. Claims of an
    /// earlier cycle end.
    ///
    /// # Errors
    /// A manager, member or role that is neither known nor comes in the delta; an unknown object whose kind is not named.
    pub fn import_delta(
        &mut self,
        path: &Path,
        entries: Vec<(Entry, Place)>,
    ) -> Result<Imported, StateError> {
        self.begin_cycle();
        self.try_delta(path, entries).map_err(|stop| stop.at(&self.path))
    }

    fn try_delta(&mut self, file: &Path, entries: Vec<(Entry, Place)>) -> Result<Imported, Stop> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut delta = Delta {
            tables: Tables::new(&transaction),
            places: HashMap::new(),
            file,
            imported: Imported::default(),
        };
        for (entry, place) in entries {
            delta.entry(entry, place)?;
        }
        let imported = delta.finish()?;
        kept::put(&transaction, kept::BY_DELTA, Some(&true))?;
        transaction.commit()?;
        Ok(imported)
    }
}

/// A delta on its way.
struct Delta<'c> {
    tables: Tables<'c>,
    places: HashMap<i64, Place>,
    file: &'c Path,
    imported: Imported,
}

/// What a delta says of an object beyond its attributes.
struct Named {
    cleared: Vec<String>,
    manager: bool,
    added: Vec<String>,
    removed: Vec<String>,
    assignments: Option<Vec<String>>,
}

impl Delta<'_> {
    fn entry(&mut self, entry: Entry, place: Place) -> Result<(), Stop> {
        match entry {
            Entry::Role(role) => Ok(self.tables.declare(&role, None).map(drop)?),
            Entry::Removed { id, soft } => self.removed(&id, soft),
            Entry::Object { object, members, assignments } => {
                self.complete(&object, &members, &assignments, place)
            }
            Entry::Changed { object, kind_named, cleared, manager_named, added, removed, assignments } => {
                let named = Named { cleared, manager: manager_named, added, removed, assignments };
                self.changed(object, kind_named, &named, place)
            }
        }
    }

    fn complete(
        &mut self,
        object: &Object,
        members: &[String],
        assignments: &[String],
        place: Place,
    ) -> Result<(), Stop> {
        let now = Complete { object, members, roles: self.tables.role_numbers(assignments)? };
        if let Some(row) = self.tables.enter(&now, None)? {
            self.note(row, Change::Added, place);
            return Ok(());
        }
        let known = self.tables.met(&object.id)?;
        faulty::same_kind(self.file, place, known.kind, object)?;
        let change = self.tables.take(known, &now, None)?;
        self.note(known.row, change, place);
        Ok(())
    }

    fn changed(
        &mut self,
        mut object: Object,
        kind_named: bool,
        named: &Named,
        place: Place,
    ) -> Result<(), Stop> {
        let known = self.tables.known(&object.id)?;
        match known {
            Some(known) if !kind_named => object.kind = known.kind,
            None if !kind_named => return Err(faulty::kind_missing(self.file, place, &object.id).into()),
            _ => {}
        }
        if let Some(known) = known.filter(|known| known.present) {
            let change = self.merge(known, &object, named)?;
            self.note(known.row, change, place);
            return Ok(());
        }
        enabled(object.kind, &mut object.attributes);
        let assignments = named.assignments.as_deref().unwrap_or_default();
        self.complete(&object, &named.added, assignments, place)
    }

    /// Changes an object that is there.
    fn merge(&mut self, known: Known, object: &Object, named: &Named) -> rusqlite::Result<Change> {
        let (row, tables) = (known.row, &mut self.tables);
        let mut attributes = tables.attributes(row)?;
        for name in &named.cleared {
            attributes.remove(name);
        }
        attributes.merge(&object.attributes);
        enabled(known.kind, &mut attributes);
        let mut itself = tables.rewrite(row, &attributes, object.soft_deleted)?;
        let mut references = named.manager && tables.set_manager(row, object.manager.as_deref())?;
        // Who leaves a group is told of the roles it had, and not of those it gets.
        let had_roles = tables.has_roles(row)?;
        if !had_roles {
            references |= leave(tables, row, &named.removed)?;
        }
        if let Some(assignments) = &named.assignments {
            let roles = tables.role_numbers(assignments)?;
            itself |= tables.set_roles(row, known.kind, &roles)?;
        }
        if had_roles {
            references |= leave(tables, row, &named.removed)?;
        }
        for id in &named.added {
            references |= tables.add_member(row, id)?;
        }
        let change = tables.due_if(row, itself, references)?;
        if change == Change::Changed {
            tables.set_digest(row, None)?;
        }
        Ok(change)
    }

    fn removed(&mut self, id: &str, soft: bool) -> Result<(), Stop> {
        self.imported.read += 1;
        // Whoever was never known, or is gone already, needs nothing.
        let Some(known) = self.tables.known(id)?.filter(|known| known.present) else { return Ok(()) };
        if soft {
            return Ok(self.recycled(known.row)?);
        }
        self.tables.remove(known.row, known.kind)?;
        self.tables.take_out(known.row)?;
        self.imported.removed += 1;
        Ok(())
    }

    fn recycled(&mut self, row: i64) -> rusqlite::Result<()> {
        let moved = self
            .tables
            .run("UPDATE objects SET soft_deleted = 1, due = 1 WHERE row = ?1 AND soft_deleted = 0", [row])?;
        if moved > 0 {
            self.tables.set_digest(row, None)?;
            self.imported.count(Change::Changed);
        }
        Ok(())
    }

    fn note(&mut self, row: i64, change: Change, place: Place) {
        self.places.insert(row, place);
        self.imported.read += 1;
        self.imported.count(change);
    }

    fn finish(mut self) -> Result<Imported, Stop> {
        let place_of = |row| self.places.get(&row).copied();
        Faults { file: self.file, place_of: &place_of }.check(&self.tables, &[])?;
        self.tables.settle_awaited()?;
        self.tables.drop_undeclared()?;
        Ok(self.imported)
    }
}

/// Takes these members out of a group; whether any was one.
fn leave(tables: &mut Tables, group: i64, ids: &[String]) -> rusqlite::Result<bool> {
    let mut left = false;
    for id in ids {
        left |= tables.take_member(group, id)?;
    }
    Ok(left)
}

/// `accountEnabled` is always there for users.
fn enabled(kind: Kind, attributes: &mut Attributes) {
    if kind == Kind::User && !attributes.contains_key("accountEnabled") {
        attributes.insert("accountEnabled", Value::Bool(true));
    }
}
