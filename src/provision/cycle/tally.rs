//! What a cycle did, in numbers.

use serde::{Deserialize, Serialize};

/// What a cycle did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tally {
    pub created: u64,
    pub updated: u64,
    pub disabled: u64,
    pub deleted: u64,
    /// Nothing to write, or not in scope.
    pub skipped: u64,
    pub failed: u64,
    /// Deletions that wait for the administrator.
    pub staged: u64,
    /// Objects whose manager or members were written.
    pub references: u64,
    pub failed_references: u64,
    /// Requests, repeated ones included.
    pub requests: u64,
}

/// What became of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Created,
    Updated,
    Disabled,
    Deleted,
    Skipped,
    Failed,
    Staged,
    Referenced,
    NoReference,
    FailedReference,
}

impl Tally {
    pub(super) fn count(&mut self, effect: Effect) {
        let counter = match effect {
            Effect::Created => &mut self.created,
            Effect::Updated => &mut self.updated,
            Effect::Disabled => &mut self.disabled,
            Effect::Deleted => &mut self.deleted,
            Effect::Skipped => &mut self.skipped,
            Effect::Failed => &mut self.failed,
            Effect::Staged => &mut self.staged,
            Effect::Referenced => &mut self.references,
            Effect::FailedReference => &mut self.failed_references,
            Effect::NoReference => return,
        };
        *counter += 1;
    }

    /// What was done to objects beyond a part of it.
    #[must_use]
    pub fn beyond(self, part: Self) -> Self {
        Self {
            created: self.created - part.created,
            updated: self.updated - part.updated,
            disabled: self.disabled - part.disabled,
            deleted: self.deleted - part.deleted,
            skipped: self.skipped - part.skipped,
            failed: self.failed - part.failed,
            staged: self.staged - part.staged,
            references: self.references - part.references,
            failed_references: self.failed_references - part.failed_references,
            requests: self.requests - part.requests,
        }
    }

    /// How many objects were written.
    pub fn exports(&self) -> u64 {
        self.created + self.updated + self.disabled + self.deleted + self.references
    }
}
