//! What waits to be worked on, page after page in the order of rows.

use jiff::Timestamp;
use rusqlite::{Connection, Statement};

use super::codes::{KINDS, STANDINGS, code, micros, parsed, time, value};
use super::{Escrow, Row, State, StateError};
use crate::provision::object::{Kind, Object};

impl State {
    /// The next objects of that kind that changed, or whose escrow is due, behind that row; at most `limit`.
    pub fn due(&self, kind: Kind, now: Timestamp, after: i64, limit: usize) -> Result<Vec<Row>, StateError> {
        self.page([DUE, ESCROWED], kind, now, after, limit)
    }

    /// The next linked objects whose references are due, or whose reference escrow is; at most `limit`.
    pub fn due_references(
        &self,
        kind: Kind,
        now: Timestamp,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Row>, StateError> {
        self.page([REFERENCES_DUE, REFERENCES_ESCROWED], kind, now, after, limit)
    }

    fn page(
        &self,
        queries: [&str; 2],
        kind: Kind,
        now: Timestamp,
        after: i64,
        limit: usize,
    ) -> Result<Vec<Row>, StateError> {
        let most = i64::try_from(limit).unwrap_or(i64::MAX);
        let find = || {
            let mut rows = numbers(&self.db, queries[0], (code(KINDS, kind), after, most))?;
            rows.extend(numbers(&self.db, queries[1], (code(KINDS, kind), after, most, micros(now)))?);
            rows.sort_unstable();
            rows.dedup();
            rows.truncate(limit);
            let mut statement = self.db.prepare_cached(ROW)?;
            rows.into_iter().map(|row| load_by(&mut statement, &self.db, row)).collect()
        };
        self.told(find())
    }
}

const DUE: &str = "SELECT row FROM objects INDEXED BY objects_due
    WHERE kind = ?1 AND due = 1 AND row > ?2 ORDER BY row LIMIT ?3";

const ESCROWED: &str = "SELECT row FROM escrows
    WHERE reference = 0 AND kind = ?1 AND row > ?2 AND next_attempt <= ?4 ORDER BY row LIMIT ?3";

const REFERENCES_DUE: &str = "SELECT row FROM objects INDEXED BY objects_references
    WHERE kind = ?1 AND references_due = 1 AND row > ?2 AND link IS NOT NULL ORDER BY row LIMIT ?3";

const REFERENCES_ESCROWED: &str = "SELECT e.row FROM escrows e JOIN objects o ON o.row = e.row
    WHERE e.reference = 1 AND e.kind = ?1 AND e.row > ?2 AND e.next_attempt <= ?4 AND o.link IS NOT NULL
    ORDER BY e.row LIMIT ?3";

/// Numbers of rows.
pub(super) fn numbers(
    db: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
) -> rusqlite::Result<Vec<i64>> {
    db.prepare_cached(sql)?.query_map(parameters, |row| row.get(0))?.collect()
}

/// Everything known of one object.
pub(super) fn load(db: &Connection, row: i64) -> rusqlite::Result<Row> {
    load_by(&mut *db.prepare_cached(ROW)?, db, row)
}

fn load_by(statement: &mut Statement, db: &Connection, row: i64) -> rusqlite::Result<Row> {
    let (mut found, is_assigned, is_escrowed) = statement
        .query_row([row], |row| Ok((read(row)?, row.get::<_, bool>(14)?, row.get::<_, bool>(15)?)))?;
    if is_assigned {
        found.assignments = assignments(db, row, found.object.kind)?;
    }
    if is_escrowed {
        found.escrow = escrow(db, false, &found)?;
        found.reference_escrow = escrow(db, true, &found)?;
    }
    Ok(found)
}

/// Most objects have neither roles nor escrows; two questions in passing cost less than three queries.
const ROW: &str =
    "SELECT o.row, o.kind, o.id, s.attributes, h.id, o.soft_deleted, o.present, o.link, o.standing,
        o.intent, o.manager_written, o.staged, o.due, o.created,
        EXISTS (SELECT 1 FROM assignments WHERE principal = o.row) OR EXISTS (SELECT 1 FROM members WHERE member = o.row),
        EXISTS (SELECT 1 FROM escrows WHERE reference IN (0, 1) AND kind = o.kind AND row = o.row)
    FROM objects o JOIN sources s ON s.row = o.row LEFT JOIN managers m ON m.row = o.row
        LEFT JOIN objects h ON h.row = m.manager
    WHERE o.row = ?1";

pub(super) fn read(row: &rusqlite::Row) -> rusqlite::Result<Row> {
    let object = Object {
        kind: value(KINDS, row.get(1)?)?,
        id: row.get(2)?,
        attributes: parsed(row.get_ref(3)?.as_str()?)?,
        manager: row.get(4)?,
        soft_deleted: row.get(5)?,
    };
    Ok(Row {
        row: row.get(0)?,
        object,
        present: row.get(6)?,
        link: row.get(7)?,
        standing: value(STANDINGS, row.get(8)?)?,
        intent: row.get::<_, Option<String>>(9)?.map(|text| parsed(&text)).transpose()?,
        escrow: None,
        reference_escrow: None,
        manager_written: row.get(10)?,
        assignments: Vec::new(),
        staged: row.get(11)?,
        changed: row.get(12)?,
        created: row.get(13)?,
    })
}

/// Roles of the object itself and, for a user, of the groups it is a direct member of.
fn assignments(db: &Connection, row: i64, kind: Kind) -> rusqlite::Result<Vec<String>> {
    let sql = match kind {
        Kind::User => {
            "SELECT id FROM roles WHERE number IN
                 (SELECT role FROM assignments WHERE principal = ?1
                  UNION ALL SELECT a.role FROM members m JOIN assignments a ON a.principal = m.group_row
                  WHERE m.member = ?1 AND m.wanted = 1) ORDER BY id"
        }
        Kind::Group => {
            "SELECT r.id FROM assignments a JOIN roles r ON r.number = a.role WHERE a.principal = ?1 ORDER BY r.id"
        }
    };
    db.prepare_cached(sql)?.query_map([row], |row| row.get(0))?.collect()
}

fn escrow(db: &Connection, reference: bool, of: &Row) -> rusqlite::Result<Option<Escrow>> {
    let mut statement = db.prepare_cached(
        "SELECT first_failed, attempts, next_attempt, code, message FROM escrows
         WHERE reference = ?1 AND kind = ?2 AND row = ?3",
    )?;
    let mut rows = statement.query((reference, code(KINDS, of.object.kind), of.row))?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Escrow {
        first_failed: time(row.get(0)?)?,
        attempts: row.get(1)?,
        next_attempt: time(row.get(2)?)?,
        code: row.get(3)?,
        message: row.get(4)?,
    }))
}
