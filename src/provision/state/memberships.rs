//! The memberships of a group that are not as the directory has them.

use rusqlite::OptionalExtension;

use super::codes::{STANDINGS, parsed, value};
use super::{Membership, OpenMember, State, StateError, due};

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

    /// Open memberships of the group with that row, and their members, in one query: those whose member has a row behind
    /// `after`, at most `limit`.
    pub fn open_members(&self, group: i64, after: i64, limit: usize) -> Result<Vec<OpenMember>, StateError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let find = || {
            let mut statement = self.db.prepare_cached(OPEN_MEMBERS)?;
            statement.query_map((group, after, limit), open_member)?.collect()
        };
        self.told(find())
    }

    /// How many direct members the directory has of a group, users and groups.
    pub fn count_members(&self, group: &str) -> Result<usize, StateError> {
        let count = || {
            let mut statement = self.db.prepare_cached(
                "SELECT count(*) FROM members m JOIN objects g ON g.row = m.group_row WHERE g.id = ?1 AND m.wanted = 1",
            )?;
            statement.query_row([group], |row| row.get::<_, i64>(0))
        };
        self.told(count()).map(|count| usize::try_from(count).unwrap_or_default())
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

fn open_member(row: &rusqlite::Row) -> rusqlite::Result<OpenMember> {
    let mut member = due::read(row)?;
    member.assignments = parsed(row.get_ref(16)?.as_str()?)?;
    member.assignments.sort_unstable();
    Ok(OpenMember { member, wanted: row.get(14)?, written: row.get(15)? })
}

/// The first columns are those of any row; the last are the roles of the member and, of a user, of its groups.
const OPEN_MEMBERS: &str = "
    SELECT o.row, o.kind, o.id, s.attributes, h.id, o.soft_deleted, o.present, o.link, o.standing, NULL,
        o.manager_written, o.staged, o.due, o.created, m.wanted, m.written,
        (SELECT json_group_array(r.id) FROM roles r WHERE r.number IN
            (SELECT a.role FROM assignments a WHERE a.principal = o.row
             UNION ALL SELECT a.role FROM members g JOIN assignments a ON a.principal = g.group_row
             WHERE g.member = o.row AND g.wanted = 1 AND o.kind = 0))
    FROM members m INDEXED BY members_open CROSS JOIN objects o ON o.row = m.member
        CROSS JOIN sources s ON s.row = o.row LEFT JOIN managers p ON p.row = o.row
        LEFT JOIN objects h ON h.row = p.manager
    WHERE m.group_row = ?1 AND m.open = 1 AND m.member > ?2 ORDER BY m.member LIMIT ?3";
