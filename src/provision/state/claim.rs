//! Which object has which matching value within one cycle. Held in memory: a cycle that dies claims anew.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use xxhash_rust::xxh3::Xxh3;

use super::seen::{ByDigest, Passing, halves};
use super::{State, StateError};
use crate::provision::mapping::Match;
use crate::provision::object::Kind;

/// Rows by the digest of what they claim; less than 60 bytes each.
pub(super) struct Claims(ByDigest);

impl Default for Claims {
    fn default() -> Self {
        Self(HashMap::with_hasher(BuildHasherDefault::<Passing>::default()))
    }
}

impl State {
    /// Forgets all claims. To be called when a cycle begins; [`State::import`] and [`State::import_delta`] do it, too.
    pub fn begin_cycle(&mut self) {
        self.claims = Claims::default();
    }

    /// Another object of that kind that has claimed the same matching value since the cycle began, letter case aside;
    /// see `DuplicateSourceEntries`. Claims the value for this object otherwise. A row may ask again.
    pub fn claim(&mut self, kind: Kind, matching: &Match, row: i64) -> Result<Option<i64>, StateError> {
        let owner = *self.claims.0.entry(halves(digest(kind, matching))).or_insert(row);
        Ok((owner != row).then_some(owner))
    }
}

fn digest(kind: Kind, matching: &Match) -> u128 {
    let mut hasher = Xxh3::new();
    hasher.update(if kind == Kind::User { b"u" } else { b"g" });
    hasher.update(matching.target.to_lowercase().as_bytes());
    hasher.update(&[0]);
    hasher.update(matching.value.to_lowercase().as_bytes());
    hasher.digest128()
}
