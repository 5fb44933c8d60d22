//! What waits to be worked on, page after page in the order of rows.

use jiff::Timestamp;
use rusqlite::Connection;

use super::codes::{KINDS, STANDINGS, code, micros, parsed, time, value};
use super::{Escrow, Row, State, StateError, sources};
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
            let mut rows = load_all(&self.db, queries[0], (code(KINDS, kind), after, most))?;
            let escrowed = numbers(&self.db, queries[1], (code(KINDS, kind), after, most, micros(now)))?;
            // Behind a full page nothing is looked for.
            let last = rows.last().filter(|_| rows.len() >= limit).map_or(i64::MAX, |row| row.row);
            for row in escrowed.into_iter().take_while(|row| *row < last) {
                if let Err(place) = rows.binary_search_by_key(&row, |known| known.row) {
                    rows.insert(place, load(&self.db, row)?);
                }
            }
            rows.truncate(limit);
            Ok(rows)
        };
        self.told(find())
    }
}

/// Everything known of the objects that a table named `o` and a condition give. Most have neither roles nor escrows; to ask
/// in passing costs less than further queries.
macro_rules! rows {
    ($from: literal, $where: literal) => {
        concat!(
            "SELECT o.row, o.kind, o.id, s.attributes, h.id, o.soft_deleted, o.present, o.link, o.standing,
                o.intent, o.manager_written, o.staged, o.due, o.created,
                EXISTS (SELECT 1 FROM assignments WHERE principal = o.row)
                    OR EXISTS (SELECT 1 FROM members WHERE member = o.row),
                e.row IS NOT NULL OR f.row IS NOT NULL
            FROM ",
            $from,
            " LEFT JOIN sources s ON s.row = o.row
                LEFT JOIN managers m ON m.row = o.row LEFT JOIN objects h ON h.row = m.manager
                LEFT JOIN escrows e ON e.reference = 0 AND e.kind = o.kind AND e.row = o.row
                LEFT JOIN escrows f ON f.reference = 1 AND f.kind = o.kind AND f.row = o.row
            WHERE ",
            $where
        )
    };
}

const ROW: &str = rows!("objects o", "o.row = ?1");

const DUE: &str = rows!(
    "objects o INDEXED BY objects_due",
    "o.kind = ?1 AND o.due = 1 AND o.row > ?2 ORDER BY o.row LIMIT ?3"
);

const ESCROWED: &str = "SELECT row FROM escrows
    WHERE reference = 0 AND kind = ?1 AND row > ?2 AND next_attempt <= ?4 ORDER BY row LIMIT ?3";

const REFERENCES_DUE: &str = rows!(
    "objects o INDEXED BY objects_references",
    "o.kind = ?1 AND o.references_due = 1 AND o.row > ?2 AND o.link IS NOT NULL ORDER BY o.row LIMIT ?3"
);

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
    db.prepare_cached(ROW)?.query_row([row], |found| whole(db, found))
}

fn load_all(db: &Connection, sql: &str, parameters: impl rusqlite::Params) -> rusqlite::Result<Vec<Row>> {
    db.prepare_cached(sql)?.query_map(parameters, |found| whole(db, found))?.collect()
}

/// A row of one of these queries, with what only few have.
fn whole(db: &Connection, found: &rusqlite::Row) -> rusqlite::Result<Row> {
    let mut row = read(found)?;
    if found.get(14)? {
        row.assignments = assignments(db, row.row, row.object.kind)?;
    }
    if found.get(15)? {
        row.escrow = escrow(db, false, &row)?;
        row.reference_escrow = escrow(db, true, &row)?;
    }
    Ok(row)
}

pub(super) fn read(row: &rusqlite::Row) -> rusqlite::Result<Row> {
    let object = Object {
        kind: value(KINDS, row.get(1)?)?,
        id: row.get(2)?,
        attributes: sources::read(row.get_ref(3)?.as_str()?)?,
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
