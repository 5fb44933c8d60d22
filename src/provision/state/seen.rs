//! What an import keeps in memory: digests of what is known, and where every object stands in the file. About 60 bytes
//! an object, so that a million of them fit beside everything else.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rusqlite::Connection;

use crate::provision::directory::Place;

/// A digest in two halves: the key is aligned to 8 bytes then, which saves a quarter of the memory.
type Halves = [u64; 2];

/// Finds rows by digest. A digest is a hash already and is not hashed again.
pub(super) type ByDigest = HashMap<Halves, i64, BuildHasherDefault<Passing>>;

/// Hands the last number on as the hash.
#[derive(Default)]
pub(super) struct Passing(u64);

impl Hasher for Passing {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        if let Some(last) = bytes.last_chunk() {
            self.0 = u64::from_ne_bytes(*last);
        }
    }
}

/// The two halves of a digest.
#[expect(clippy::cast_possible_truncation, reason = "a half is what is wanted")]
pub(super) fn halves(digest: u128) -> Halves {
    [(digest >> 64) as u64, digest as u64]
}

/// Rows of all present objects by digest, and minus the numbers of all roles by theirs.
pub(super) fn digests(db: &Connection) -> rusqlite::Result<ByDigest> {
    let objects: i64 = db.query_row("SELECT count(*) FROM digests", [], |row| row.get(0))?;
    let mut index = ByDigest::with_capacity_and_hasher(
        usize::try_from(objects).unwrap_or_default().saturating_add(64),
        BuildHasherDefault::default(),
    );
    let mut statement = db.prepare_cached(
        "SELECT row, digest FROM digests WHERE digest IS NOT NULL
         UNION ALL SELECT -number, digest FROM roles WHERE digest IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let bytes: [u8; 16] = row.get(1)?;
        index.insert(halves(u128::from_be_bytes(bytes)), row.get(0)?);
    }
    Ok(index)
}

/// Where objects stand in a file, by row.
#[derive(Default)]
pub(super) struct Places {
    /// Line and column; line 0: not seen.
    seen: Vec<(u32, u32)>,
}

impl Places {
    /// Room for rows up to that one.
    pub(super) fn up_to(row: i64) -> Self {
        Self { seen: vec![(0, 0); index(row) + 1] }
    }

    /// Where the row was seen.
    pub(super) fn get(&self, row: i64) -> Option<Place> {
        let (line, column) = *self.seen.get(index(row))?;
        (line > 0).then_some(Place { line: line.into(), column: column.into() })
    }

    /// Notes where the row is, and says where it was seen before.
    pub(super) fn note(&mut self, row: i64, place: Place) -> Option<Place> {
        let before = self.get(row);
        let at = index(row);
        if at >= self.seen.len() {
            self.seen.resize(at + 1, (0, 0));
        }
        self.seen[at] = (narrow(place.line).max(1), narrow(place.column));
        before
    }
}

fn index(row: i64) -> usize {
    usize::try_from(row).unwrap_or_default()
}

/// Lines beyond four thousand million all count as the last of them.
fn narrow(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
