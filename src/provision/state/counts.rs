//! How many objects there are: what grows with the directory is kept count of, the rest is counted on narrow indexes.

use super::codes::{KINDS, code};
use super::{Counts, State, StateError};
use crate::provision::object::Kind;

impl State {
    /// How many objects there are: users and groups that are in the directory, links of all objects.
    pub fn counts(&self) -> Result<Counts, StateError> {
        let (user, group) = (code(KINDS, Kind::User), code(KINDS, Kind::Group));
        Ok(Counts {
            users: self.count(PRESENT, user)?,
            groups: self.count(PRESENT, group)?,
            linked_users: self.count(LINKED, user)?,
            linked_groups: self.count(LINKED, group)?,
            due_users: self.count(DUE, user)?,
            due_groups: self.count(DUE, group)?,
            due_references: self.count(REFERENCES, user)? + self.count(REFERENCES, group)?,
            escrowed: self.count(ESCROWS, 0)?,
            escrowed_references: self.count(ESCROWS, 1)?,
            staged: self.count(STAGED, user)? + self.count(STAGED, group)?,
        })
    }

    /// Whether any object of that kind is linked.
    pub(super) fn has_links(&self, kind: Kind) -> Result<bool, StateError> {
        self.count(LINKED, code(KINDS, kind)).map(|links| links > 0)
    }

    fn count(&self, sql: &str, of: i64) -> Result<u64, StateError> {
        let count = || self.db.prepare_cached(sql)?.query_row([of], |row| row.get::<_, i64>(0));
        self.told(count()).map(|count| u64::try_from(count).unwrap_or_default())
    }
}

const PRESENT: &str = "SELECT number FROM counted WHERE what = 0 AND kind = ?1";
const LINKED: &str = "SELECT number FROM counted WHERE what = 1 AND kind = ?1";
const DUE: &str = "SELECT count(*) FROM objects INDEXED BY objects_due WHERE due = 1 AND kind = ?1";
const REFERENCES: &str =
    "SELECT count(*) FROM objects INDEXED BY objects_references WHERE references_due = 1 AND kind = ?1";
const ESCROWS: &str = "SELECT count(*) FROM escrows WHERE reference = ?1";
const STAGED: &str = "SELECT count(*) FROM objects INDEXED BY objects_staged WHERE staged = 1 AND kind = ?1";
