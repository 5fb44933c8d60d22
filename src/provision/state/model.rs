//! What the state hands out and takes in.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::provision::log;
use crate::provision::mapping::Match;
use crate::provision::object::Object;
use crate::provision::rules::Standing;

/// What makes a job the same job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Id of the job, made when its state is created.
    pub job: String,
    /// Base URL of its tenant.
    pub tenant: String,
}

/// A create request that may have been carried out although nobody saw its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intent {
    /// By what the resource is found if it was created.
    pub matches: Vec<Match>,
}

/// A failed operation that waits for its next attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escrow {
    /// When it first failed.
    pub first_failed: Timestamp,
    /// How often it has failed.
    pub attempts: u32,
    /// When it is tried again.
    pub next_attempt: Timestamp,
    /// Error code.
    pub code: String,
    /// What the administrator reads.
    pub message: String,
}

/// Everything known of one object.
#[expect(clippy::struct_excessive_bools, reason = "independent facts")]
#[derive(Debug, Clone)]
pub struct Row {
    /// Number in the state, never reused.
    pub row: i64,
    /// The object as the directory has it now, or had it last.
    pub object: Object,
    /// Whether it is still in the directory.
    pub present: bool,
    /// Its id in the tenant.
    pub link: Option<String>,
    /// Whether this job created what it is linked to.
    pub created: bool,
    /// How the service stands to it.
    pub standing: Standing,
    /// A create request without a known outcome.
    pub intent: Option<Intent>,
    /// A failed operation on the object itself.
    pub escrow: Option<Escrow>,
    /// A failed reference of the object.
    pub reference_escrow: Option<Escrow>,
    /// Target id of the manager that was written last. Empty: none was written, but the tenant showed one.
    pub manager_written: Option<String>,
    /// Ids of the app roles it is assigned to, sorted: directly or, for a user, as a direct member of an assigned
    /// group. Nested groups are not followed.
    pub assignments: Vec<String>,
    /// Whether a deletion of it waits for the administrator.
    pub staged: bool,
    /// Whether it changed since it was last worked on (else it is due for its escrow alone).
    pub changed: bool,
}

/// A membership that is not written yet under the member's link of today, or is to be written anew, or is written and no
/// longer there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// Object id of the member.
    pub member: String,
    /// Whether the directory has it.
    pub wanted: bool,
    /// Target id under which it was written.
    pub written: Option<String>,
    /// The member's id in the tenant now.
    pub link: Option<String>,
    /// How the service stands to the member.
    pub standing: Option<Standing>,
}

/// A membership that has to be written or taken away, with everything that decides on it.
#[derive(Debug, Clone)]
pub struct OpenMember {
    /// The member, without intent and escrows.
    pub member: Row,
    /// Whether the directory has it.
    pub wanted: bool,
    /// Target id under which it was written.
    pub written: Option<String>,
}

/// What came of an object: changes of its row, all in one transaction with the log entry.
///
/// What was written belongs to a link. Where the link becomes another one, or none, the state forgets the manager and the
/// members written before, ahead of what this says of them.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// The row.
    pub row: i64,
    /// A new link, or none any more.
    pub link: Option<Option<String>>,
    /// With a new link: whether this job created the resource.
    pub created: bool,
    /// A new standing.
    pub standing: Option<Standing>,
    /// The intent is settled.
    pub settles_intent: bool,
    /// Whether the object is worked on as far as it is possible now: it is not due any more but for its escrows.
    pub worked: bool,
    /// A new escrow of the object, or none any more.
    pub escrow: Option<Option<Escrow>>,
    /// A new escrow of its references, or none any more.
    pub reference_escrow: Option<Option<Escrow>>,
    /// Whether its references are due (true after a create or update) or done (false).
    pub references_due: Option<bool>,
    /// Target id of the manager that was written; empty where the tenant shows one that is not known.
    pub manager_written: Option<String>,
    /// Memberships that were written (target id) or taken away (`None`), by object id of the member.
    pub members: Vec<(String, Option<String>)>,
    /// Whether a deletion waits for the administrator.
    pub staged: Option<bool>,
    /// What the log says.
    pub entries: Vec<log::Entry>,
}

/// What an import found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Objects read.
    pub read: u64,
    /// Objects that are new.
    pub added: u64,
    /// Objects that differ from last time.
    pub changed: u64,
    /// Objects that are no longer there.
    pub removed: u64,
}

/// How many objects there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Counts {
    pub users: u64,
    pub groups: u64,
    pub linked_users: u64,
    pub linked_groups: u64,
    pub due_users: u64,
    pub due_groups: u64,
    pub due_references: u64,
    pub escrowed: u64,
    pub escrowed_references: u64,
    pub staged: u64,
}

/// What a restart takes away (Microsoft Graph, `synchronizationJobRestartCriteria`, `resetScope`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a scope of its own")]
pub struct Reset {
    /// `ConnectorDataStore`: links, standings and what was written.
    pub links: bool,
    /// `Escrows`
    pub escrows: bool,
    /// `Watermark`: everything is due.
    pub watermark: bool,
    /// `QuarantineState`
    pub quarantine: bool,
}

/// Which log entries are asked for.
#[derive(Debug, Clone, Default)]
pub struct LogSelection {
    /// Only with this status.
    pub status: Option<log::Status>,
    /// Only this action.
    pub action: Option<log::Action>,
    /// Only objects whose id or name holds this text, letter case aside.
    pub object: Option<String>,
    /// Only of this cycle.
    pub cycle: Option<i64>,
    /// Only those behind this number.
    pub after: i64,
    /// Only the last so many.
    pub last: Option<usize>,
}
