//! Taking over what came of objects, together with what the log says of it.

use rusqlite::{ToSql, params};

use super::codes::{STANDINGS, code, json, micros};
use super::tables::Tables;
use super::{Done, Escrow, Intent, State, StateError, logbook};

impl State {
    /// Records create requests that are about to be sent.
    pub fn intend(&mut self, intents: &[(i64, Intent)]) -> Result<(), StateError> {
        self.at_once(|db| {
            let mut statement = db.prepare_cached("UPDATE objects SET intent = ?2 WHERE row = ?1")?;
            for (row, intent) in intents {
                statement.execute((row, json(intent)?))?;
            }
            Ok(())
        })
    }

    /// Takes over what came of objects.
    pub fn finish(&mut self, done: &[Done]) -> Result<(), StateError> {
        self.note(done)?;
        self.keep()
    }

    /// Takes over what came of objects without keeping it: that happens with whatever is written next as a transaction,
    /// at the latest with [`State::keep`]. What is read from this state has it already.
    pub fn note(&mut self, done: &[Done]) -> Result<(), StateError> {
        self.in_transaction(|db| {
            let tables = Tables::new(db);
            done.iter().try_for_each(|done| finish(&tables, done))
        })
    }
}

fn finish(tables: &Tables, done: &Done) -> rusqlite::Result<()> {
    match &done.link {
        Some(Some(link)) if links(tables, done, link)? => {}
        Some(link) if relinks(tables, done.row, link.as_deref())? => relink(tables, done, link.as_deref())?,
        _ => update(tables, done)?,
    }
    for (reference, escrow) in [(false, &done.escrow), (true, &done.reference_escrow)] {
        if let Some(escrow) = escrow {
            set_escrow(tables, done.row, reference, escrow.as_ref())?;
        }
    }
    for (member, written) in &done.members {
        set_written(tables, done.row, member, written.as_deref())?;
    }
    done.entries.iter().try_for_each(|entry| logbook::write(tables, entry))
}

/// What changes in a row beside its link. Nothing that fails leaves anything behind, so these statements need no journal
/// of their own, which `OR ROLLBACK` says.
macro_rules! changes {
    () => {
        "standing = ifnull(?2, standing), intent = iif(?3, NULL, intent), due = iif(?4, 0, due),
         references_due = ifnull(?5, references_due), manager_written = ifnull(?6, manager_written),
         staged = ifnull(?7, staged)"
    };
}

/// The same, with a link.
macro_rules! relink {
    () => {
        concat!("UPDATE OR ROLLBACK objects SET link = ?8, created = ?9, ", changes!(), " WHERE row = ?1")
    };
}

/// Changes of the row itself.
fn update(tables: &Tables, done: &Done) -> rusqlite::Result<()> {
    change(tables, concat!("UPDATE OR ROLLBACK objects SET ", changes!(), " WHERE row = ?1"), done, &[])?;
    Ok(())
}

/// Runs a statement with what [`changes`] names, and these values behind; how many rows it changed.
fn change(
    tables: &Tables,
    sql: &'static str,
    done: &Done,
    further: &[&dyn ToSql],
) -> rusqlite::Result<usize> {
    let standing = done.standing.map(|standing| code(STANDINGS, standing));
    let values: [&dyn ToSql; 7] = [
        &done.row,
        &standing,
        &done.settles_intent,
        &done.worked,
        &done.references_due,
        &done.manager_written,
        &done.staged,
    ];
    let values = values.into_iter().chain(further.iter().copied());
    tables.run(sql, rusqlite::params_from_iter(values))
}

/// The same for an object without a link, which gets one; whether it had none.
fn links(tables: &Tables, done: &Done, link: &str) -> rusqlite::Result<bool> {
    let sql = concat!(relink!(), " AND link IS NULL");
    let linked = change(tables, sql, done, &[&link, &done.created])? > 0;
    if linked {
        tables.name_anew(done.row, Some(link))?;
    }
    Ok(linked)
}

/// Whether the object gets another link than it has. What was written under the old one is forgotten.
fn relinks(tables: &Tables, row: i64, link: Option<&str>) -> rusqlite::Result<bool> {
    let before: Option<Option<String>> =
        tables.one("SELECT link FROM objects WHERE row = ?1", [row], |row| row.get(0))?;
    let before = before.flatten();
    let is_new = before.as_deref() != link;
    if is_new && before.is_some() {
        tables.forget_written(row)?;
    }
    Ok(is_new)
}

/// Changes of the row, and a link to another resource, or to none. Nothing is written to that one yet, and in groups it
/// has to be named anew.
fn relink(tables: &Tables, done: &Done, link: Option<&str>) -> rusqlite::Result<()> {
    change(tables, relink!(), done, &[&link, &done.created])?;
    tables.name_anew(done.row, link)
}

impl Tables<'_> {
    /// Whoever was written to groups under another link is open there.
    fn name_anew(&self, row: i64, link: Option<&str>) -> rusqlite::Result<()> {
        self.run(
            "UPDATE members SET open = wanted = 0 OR written IS NOT ?2 WHERE member = ?1 AND written IS NOT NULL",
            params![row, link],
        )?;
        Ok(())
    }

    /// Forgets what was written to a resource that the object is not linked to any more.
    fn forget_written(&self, row: i64) -> rusqlite::Result<()> {
        self.run("UPDATE objects SET manager_written = NULL WHERE row = ?1", [row])?;
        self.run("DELETE FROM members WHERE group_row = ?1 AND wanted = 0", [row])?;
        self.run(
            "UPDATE members SET written = NULL, open = 1 WHERE group_row = ?1 AND written IS NOT NULL",
            [row],
        )?;
        Ok(())
    }
}

fn set_escrow(tables: &Tables, row: i64, reference: bool, escrow: Option<&Escrow>) -> rusqlite::Result<()> {
    let Some(escrow) = escrow else {
        tables.run(
            "DELETE FROM escrows WHERE reference = ?1 AND row = ?2 AND kind = (SELECT kind FROM objects WHERE row = ?2)",
            params![reference, row],
        )?;
        return Ok(());
    };
    tables.run(
        "INSERT OR REPLACE INTO escrows(reference, kind, row, first_failed, attempts, next_attempt, code, message)
             SELECT ?1, kind, row, ?3, ?4, ?5, ?6, ?7 FROM objects WHERE row = ?2",
        params![
            reference,
            row,
            micros(escrow.first_failed),
            escrow.attempts,
            micros(escrow.next_attempt),
            escrow.code,
            escrow.message,
        ],
    )?;
    Ok(())
}

/// Notes that a membership was written, or taken away.
fn set_written(tables: &Tables, group: i64, member: &str, written: Option<&str>) -> rusqlite::Result<()> {
    let Some(known) = tables.known(member)? else { return Ok(()) };
    let pair = params![group, known.row, written];
    if written.is_some() {
        tables.run(
            "UPDATE members SET written = ?3,
                 open = wanted = 0 OR ?3 IS NOT (SELECT link FROM objects WHERE row = ?2)
             WHERE group_row = ?1 AND member = ?2",
            pair,
        )?;
        return Ok(());
    }
    tables
        .run("DELETE FROM members WHERE group_row = ?1 AND member = ?2 AND wanted = 0", [group, known.row])?;
    tables.run(
        "UPDATE members SET written = NULL, open = 1 WHERE group_row = ?1 AND member = ?2",
        [group, known.row],
    )?;
    Ok(())
}
