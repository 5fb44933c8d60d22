//! Decisions of the service, as pure functions: what becomes of an object, when a failure is tried again, when a job
//! is quarantined.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::mapping::Actions;

/// How the service stands to an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Never provisioned.
    New,
    /// Linked, in scope, and active as far as the service knows.
    Managed,
    /// Linked and disabled, because it left the scope by assignment or filter; no longer managed.
    Released,
    /// Linked and disabled while in scope: its account is disabled or soft-deleted in the directory.
    Disabled,
    /// Deleted in the tenant by this job.
    Deleted,
}

/// What the directory and the scope say of an object now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Situation {
    /// Still in the directory; false: hard-deleted.
    pub present: bool,
    /// In the recycle bin.
    pub soft_deleted: bool,
    /// `accountEnabled`.
    pub enabled: bool,
    /// Assigned in a way that entitles, or everything is in scope.
    pub entitled: bool,
    /// The scoping filters let it through.
    pub passes_filters: bool,
}

impl Situation {
    /// `IsSoftDeleted`: true in exactly four cases (Microsoft Learn, "Customize user provisioning attribute mappings").
    pub fn is_soft_deleted(self) -> bool {
        !self.entitled || !self.passes_filters || self.soft_deleted || !self.enabled
    }
}

/// What the job's configuration says that matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Configuration {
    /// Whether leaving the scope is written by `active` (else by DELETE).
    pub disables: bool,
    /// `SkipOutOfScopeDeletions`
    pub skip_out_of_scope_deletions: bool,
    /// What may be done.
    pub actions: Actions,
}

/// What is to be done about an object. Updates include the change of `active`, as the mapping evaluates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Look for it by its matching attributes; create it where there is none, else update it.
    Provision,
    /// Linked: read it and write what differs; restores it where it was disabled.
    Update,
    /// Write `active` false; counts as a deletion.
    Disable,
    /// DELETE; counts as a deletion.
    Delete,
    /// Nothing, with the reason as the log names it.
    Skip(&'static str),
}

/// What is to be done.
pub fn decide(_standing: Standing, _situation: Situation, _configuration: Configuration) -> Decision {
    unimplemented!("written by the scope helper")
}

/// How a failure is to be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing {
    /// The object: on the schedule of escrows.
    Object,
    /// The tenant (429, 5xx, no answer): first in the next cycle, then on the schedule.
    Tenant,
    /// What it refers to is not there yet.
    Reference,
}

/// When the operation is tried again after `attempts` failures, the last one now; `None`: 28 days are over.
pub fn next_attempt(
    _first_failed: Timestamp,
    _now: Timestamp,
    _attempts: u32,
    _failing: Failing,
) -> Option<Timestamp> {
    unimplemented!("written by the scope helper")
}

/// Why a job is quarantined (Microsoft Graph, `quarantineReason`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum QuarantineReason {
    EncounteredBaseEscrowThreshold,
    EncounteredTotalEscrowThreshold,
    EncounteredEscrowProportionThreshold,
    EncounteredQuarantineException,
    TooManyDeletes,
}

/// A job in quarantine (Microsoft Graph, `synchronizationQuarantine`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quarantine {
    /// Since when, for this reason.
    pub current_began: Timestamp,
    /// When the next cycle is due.
    pub next_attempt: Timestamp,
    /// Since when at all.
    pub series_began: Timestamp,
    /// How many cycles in quarantine so far.
    pub series_count: u32,
    /// Why.
    pub reason: QuarantineReason,
    /// Error code.
    pub code: String,
    /// What the administrator reads.
    pub message: String,
}

/// Whether so many failures quarantine the job.
pub fn too_many_failures(_objects: u64, _failed: u64, _failed_references: u64) -> Option<QuarantineReason> {
    unimplemented!("written by the scope helper")
}
