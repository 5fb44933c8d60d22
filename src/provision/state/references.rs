//! Managers and members. A reference to an object that is not known yet waits until the end of the file.

use rusqlite::params;

use super::tables::Tables;

/// What refers to something that is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reference {
    Manager,
    Member,
    Role,
}

/// Told of every broken reference: what it is, the row that has it, the id it names.
pub(super) type Broken<'a> = &'a mut dyn FnMut(Reference, i64, String);

impl Tables<'_> {
    /// Names the manager, or none; whether it was another one before.
    pub(super) fn set_manager(&mut self, row: i64, manager: Option<&str>) -> rusqlite::Result<bool> {
        if self.awaits {
            self.run("DELETE FROM awaited_managers WHERE row = ?1", [row])?;
        }
        let before: Option<String> = self.one(
            "SELECT o.id FROM managers m JOIN objects o ON o.row = m.manager WHERE m.row = ?1",
            [row],
            |row| row.get(0),
        )?;
        if before.as_deref() == manager {
            return Ok(false);
        }
        self.run("DELETE FROM managers WHERE row = ?1", [row])?;
        self.name_manager(row, manager)?;
        Ok(true)
    }

    /// Names the manager of an object that has none.
    pub(super) fn name_manager(&mut self, row: i64, manager: Option<&str>) -> rusqlite::Result<()> {
        let Some(id) = manager else { return Ok(()) };
        if let Some(manager) = self.present(id)? {
            self.run("INSERT INTO managers(row, manager) VALUES (?1, ?2)", [row, manager])?;
        } else {
            self.awaits = true;
            self.run("INSERT OR REPLACE INTO awaited_managers(row, id) VALUES (?1, ?2)", params![row, id])?;
        }
        Ok(())
    }

    /// Names all members of a group; whether they were others before. Users who join or leave a group that gives them
    /// roles become due.
    pub(super) fn set_members(&mut self, group: i64, ids: &[String]) -> rusqlite::Result<bool> {
        let (now, waits) = self.rows_of(group, ids)?;
        let before: Vec<i64> = {
            let mut statement = self.db.prepare_cached(
                "SELECT member FROM members WHERE group_row = ?1 AND wanted = 1 ORDER BY member",
            )?;
            statement.query_map([group], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        let gives = self.has_roles(group)?;
        let mut changed = waits;
        for member in now.iter().filter(|member| before.binary_search(member).is_err()) {
            changed |= self.join(group, *member, gives)?;
        }
        for member in before.iter().filter(|member| now.binary_search(member).is_err()) {
            changed |= self.leave(group, *member, gives)?;
        }
        Ok(changed)
    }

    /// The rows of those members who are there, sorted, and whether others have to wait.
    fn rows_of(&mut self, group: i64, ids: &[String]) -> rusqlite::Result<(Vec<i64>, bool)> {
        if self.awaits {
            self.run("DELETE FROM awaited_members WHERE group_row = ?1", [group])?;
        }
        let (mut rows, mut waits) = (Vec::with_capacity(ids.len()), false);
        for id in ids {
            match self.present(id)? {
                Some(row) => rows.push(row),
                None => {
                    waits = true;
                    self.await_member(group, id)?;
                }
            }
        }
        rows.sort_unstable();
        rows.dedup();
        Ok((rows, waits))
    }

    fn await_member(&mut self, group: i64, id: &str) -> rusqlite::Result<()> {
        self.awaits = true;
        self.run("INSERT OR IGNORE INTO awaited_members(group_row, id) VALUES (?1, ?2)", params![group, id])?;
        Ok(())
    }

    /// Adds one member by id; whether it was none before.
    pub(super) fn add_member(&mut self, group: i64, id: &str) -> rusqlite::Result<bool> {
        match self.present(id)? {
            Some(member) => {
                let gives = self.has_roles(group)?;
                self.join(group, member, gives)
            }
            None => self.await_member(group, id).map(|()| true),
        }
    }

    /// Takes one member away by id; whether it was one before.
    pub(super) fn take_member(&mut self, group: i64, id: &str) -> rusqlite::Result<bool> {
        if self.awaits {
            self.run("DELETE FROM awaited_members WHERE group_row = ?1 AND id = ?2", params![group, id])?;
        }
        let Some(known) = self.known(id)? else { return Ok(false) };
        let gives = self.has_roles(group)?;
        self.leave(group, known.row, gives)
    }

    fn join(&self, group: i64, member: i64, gives_roles: bool) -> rusqlite::Result<bool> {
        let added = self.run(
            "INSERT INTO members(group_row, member, wanted, open) VALUES (?1, ?2, 1, 1)
             ON CONFLICT DO UPDATE SET wanted = 1,
                 open = written IS NULL OR written IS NOT (SELECT link FROM objects WHERE row = ?2)
             WHERE wanted = 0",
            [group, member],
        )?;
        self.tell(member, added > 0, gives_roles)
    }

    fn leave(&self, group: i64, member: i64, gave_roles: bool) -> rusqlite::Result<bool> {
        let mut taken = self.run(
            "DELETE FROM members WHERE group_row = ?1 AND member = ?2 AND wanted = 1 AND written IS NULL",
            [group, member],
        )?;
        taken += self.run(
            "UPDATE members SET wanted = 0, open = 1 WHERE group_row = ?1 AND member = ?2 AND wanted = 1",
            [group, member],
        )?;
        self.tell(member, taken > 0, gave_roles)
    }

    /// Makes a member due whose roles changed with its membership.
    fn tell(&self, member: i64, changed: bool, roles: bool) -> rusqlite::Result<bool> {
        if changed && roles {
            self.run("UPDATE objects SET due = 1 WHERE row = ?1 AND kind = 0 AND due = 0", [member])?;
        }
        Ok(changed)
    }

    /// Takes all members away from a group that is gone.
    pub(super) fn empty(&self, group: i64) -> rusqlite::Result<()> {
        self.run("DELETE FROM members WHERE group_row = ?1 AND written IS NULL", [group])?;
        self.run("UPDATE members SET wanted = 0, open = 1 WHERE group_row = ?1", [group])?;
        self.run("DELETE FROM awaited_members WHERE group_row = ?1", [group])?;
        Ok(())
    }

    /// Takes an object out of its groups and away as a manager, as Microsoft Graph does when it is deleted; what
    /// loses it becomes due.
    pub(super) fn take_out(&self, row: i64) -> rusqlite::Result<()> {
        for group in self.rows("SELECT group_row FROM members WHERE member = ?1 AND wanted = 1", row)? {
            self.leave(group, row, false)?;
            self.due_if(group, false, true)?;
            self.set_digest(group, None)?;
        }
        for report in self.rows("SELECT row FROM managers WHERE manager = ?1", row)? {
            self.run("DELETE FROM managers WHERE row = ?1", [report])?;
            self.due_if(report, false, true)?;
            self.set_digest(report, None)?;
        }
        Ok(())
    }

    fn rows(&self, sql: &str, row: i64) -> rusqlite::Result<Vec<i64>> {
        self.db.prepare_cached(sql)?.query_map([row], |row| row.get(0))?.collect()
    }

    /// Finds references to what is not in the directory, now that all of it is known; `removed` are the rows that are
    /// gone since.
    pub(super) fn broken(&self, removed: &[i64], tell: Broken) -> rusqlite::Result<()> {
        self.each(Reference::Manager, AWAITED_MANAGERS, [], tell)?;
        self.each(Reference::Member, AWAITED_MEMBERS, [], tell)?;
        for row in removed {
            self.each(Reference::Manager, REPORTS_OF, [row], tell)?;
            self.each(Reference::Member, GROUPS_OF, [row], tell)?;
        }
        self.each(Reference::Role, HOLDERS, [super::roles::default_access()], tell)
    }

    fn each(
        &self,
        what: Reference,
        sql: &str,
        parameters: impl rusqlite::Params,
        tell: Broken,
    ) -> rusqlite::Result<()> {
        let mut statement = self.db.prepare_cached(sql)?;
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            tell(what, row.get(0)?, row.get(1)?);
        }
        Ok(())
    }

    /// Enters the references that waited; to be called when none is broken.
    pub(super) fn settle_awaited(&mut self) -> rusqlite::Result<()> {
        if !std::mem::take(&mut self.awaits) {
            return Ok(());
        }
        self.db.execute_batch(
            "INSERT INTO managers(row, manager)
                 SELECT a.row, o.row FROM awaited_managers a JOIN objects o ON o.id = a.id;
             INSERT INTO members(group_row, member, wanted, open)
                 SELECT a.group_row, o.row, 1, 1 FROM awaited_members a JOIN objects o ON o.id = a.id WHERE true
                 ON CONFLICT DO UPDATE SET wanted = 1, open = written IS NULL
                     OR written IS NOT (SELECT link FROM objects WHERE row = excluded.member);
             DELETE FROM awaited_managers;
             DELETE FROM awaited_members;",
        )
    }
}

const AWAITED_MANAGERS: &str = "SELECT a.row, a.id FROM awaited_managers a
    LEFT JOIN objects o ON o.id = a.id AND o.present = 1 WHERE o.row IS NULL";

const AWAITED_MEMBERS: &str = "SELECT a.group_row, a.id FROM awaited_members a
    LEFT JOIN objects o ON o.id = a.id AND o.present = 1 WHERE o.row IS NULL";

const REPORTS_OF: &str =
    "SELECT m.row, o.id FROM managers m JOIN objects o ON o.row = m.manager WHERE m.manager = ?1";

const GROUPS_OF: &str = "SELECT m.group_row, o.id FROM members m JOIN objects o ON o.row = m.member WHERE m.member = ?1 AND m.wanted = 1";

/// CROSS JOIN: the few roles first, whatever SQLite thinks.
const HOLDERS: &str = "SELECT a.principal, r.id FROM roles r CROSS JOIN assignments a ON a.role = r.number
    WHERE r.declared = 0 AND r.id <> ?1";
