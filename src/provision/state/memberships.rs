//! The memberships of a group that are not as the directory has them.

use rusqlite::OptionalExtension;

use super::codes::{STANDINGS, value};
use super::{Membership, State, StateError};

impl State {
    /// The memberships of a group that have to be written or taken away.
    pub fn open_memberships(&self, group: &str) -> Result<Vec<Membership>, StateError> {
        Ok(self
            .some_open_memberships(group, 0, usize::MAX)?
            .into_iter()
            .map(|(_, membership)| membership)
            .collect())
    }

    /// The same in pages, for groups too large for memory: those whose member has a row behind `after`, at most `limit`,
    /// each with that row.
    pub fn some_open_memberships(
        &self,
        group: &str,
        after: i64,
        limit: usize,
    ) -> Result<Vec<(i64, Membership)>, StateError> {
        let find = || {
            let mut statement = self.db.prepare_cached("SELECT row FROM objects WHERE id = ?1")?;
            let row: Option<i64> = statement.query_row([group], |row| row.get(0)).optional()?;
            row.map_or(Ok(Vec::new()), |row| self.open_of(row, after, limit))
        };
        self.told(find())
    }

    /// Whether the directory has an object among the direct members of a group.
    pub fn is_member(&self, group: &str, member: &str) -> Result<bool, StateError> {
        let find = || {
            let mut statement = self.db.prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM members m JOIN objects g ON g.row = m.group_row
                 JOIN objects o ON o.row = m.member WHERE g.id = ?1 AND o.id = ?2 AND m.wanted = 1)",
            )?;
            statement.query_row([group, member], |row| row.get(0))
        };
        self.told(find())
    }

    fn open_of(&self, group: i64, after: i64, limit: usize) -> rusqlite::Result<Vec<(i64, Membership)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT m.member, o.id, m.wanted, m.written, o.link, o.standing
             FROM members m INDEXED BY members_open JOIN objects o ON o.row = m.member
             WHERE m.group_row = ?1 AND m.open = 1 AND m.member > ?2 ORDER BY m.member LIMIT ?3",
        )?;
        let read = |row: &rusqlite::Row| {
            let membership = Membership {
                member: row.get(1)?,
                wanted: row.get(2)?,
                written: row.get(3)?,
                link: row.get(4)?,
                standing: Some(value(STANDINGS, row.get(5)?)?),
            };
            Ok((row.get(0)?, membership))
        };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        statement.query_map((group, after, limit), read)?.collect()
    }
}
