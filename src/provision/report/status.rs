//! The status of a job in the shape of Microsoft Graph's `synchronizationStatus`.

use jiff::Timestamp;
use serde::Serialize;

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

/// `synchronizationTaskExecutionResult`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum ExecutionState {
    Succeeded,
    Failed,
    EntryLevelErrors,
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
