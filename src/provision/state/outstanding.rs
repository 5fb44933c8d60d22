//! How many references are not written yet, for the question before a cycle.

use rusqlite::params;

use super::{State, StateError};

/// Managers and memberships that are not written as the directory has them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outstanding {
    /// Managers of users.
    pub managers: u64,
    /// Members to add to groups or to take out of them.
    pub members: u64,
}

impl State {
    /// What is not written yet of linked objects that the next cycle works on, and of those rows besides. Who is out of
    /// scope is counted, too: it is what is written at most.
    pub fn outstanding(&self, besides: &[i64]) -> Result<Outstanding, StateError> {
        let count = |sql: &str, row: i64| -> rusqlite::Result<u64> {
            let found: i64 = self.db.prepare_cached(sql)?.query_row(params![row], |found| found.get(0))?;
            Ok(u64::try_from(found).unwrap_or_default())
        };
        let find = || {
            let mut found = Outstanding::default();
            for (managers, members, row) in
                std::iter::once((LINKED_MANAGERS, LINKED_MEMBERS, 0)).chain(besides.iter().copied().map(one))
            {
                found.managers += count(managers, row)?;
                found.members += count(members, row)?;
            }
            Ok(found)
        };
        self.told(find())
    }
}

fn one(row: i64) -> (&'static str, &'static str, i64) {
    (MANAGERS_OF, MEMBERS_OF, row)
}

const LINKED_MANAGERS: &str = "SELECT count(*) FROM objects o JOIN managers m ON m.row = o.row
    JOIN objects h ON h.row = m.manager
    WHERE o.link IS NOT NULL AND o.present = 1 AND (o.due = 1 OR o.references_due = 1) AND ?1 = 0
        AND (h.due = 1 OR h.link IS NOT NULL) AND (h.link IS NULL OR o.manager_written IS NOT h.link)";

const MANAGERS_OF: &str = "SELECT count(*) FROM objects o JOIN managers m ON m.row = o.row
    JOIN objects h ON h.row = m.manager
    WHERE o.row = ?1 AND o.link IS NULL AND (h.due = 1 OR h.link IS NOT NULL)";

const LINKED_MEMBERS: &str = "SELECT count(*) FROM objects g JOIN members m ON m.group_row = g.row
    JOIN objects o ON o.row = m.member
    WHERE g.link IS NOT NULL AND g.present = 1 AND (g.due = 1 OR g.references_due = 1) AND m.open = 1 AND ?1 = 0
        AND (m.written IS NOT NULL OR m.wanted = 1 AND (o.due = 1 OR o.link IS NOT NULL))";

const MEMBERS_OF: &str = "SELECT count(*) FROM objects g JOIN members m ON m.group_row = g.row
    JOIN objects o ON o.row = m.member
    WHERE g.row = ?1 AND g.link IS NULL AND m.wanted = 1 AND (o.due = 1 OR o.link IS NOT NULL)";
