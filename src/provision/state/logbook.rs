//! The provisioning log on disk: what is asked for often in columns, everything else as one piece of JSON.

use jiff::Timestamp;
use rusqlite::params;
use serde::{Deserialize, Serialize};

use super::codes::{ACTIONS, KINDS, STATUSES, code, json, micros, parsed, time, value};
use super::tables::Tables;
use super::{LogSelection, State, StateError, values};
use crate::provision::log::{Entry, Step};

/// What has no column, as it is written.
#[derive(Serialize)]
struct Written<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<values::Written<'a>>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    steps: &'a [Step],
}

/// What has no column, as it is read.
#[derive(Default, Deserialize)]
struct Detail {
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    values: Vec<values::Read>,
    #[serde(default)]
    steps: Vec<Step>,
}

/// Writes an entry; its number is made here.
pub(super) fn write(tables: &Tables, entry: &Entry) -> rusqlite::Result<()> {
    let Entry { reason, modified, steps, .. } = entry;
    let is_empty = reason.is_none() && modified.is_empty() && steps.is_empty();
    let written =
        Written { reason: reason.as_deref(), values: modified.iter().map(Into::into).collect(), steps };
    let detail = (!is_empty).then(|| json(&written)).transpose()?;
    let values = params![
        entry.cycle,
        micros(entry.at),
        i64::try_from(entry.duration_ms).unwrap_or(i64::MAX),
        code(ACTIONS, entry.action),
        code(STATUSES, entry.status),
        code(KINDS, entry.kind),
        entry.source_id,
        entry.source_name,
        entry.target_id,
        entry.code,
        detail,
    ];
    tables.run(WRITTEN, values).map(drop)
}

const WRITTEN: &str = "INSERT INTO log
    (cycle, at, duration_ms, action, status, kind, source_id, source_name, target_id, code, detail)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

fn read(row: &rusqlite::Row) -> rusqlite::Result<Entry> {
    let detail: Detail = match row.get_ref(11)?.as_str_or_null()? {
        Some(text) => parsed(text)?,
        None => Detail::default(),
    };
    Ok(Entry {
        seq: row.get(0)?,
        cycle: row.get(1)?,
        at: time(row.get(2)?)?,
        duration_ms: u64::try_from(row.get::<_, i64>(3)?).unwrap_or_default(),
        action: value(ACTIONS, row.get(4)?)?,
        status: value(STATUSES, row.get(5)?)?,
        kind: value(KINDS, row.get(6)?)?,
        source_id: row.get(7)?,
        source_name: row.get(8)?,
        target_id: row.get(9)?,
        code: row.get(10)?,
        reason: detail.reason,
        modified: detail.values.into_iter().map(values::Read::modified).collect::<rusqlite::Result<_>>()?,
        steps: detail.steps,
    })
}

const SELECTED: &str = "FROM log WHERE seq >= ?1 AND (?2 IS NULL OR status = ?2)
    AND (?3 IS NULL OR action = ?3) AND (?4 IS NULL OR cycle = ?4) ORDER BY seq";

/// Reads no further than what it deletes.
const PRUNED: &str = "DELETE FROM log
    WHERE seq < ifnull((SELECT seq FROM log WHERE at >= ?1 ORDER BY seq LIMIT 1), 9223372036854775807)";

impl State {
    /// Log entries that a selection lets through, oldest first, handed to `sink` one by one.
    pub fn log(
        &self,
        selection: &LogSelection,
        sink: &mut dyn FnMut(Entry) -> Result<(), StateError>,
    ) -> Result<(), StateError> {
        let first = self.told(self.first(selection))?.max(selection.after.saturating_add(1));
        let columns = "SELECT seq, cycle, at, duration_ms, action, status, kind, source_id, source_name, target_id, code,
            detail";
        let mut statement = self.told(self.db.prepare_cached(&format!("{columns} {SELECTED}")))?;
        let mut rows = self.told(statement.query(parameters(selection, first)))?;
        let wanted = selection.object.as_deref().map(str::to_lowercase);
        while let Some(row) = self.told(rows.next())? {
            if self.told(is_about(row, 7, wanted.as_deref()))? {
                sink(self.told(read(row))?)?;
            }
        }
        Ok(())
    }

    /// Number of the last log entry; 0 where there is none.
    pub fn last_entry(&self) -> Result<i64, StateError> {
        self.told(self.db.query_row("SELECT ifnull(max(seq), 0) FROM log", [], |row| row.get(0)))
    }

    /// The first entry to look at, so that only the last ones come.
    fn first(&self, selection: &LogSelection) -> rusqlite::Result<i64> {
        let Some(last) = selection.last else { return Ok(0) };
        let sql = format!("SELECT seq, source_id, source_name {SELECTED} DESC");
        let mut statement = self.db.prepare_cached(&sql)?;
        let mut rows = statement.query(parameters(selection, selection.after.saturating_add(1)))?;
        let wanted = selection.object.as_deref().map(str::to_lowercase);
        let (mut left, mut first) = (last, i64::MAX);
        while left > 0 {
            let Some(row) = rows.next()? else { break };
            if is_about(row, 1, wanted.as_deref())? {
                first = row.get(0)?;
                left -= 1;
            }
        }
        Ok(first)
    }

    /// Forgets log entries from before that time: those at the beginning of the log, up to the first that is younger.
    pub fn prune_log(&mut self, before: Timestamp) -> Result<u64, StateError> {
        let pruned = self.at_once(|db| db.execute(PRUNED, [micros(before)]))?;
        Ok(u64::try_from(pruned).unwrap_or(u64::MAX))
    }
}

/// What the query is asked with.
fn parameters(selection: &LogSelection, first: i64) -> (i64, Option<i64>, Option<i64>, Option<i64>) {
    let status = selection.status.map(|status| code(STATUSES, status));
    let action = selection.action.map(|action| code(ACTIONS, action));
    (first, status, action, selection.cycle)
}

/// Whether id or name, in this column and the next, hold the text.
fn is_about(row: &rusqlite::Row, column: usize, wanted: Option<&str>) -> rusqlite::Result<bool> {
    let Some(wanted) = wanted else { return Ok(true) };
    let holds = |column| -> rusqlite::Result<bool> {
        Ok(row.get_ref(column)?.as_str()?.to_lowercase().contains(wanted))
    };
    Ok(holds(column)? || holds(column + 1)?)
}
