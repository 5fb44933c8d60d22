//! The state of a job: one SQLite file with links, digests, watermark, escrows, quarantine and the log.
//!
//! It stores and finds; what becomes of an object is decided elsewhere. Every public method that writes is one
//! transaction: whatever kills the process, the file is as before the call or as after it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::directory::{DirectoryError, Entry, Place};
use super::log;
use super::mapping::Match;
use super::object::{AppRole, Kind, Object};
use super::rules::Standing;

/// Why a state file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StateError {
    /// Another process works on the job.
    #[error("{} is in use by another scimproof", .0.display())]
    InUse(PathBuf),
    /// Written by a newer version.
    #[error("{} was written by a newer scimproof", .0.display())]
    Newer(PathBuf),
    /// The state of another job.
    #[error("{} belongs to another job: {other}", path.display())]
    OtherJob {
        /// The state file.
        path: PathBuf,
        /// Whose it is.
        other: String,
    },
    /// No state yet, where one is needed.
    #[error("{} does not exist", .0.display())]
    Missing(PathBuf),
    /// No SQLite file, or a damaged one.
    #[error("{} is not a job's state: {reason}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// SQLite could not do it: a full disk, no permission.
    #[error("cannot use {}: {reason}", path.display())]
    Store {
        /// The state file.
        path: PathBuf,
        /// What SQLite says.
        reason: String,
    },
    /// The directory cannot be read.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
}

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
    /// How the service stands to it.
    pub standing: Standing,
    /// A create request without a known outcome.
    pub intent: Option<Intent>,
    /// A failed operation on the object itself.
    pub escrow: Option<Escrow>,
    /// A failed reference of the object.
    pub reference_escrow: Option<Escrow>,
    /// Target id of the manager that was written last.
    pub manager_written: Option<String>,
    /// Ids of the app roles it is assigned to, directly or as a direct member of an assigned group.
    pub assignments: Vec<String>,
    /// Whether a deletion of it waits for the administrator.
    pub staged: bool,
    /// Whether it changed since it was last worked on (else it is due for its escrow alone).
    pub changed: bool,
}

/// A membership that is not written yet, or written and no longer there.
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

/// What came of an object: changes of its row, all in one transaction with the log entry.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// The row.
    pub row: i64,
    /// A new link, or none any more.
    pub link: Option<Option<String>>,
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
    /// Target id of the manager that was written.
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

/// The state of a job, opened for writing by this process alone.
pub struct State {
    path: PathBuf,
}

impl State {
    /// Creates the state of a new job, or opens that of an old one.
    ///
    /// # Errors
    /// See [`StateError`]; another tenant than the one it was made for is another job.
    pub fn open(_path: &Path, _tenant: &str) -> Result<Self, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Opens an existing state to read the log and the status, also while another process works on it.
    pub fn view(_path: &Path) -> Result<Self, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Which job it is.
    pub fn identity(&self) -> Result<Identity, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Reads a value that the service keeps under a name (JSON): `watermark`, `status`, `quarantine`, `mapping`.
    pub fn get<T: serde::de::DeserializeOwned>(&self, _name: &str) -> Result<Option<T>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Keeps a value under a name; `None` forgets it.
    pub fn put<T: Serialize>(&mut self, _name: &str, _value: Option<&T>) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// Compares a directory file with what is known and takes over the difference: new, changed and removed objects
    /// become due, and so do objects whose assignment changed. All or nothing.
    ///
    /// # Errors
    /// The first thing in the file that cannot be read, an id that occurs twice, a manager or member who is not in it.
    pub fn import(&mut self, _directory: &Path) -> Result<Imported, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Takes over a delta; its cost depends on the delta alone.
    pub fn import_delta(
        &mut self,
        _path: &Path,
        _entries: Vec<(Entry, Place)>,
    ) -> Result<Imported, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Makes every object due (a new initial cycle).
    pub fn everything_is_due(&mut self) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// The next objects of that kind that changed, or whose escrow is due, behind that row; at most `limit`.
    pub fn due(
        &self,
        _kind: Kind,
        _now: Timestamp,
        _after: i64,
        _limit: usize,
    ) -> Result<Vec<Row>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// The next linked objects whose references are due, or whose reference escrow is; at most `limit`.
    pub fn due_references(
        &self,
        _kind: Kind,
        _now: Timestamp,
        _after: i64,
        _limit: usize,
    ) -> Result<Vec<Row>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// One object, by object id.
    pub fn by_id(&self, _id: &str) -> Result<Option<Row>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Objects with that object id, `userPrincipalName`, `mail` or `displayName`, letter case aside.
    pub fn find(&self, _name: &str) -> Result<Vec<Row>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// The memberships of a group that have to be written or taken away.
    pub fn open_memberships(&self, _group: &str) -> Result<Vec<Membership>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Another present, in-scope object of that kind with the same matching value in the same cycle; see
    /// `DuplicateSourceEntries`. Claims the value for this object otherwise.
    pub fn claim(&mut self, _kind: Kind, _matching: &Match, _row: i64) -> Result<Option<i64>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// App roles by id; unknown ones are left out.
    pub fn roles(&self, _ids: &[String]) -> Result<Vec<AppRole>, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Records create requests that are about to be sent.
    pub fn intend(&mut self, _intents: &[(i64, Intent)]) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// Takes over what came of objects.
    pub fn finish(&mut self, _done: &[Done]) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// Takes away what a restart resets.
    pub fn reset(&mut self, _what: Reset) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// How many objects there are.
    pub fn counts(&self) -> Result<Counts, StateError> {
        unimplemented!("written by the state helper")
    }

    /// Log entries that a selection lets through, oldest first, handed to `sink` one by one.
    pub fn log(
        &self,
        _selection: &LogSelection,
        _sink: &mut dyn FnMut(log::Entry) -> Result<(), StateError>,
    ) -> Result<(), StateError> {
        unimplemented!("written by the state helper")
    }

    /// Forgets log entries from before that time.
    pub fn prune_log(&mut self, _before: Timestamp) -> Result<u64, StateError> {
        unimplemented!("written by the state helper")
    }
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
    /// Only the last so many.
    pub last: Option<usize>,
}
