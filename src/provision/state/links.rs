//! Whose a resource of the tenant is. Read into memory the first time somebody asks, which is when a query finds an
//! account for an object without a link: an index would cost every create.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use xxhash_rust::xxh3::Xxh3;

use super::codes::{KINDS, code};
use super::due::load;
use super::seen::{ByDigest, Passing, halves};
use super::{Done, Row, State, StateError};
use crate::provision::object::Kind;

/// Rows by the digest of their link; less than 60 bytes each.
pub(super) struct Links(ByDigest);

impl State {
    /// The object that is linked to that resource.
    pub fn by_link(&mut self, kind: Kind, link: &str) -> Result<Option<Row>, StateError> {
        let links = match self.links.take() {
            Some(links) => links,
            None => self.told(self.read_links())?,
        };
        let row = links.0.get(&halves(digest(code(KINDS, kind), link))).copied();
        self.links = Some(links);
        let Some(row) = row else { return Ok(None) };
        let found = self.told(load(&self.db, row))?;
        Ok(Some(found).filter(|found| found.link.as_deref() == Some(link) && found.object.kind == kind))
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

    fn read_links(&self) -> rusqlite::Result<Links> {
        let mut links = HashMap::with_hasher(BuildHasherDefault::<Passing>::default());
        let mut statement = self.db.prepare(
            "SELECT row, kind, link FROM objects INDEXED BY objects_linked WHERE link IS NOT NULL",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let link = digest(row.get(1)?, row.get_ref(2)?.as_str()?);
            links.insert(halves(link), row.get(0)?);
        }
        Ok(Links(links))
    }

    /// Takes over new links.
    pub(super) fn learn_links(&mut self, done: &[Done]) -> rusqlite::Result<()> {
        let Some(mut links) = self.links.take() else { return Ok(()) };
        let mut statement = self.db.prepare_cached("SELECT kind FROM objects WHERE row = ?1")?;
        for done in done {
            if let Some(Some(link)) = &done.link {
                let kind = statement.query_row([done.row], |row| row.get(0))?;
                links.0.insert(halves(digest(kind, link)), done.row);
            }
        }
        drop(statement);
        self.links = Some(links);
        Ok(())
    }
}

fn digest(kind: i64, link: &str) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(if kind == 0 { b"u" } else { b"g" });
    hasher.update(link.as_bytes());
    hasher.digest128()
}
