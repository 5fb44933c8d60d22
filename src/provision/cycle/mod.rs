//! The cycles: initial, incremental, on demand (Microsoft Learn, "How application provisioning works").
//!
//! ```text
//! state ──► plan: decide, map ──► workers, `jobs` of them: requests ──► absorb: links, escrows, log ──► state
//!   ▲         this thread            tasks of the runtime                   this thread                  │
//!   └────────────────────────────────────────────────────────────────────────────────────────────────────┘
//! ```
//!
//! A page of objects is planned while the one before it is under way. What to do is decided by `rules`, what is sent is
//! built by `mapping` and [`crate::entra`]; nothing here prints, reads a clock for anything but durations, or knows how
//! the state is stored.

mod answer;
mod connection;
mod create;
mod failure;
mod journal;
mod judge;
mod matching;
mod members;
mod object;
pub mod on_demand;
mod phases;
mod plan;
mod plan_references;
mod quarantine;
mod references;
mod removal;
mod run;
pub mod status;
mod survey;
mod tally;
mod terms;
mod update;
mod wire;
mod workers;

use std::sync::Arc;

use jiff::Timestamp;

use super::job::TooManyRequests;
use super::mapping::Mappings;
use super::object::Kind;
use super::rules::Quarantine;
use super::scope::{DefaultAccess, Scope};
use super::state::{Imported, State, StateError};
use crate::entra::Dialect;
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::stop::Stop;

pub use connection::ConnectionFailure;
pub use failure::Trouble;
pub use quarantine::{allow_deletions, is_disabled, told, untold};
pub use survey::Survey;
pub use tally::Tally;

/// How cycles are performed.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Objects under way at the same time.
    pub jobs: usize,
    /// What 429 leads to.
    pub too_many_requests: TooManyRequests,
    /// Whether accounts that were there before are linked, but never written.
    pub create_only: bool,
    /// Who is provisioned, filters aside.
    pub scope: Scope,
    /// Whether the role *Default Access* alone makes an object one to provision.
    pub default_access: DefaultAccess,
    /// `SkipOutOfScopeDeletions`
    pub skip_out_of_scope_deletions: bool,
    /// How many deletions and disables a cycle may hold; the ones beyond are staged.
    pub deletion_threshold: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            jobs: 4,
            too_many_requests: TooManyRequests::default(),
            create_only: false,
            scope: Scope::default(),
            default_access: DefaultAccess::default(),
            skip_out_of_scope_deletions: false,
            deletion_threshold: Some(10),
        }
    }
}

/// A part of a cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Users or groups themselves.
    Objects(Kind),
    /// Managers (users) or members (groups).
    References(Kind),
}

impl Phase {
    /// All of them, in their order.
    pub const ALL: [Self; 4] = [
        Self::Objects(Kind::User),
        Self::Objects(Kind::Group),
        Self::References(Kind::User),
        Self::References(Kind::Group),
    ];

    /// User or group.
    pub fn kind(self) -> Kind {
        match self {
            Self::Objects(kind) | Self::References(kind) => kind,
        }
    }
}

/// What happens in a cycle, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A phase begins; so many objects are due.
    Begun(Phase, u64),
    /// One object is done with.
    Object,
    /// The phase is over.
    Over,
}

/// Which kind of cycle it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CycleKind {
    /// Everything is evaluated.
    Initial,
    /// What changed since the watermark, and escrows that are due.
    Incremental,
}

/// How a cycle ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// Everything that was due was worked on.
    Complete,
    /// It was asked to stop; the next one carries on.
    Interrupted,
    /// The tenant refused the credential or a query as such; the next one carries on.
    Halted(Trouble),
}

/// What happened to the quarantine of the job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuarantineChange {
    /// Nothing.
    None,
    /// The job is in quarantine now and was not before.
    Entered,
    /// It was before, for another reason.
    ReasonChanged,
    /// It was before and is not any more.
    Left,
}

/// What came of a cycle.
#[derive(Debug, Clone)]
pub struct CycleResult {
    /// Its number, from 1; a cycle that carries on an interrupted one has its number.
    pub number: i64,
    /// Its kind.
    pub kind: CycleKind,
    /// What was done.
    pub tally: Tally,
    /// The part of it that is about users themselves.
    pub users: Tally,
    /// How it ended.
    pub end: End,
    /// The quarantine of the job after it.
    pub quarantine: Option<Quarantine>,
    /// What happened to the quarantine.
    pub change: QuarantineChange,
}

/// The provisioning service of one job.
pub struct Service<'a> {
    /// The client.
    pub client: Arc<Client>,
    /// Base URL of the tenant, without the dialect flag.
    pub base: BaseUrl,
    /// How PATCH is written.
    pub dialect: Dialect,
    /// The mappings, the job's scoping filters included.
    pub mappings: Mappings,
    /// How cycles are performed.
    pub settings: Settings,
    /// Whether it was asked to stop.
    pub stop: Arc<Stop>,
    /// Who hears how far it is.
    pub emit: &'a dyn Fn(Progress),
}

impl Service<'_> {
    /// Test Connection: a query for somebody who cannot exist, and one for such a group where groups are mapped.
    /// `guid` is a fresh one.
    ///
    /// # Errors
    /// What the portal would show.
    pub async fn test_connection(&self, guid: &str) -> Result<(), ConnectionFailure> {
        connection::test(self, guid).await
    }

    /// One cycle over what the import left in the state. It is the initial one where there is no watermark, or where
    /// the mappings, the scoping filters or the scope are others than last time.
    ///
    /// # Errors
    /// The state cannot be read or written.
    pub async fn cycle(
        &self,
        state: &mut State,
        now: Timestamp,
        imported: Imported,
    ) -> Result<CycleResult, StateError> {
        run::cycle(self, state, now, imported).await
    }

    /// What a cycle would do to accounts, found out by GET requests alone. Nothing of it is recorded but that
    /// everything is due, where the cycle has to be an initial one.
    ///
    /// # Errors
    /// The state cannot be read or written.
    pub async fn survey(&self, state: &mut State, now: Timestamp) -> Result<Survey, StateError> {
        survey::survey(self, state, now).await
    }

    /// What of a changed scope waits for a restart, as a sentence; to be asked after a cycle.
    ///
    /// # Errors
    /// The state cannot be read.
    pub fn waiting(&self, state: &State) -> Result<Option<&'static str>, StateError> {
        terms::waiting(self, state)
    }
}
