//! App roles and who is assigned to them.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, params};

use super::tables::Tables;
use super::{State, StateError};
use crate::provision::object::{AppRole, DEFAULT_ACCESS, Kind};

/// The id of the role that needs no entry.
pub(super) fn default_access() -> &'static str {
    DEFAULT_ACCESS
}

impl State {
    /// App roles by id; unknown ones are left out.
    pub fn roles(&self, ids: &[String]) -> Result<Vec<AppRole>, StateError> {
        let find = |id: &String| {
            let mut statement = self
                .db
                .prepare_cached("SELECT id, value, display_name FROM roles WHERE id = ?1 AND declared = 1")?;
            let read = |row: &rusqlite::Row| {
                Ok(AppRole { id: row.get(0)?, value: row.get(1)?, display_name: row.get(2)? })
            };
            statement.query_row([id], read).optional()
        };
        self.told(ids.iter().filter_map(|id| find(id).transpose()).collect())
    }
}

impl Tables<'_> {
    /// Numbers of roles, sorted; one that is not declared (yet) gets a number, too.
    pub(super) fn role_numbers(&self, ids: &[String]) -> rusqlite::Result<Vec<i64>> {
        let mut numbers = ids.iter().map(|id| self.role_number(id)).collect::<Result<Vec<i64>, _>>()?;
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    fn role_number(&self, id: &str) -> rusqlite::Result<i64> {
        if let Some(number) = self.one("SELECT number FROM roles WHERE id = ?1", [id], |row| row.get(0))? {
            return Ok(number);
        }
        self.run("INSERT INTO roles(id, declared) VALUES (?1, 0)", [id])?;
        Ok(self.db.last_insert_rowid())
    }

    /// Takes over what the directory says of a role. Whoever has a role that changed is due.
    pub(super) fn declare(&self, role: &AppRole, digest: Option<u128>) -> rusqlite::Result<i64> {
        let number = self.role_number(&role.id)?;
        let changed = self.run(
            "UPDATE roles SET value = ?2, display_name = ?3, declared = 1
             WHERE number = ?1 AND (value IS NOT ?2 OR display_name <> ?3 OR declared = 0)",
            params![number, role.value, role.display_name],
        )?;
        self.run(
            "UPDATE roles SET digest = ?2 WHERE number = ?1",
            params![number, digest.map(u128::to_be_bytes)],
        )?;
        if changed > 0 {
            self.holders_due(number)?;
        }
        Ok(number)
    }

    fn holders_due(&self, role: i64) -> rusqlite::Result<()> {
        self.run(
            "UPDATE objects SET due = 1 WHERE row IN (SELECT principal FROM assignments WHERE role = ?1)",
            [role],
        )?;
        self.run(
            "UPDATE objects SET due = 1 WHERE kind = 0 AND row IN
                 (SELECT m.member FROM assignments a JOIN members m ON m.group_row = a.principal
                  WHERE a.role = ?1 AND m.wanted = 1)",
            [role],
        )?;
        Ok(())
    }

    /// Assigns an object to these roles (sorted numbers) and no others; whether that changed anything. The users in a
    /// group have its roles and become due with it.
    pub(super) fn set_roles(&self, row: i64, kind: Kind, roles: &[i64]) -> rusqlite::Result<bool> {
        let before: Vec<i64> = {
            let sql = "SELECT role FROM assignments WHERE principal = ?1 ORDER BY role";
            self.db.prepare_cached(sql)?.query_map([row], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        if before == roles {
            return Ok(false);
        }
        if kind == Kind::Group {
            self.members_due(row)?;
        }
        if !before.is_empty() {
            self.run("DELETE FROM assignments WHERE principal = ?1", [row])?;
        }
        for role in roles {
            self.run("INSERT INTO assignments(principal, role) VALUES (?1, ?2)", [row, *role])?;
        }
        Ok(true)
    }

    fn members_due(&self, group: i64) -> rusqlite::Result<()> {
        self.run(
            "UPDATE objects SET due = 1 WHERE kind = 0 AND row IN
                 (SELECT member FROM members WHERE group_row = ?1 AND wanted = 1)",
            [group],
        )
        .map(drop)
    }

    /// Whether the object itself is assigned to any role.
    pub(super) fn has_roles(&self, row: i64) -> rusqlite::Result<bool> {
        self.db.prepare_cached("SELECT 1 FROM assignments WHERE principal = ?1")?.exists([row])
    }

    /// Forgets that roles are declared which the directory does not list any more.
    pub(super) fn undeclare_but(&self, seen: &HashSet<i64>) -> rusqlite::Result<()> {
        let declared: Vec<i64> = {
            let mut statement = self.db.prepare_cached("SELECT number FROM roles WHERE declared = 1")?;
            statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?
        };
        for number in declared.iter().filter(|number| !seen.contains(number)) {
            self.run("UPDATE roles SET declared = 0, digest = NULL WHERE number = ?1", [number])?;
        }
        Ok(())
    }

    /// Drops roles that are not declared; to be called when nobody has one but Default Access.
    pub(super) fn drop_undeclared(&self) -> rusqlite::Result<()> {
        self.run("DELETE FROM roles WHERE declared = 0 AND id <> ?1", [DEFAULT_ACCESS]).map(drop)
    }
}
