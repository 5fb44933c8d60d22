//! The status of a job: what Microsoft Graph's `synchronizationStatus` says of the last cycles. It is kept in the state
//! under `status`; the quarantine has a place of its own.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{CycleKind, CycleResult, End, Tally, Trouble};
use crate::provision::state::{Counts, Imported, State, StateError};

/// What is kept of the cycles of a job.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct JobStatus {
    /// Cycles in a row in which every operation failed.
    pub count_successive_complete_failures: u64,
    /// The last cycle.
    pub last_execution: Option<Execution>,
    /// The last one without a failure.
    pub last_successful_execution: Option<Execution>,
    /// The last one without a failure that wrote anything.
    pub last_successful_execution_with_exports: Option<Execution>,
    /// When everything in scope was provisioned for the first time.
    pub steady_state_first_achieved_time: Option<Timestamp>,
    /// And for the last time.
    pub steady_state_last_achieved_time: Option<Timestamp>,
    /// Linked users and groups.
    pub synchronized_users: u64,
    /// Linked groups.
    pub synchronized_groups: u64,
}

/// One cycle (`synchronizationTaskExecution`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Execution {
    /// Number of the cycle.
    pub cycle: i64,
    /// Its kind.
    pub kind: CycleKind,
    /// How it ended.
    pub state: ExecutionState,
    /// When it began, by the job's clock.
    pub time_began: Timestamp,
    /// When it ended, by the job's clock.
    pub time_ended: Timestamp,
    /// Objects in the directory.
    pub count_entitled: u64,
    /// Objects in scope: linked, or in escrow.
    pub count_entitled_for_provisioning: u64,
    /// Objects and references in escrow.
    pub count_escrowed: u64,
    /// Objects in escrow.
    pub count_escrowed_raw: u64,
    /// Objects that were written.
    pub count_exported: u64,
    /// Requests.
    pub count_exports: u64,
    /// Objects that were read from the directory.
    pub count_imported: u64,
    /// New, changed and removed ones.
    pub count_imported_deltas: u64,
    /// Objects whose references were written.
    pub count_imported_reference_deltas: u64,
    /// What was done.
    pub tally: Tally,
    /// Why it stopped early.
    pub error: Option<ExecutionError>,
}

/// How a cycle ended (`synchronizationTaskExecutionResult`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum ExecutionState {
    Succeeded,
    Failed,
    EntryLevelErrors,
}

/// Why a cycle stopped early (`synchronizationError`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExecutionError {
    /// Error code.
    pub code: String,
    /// What the administrator reads.
    pub message: String,
}

/// What a cycle knows of itself.
pub(super) struct Report {
    pub kind: CycleKind,
    pub imported: Imported,
    pub began: Timestamp,
    pub elapsed: Duration,
}

/// Takes a cycle into the status.
pub(super) fn record(
    state: &mut State,
    report: &Report,
    result: &CycleResult,
    counts: &Counts,
) -> Result<(), StateError> {
    let mut status: JobStatus = state.get("status")?.unwrap_or_default();
    let in_scope = counts.linked_users + counts.linked_groups + state.failing_without_link()?;
    let execution = execution(report, result, counts, in_scope);
    status.take_over(execution, result, counts);
    state.put("status", Some(&status))
}

impl JobStatus {
    fn take_over(&mut self, execution: Execution, result: &CycleResult, counts: &Counts) {
        let tally = &result.tally;
        let nothing_worked = tally.exports() == 0 && tally.failed > 0 || matches!(result.end, End::Halted(_));
        self.count_successive_complete_failures =
            if nothing_worked { self.count_successive_complete_failures + 1 } else { 0 };
        if execution.state == ExecutionState::Succeeded {
            self.last_successful_execution = Some(execution.clone());
            if tally.exports() > 0 {
                self.last_successful_execution_with_exports = Some(execution.clone());
            }
        }
        if result.end == End::Complete && counts.escrowed == 0 && counts.staged == 0 {
            self.steady_state_first_achieved_time.get_or_insert(execution.time_ended);
            self.steady_state_last_achieved_time = Some(execution.time_ended);
        }
        self.synchronized_users = counts.linked_users;
        self.synchronized_groups = counts.linked_groups;
        self.last_execution = Some(execution);
    }
}

fn execution(report: &Report, result: &CycleResult, counts: &Counts, in_scope: u64) -> Execution {
    let Imported { read, added, changed, removed } = report.imported;
    let elapsed = SignedDuration::try_from(report.elapsed).unwrap_or_default();
    Execution {
        cycle: result.number,
        kind: report.kind,
        state: state_of(result),
        time_began: report.began,
        time_ended: report.began.checked_add(elapsed).unwrap_or(report.began),
        count_entitled: counts.users + counts.groups,
        count_entitled_for_provisioning: in_scope,
        count_escrowed: counts.escrowed + counts.escrowed_references,
        count_escrowed_raw: counts.escrowed,
        count_exported: result.tally.exports(),
        count_exports: result.tally.requests,
        count_imported: read,
        count_imported_deltas: added + changed + removed,
        count_imported_reference_deltas: result.tally.references,
        tally: result.tally,
        error: error_of(&result.end),
    }
}

fn state_of(result: &CycleResult) -> ExecutionState {
    match result.end {
        End::Halted(_) => ExecutionState::Failed,
        _ if result.tally.failed + result.tally.failed_references > 0 => ExecutionState::EntryLevelErrors,
        _ => ExecutionState::Succeeded,
    }
}

fn error_of(end: &End) -> Option<ExecutionError> {
    match end {
        End::Halted(Trouble { code, message, .. }) => {
            Some(ExecutionError { code: code.clone(), message: message.clone() })
        }
        End::Complete | End::Interrupted => None,
    }
}
