//! The status of a job in the shape of Microsoft Graph's `synchronizationStatus`.

use jiff::Timestamp;
use serde::Serialize;

use super::guid;
use crate::provision::cycle::status::{Execution as Cycle, ExecutionState, JobStatus};

use crate::provision::rules::{Quarantine, QuarantineReason};

/// `synchronizationStatus`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct SynchronizationStatus {
    pub code: Code,
    pub count_successive_complete_failures: u64,
    pub escrows_pruned: bool,
    pub last_execution: Option<Execution>,
    pub last_successful_execution: Option<Execution>,
    pub last_successful_execution_with_exports: Option<Execution>,
    pub progress: Vec<Progress>,
    pub quarantine: Option<ShownQuarantine>,
    pub steady_state_first_achieved_time: Option<Timestamp>,
    pub steady_state_last_achieved_time: Option<Timestamp>,
    pub synchronized_entry_count_by_type: Vec<EntryCount>,
    pub troubleshooting_url: Option<String>,
}

/// `synchronizationStatusCode`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum Code {
    NotConfigured,
    NotRun,
    Active,
    Paused,
    Quarantine,
}

/// `synchronizationTaskExecution`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct Execution {
    pub activity_identifier: String,
    pub count_entitled: u64,
    pub count_entitled_for_provisioning: u64,
    pub count_escrowed: u64,
    pub count_escrowed_raw: u64,
    pub count_exported: u64,
    pub count_exports: u64,
    pub count_imported: u64,
    pub count_imported_deltas: u64,
    pub count_imported_reference_deltas: u64,
    pub error: Option<SynchronizationError>,
    pub state: ExecutionState,
    pub time_began: Timestamp,
    pub time_ended: Timestamp,
}

/// `synchronizationError`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct SynchronizationError {
    pub code: String,
    pub message: String,
    pub tenant_actionable: bool,
}

/// `synchronizationProgress`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct Progress {
    pub completed_units: u64,
    pub progress_observation_date_time: Timestamp,
    pub total_units: u64,
    pub units: String,
}

/// `synchronizationQuarantine`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct ShownQuarantine {
    pub current_began: Timestamp,
    pub error: SynchronizationError,
    pub next_attempt: Timestamp,
    pub reason: QuarantineReason,
    pub series_began: Timestamp,
    pub series_count: u32,
}

impl SynchronizationStatus {
    /// The status of the job with that id.
    pub fn new(job: &str, status: &JobStatus, quarantine: Option<&Quarantine>, is_disabled: bool) -> Self {
        let execution = |cycle: &Option<Cycle>| cycle.as_ref().map(|cycle| Execution::new(job, cycle));
        Self {
            code: code(status, quarantine, is_disabled),
            count_successive_complete_failures: status.count_successive_complete_failures,
            escrows_pruned: false,
            last_execution: execution(&status.last_execution),
            last_successful_execution: execution(&status.last_successful_execution),
            last_successful_execution_with_exports: execution(&status.last_successful_execution_with_exports),
            progress: Vec::new(),
            quarantine: quarantine.map(ShownQuarantine::from),
            steady_state_first_achieved_time: status.steady_state_first_achieved_time,
            steady_state_last_achieved_time: status.steady_state_last_achieved_time,
            synchronized_entry_count_by_type: vec![
                EntryCount { key: "User", value: status.synchronized_users },
                EntryCount { key: "Group", value: status.synchronized_groups },
            ],
            troubleshooting_url: None,
        }
    }
}

/// A job that has been in quarantine for too long is disabled, which Graph's word is `Paused` for.
fn code(status: &JobStatus, quarantine: Option<&Quarantine>, is_disabled: bool) -> Code {
    match quarantine {
        Some(_) if is_disabled => Code::Paused,
        Some(_) => Code::Quarantine,
        None if status.last_execution.is_some() => Code::Active,
        None => Code::NotRun,
    }
}

impl Execution {
    fn new(job: &str, cycle: &Cycle) -> Self {
        let error = cycle.error.as_ref().map(|error| SynchronizationError {
            code: error.code.clone(),
            message: error.message.clone(),
            tenant_actionable: true,
        });
        Self {
            activity_identifier: guid(&["cycle", job, &cycle.cycle.to_string()]),
            count_entitled: cycle.count_entitled,
            count_entitled_for_provisioning: cycle.count_entitled_for_provisioning,
            count_escrowed: cycle.count_escrowed,
            count_escrowed_raw: cycle.count_escrowed_raw,
            count_exported: cycle.count_exported,
            count_exports: cycle.count_exports,
            count_imported: cycle.count_imported,
            count_imported_deltas: cycle.count_imported_deltas,
            count_imported_reference_deltas: cycle.count_imported_reference_deltas,
            error,
            state: cycle.state,
            time_began: cycle.time_began,
            time_ended: cycle.time_ended,
        }
    }
}

impl From<&Quarantine> for ShownQuarantine {
    fn from(quarantine: &Quarantine) -> Self {
        Self {
            current_began: quarantine.current_began,
            error: SynchronizationError {
                code: quarantine.code.clone(),
                message: quarantine.message.clone(),
                tenant_actionable: true,
            },
            next_attempt: quarantine.next_attempt,
            reason: quarantine.reason,
            series_began: quarantine.series_began,
            series_count: quarantine.series_count,
        }
    }
}

/// An entry of `synchronizedEntryCountByType` (`stringKeyLongValuePair`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct EntryCount {
    pub key: &'static str,
    pub value: u64,
}
