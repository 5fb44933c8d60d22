//! Whose a resource of the tenant is, and who has none.

use super::codes::{KINDS, code};
use super::due::{load, numbers};
use super::schema::index_links;
use super::{Row, State, StateError};
use crate::provision::object::Kind;

impl State {
    /// The object that is linked to that resource. The first search makes the index it needs.
    pub fn by_link(&mut self, kind: Kind, link: &str) -> Result<Option<Row>, StateError> {
        if !self.has_links(kind)? {
            return Ok(None);
        }
        let find = || {
            index_links(&self.db)?;
            let rows = numbers(&self.db, LINKED, (link, code(KINDS, kind)))?;
            rows.first().map(|row| load(&self.db, *row)).transpose()
        };
        self.told(find())
    }

    /// Makes objects quick to find by their links. To be called when most are linked; the first search does it, too.
    pub fn index_links(&mut self) -> Result<(), StateError> {
        self.at_once(index_links)
    }

    /// How many objects in escrow have no link; with the linked ones they are all that are in scope.
    pub fn failing_without_link(&self) -> Result<u64, StateError> {
        let count = || {
            let sql = "SELECT count(*) FROM escrows e JOIN objects o ON o.row = e.row
                WHERE e.reference = 0 AND o.link IS NULL";
            self.db.prepare_cached(sql)?.query_row([], |row| row.get::<_, i64>(0))
        };
        self.told(count()).map(|count| u64::try_from(count).unwrap_or_default())
    }
}

/// INDEXED BY: an error rather than a walk through all objects.
const LINKED: &str = "SELECT row FROM objects INDEXED BY objects_link
    WHERE link = ?1 AND link IS NOT NULL AND kind = ?2 ORDER BY row LIMIT 1";
