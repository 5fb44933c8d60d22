//! Entries of the provisioning log, as the cycle writes them. How they are shown is `report`'s and `cli`'s work.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::object::Kind;

/// What was done to the target object (`provisioningAction` of Microsoft Graph's `provisioningObjectSummary`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum Action {
    Create,
    Update,
    Delete,
    Disable,
    StagedDelete,
    Other,
}

/// How it ended (`provisioningStatusInfo.status`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum Status {
    Success,
    Failure,
    Skipped,
    Warning,
}

/// One changed attribute; a redacted value reads `[Redact]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Modified {
    /// Target attribute as the mapping names it.
    pub display_name: String,
    /// What the target showed.
    pub old_value: Option<String>,
    /// What was sent.
    pub new_value: Option<String>,
}

/// Kind of a step (`provisioningStepType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum StepType {
    Import,
    Scoping,
    Matching,
    Processing,
    ReferenceResolution,
    Export,
}

/// One step on the way of an object from the directory to the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
    /// Name as the portal shows it, such as `EntryExportAdd`.
    pub name: String,
    /// Its kind.
    pub provisioning_step_type: StepType,
    /// How it ended.
    pub status: Status,
    /// One sentence.
    pub description: String,
    /// Names and values, such as `IsActive` and `True`.
    #[serde(default)]
    pub details: Vec<(String, String)>,
}

/// What happened to one object in one cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Position in the log, from 1; 0 until it is written.
    pub seq: i64,
    /// Number of the cycle, from 1; 0 for what was provisioned on demand.
    pub cycle: i64,
    /// When it happened, by the job's clock.
    pub at: Timestamp,
    /// Milliseconds it took.
    pub duration_ms: u64,
    /// What was done.
    pub action: Action,
    /// How it ended.
    pub status: Status,
    /// User or group.
    pub kind: Kind,
    /// Object id in the directory.
    pub source_id: String,
    /// Name in the directory.
    pub source_name: String,
    /// Id in the tenant.
    pub target_id: Option<String>,
    /// Error code (`EntryConflict`) or skip reason (`RedundantExport`).
    pub code: Option<String>,
    /// One or two sentences for the administrator; holds what the tenant answered.
    pub reason: Option<String>,
    /// What was changed.
    #[serde(default)]
    pub modified: Vec<Modified>,
    /// The steps; empty where the action and the status say it all, and whoever shows the entry fills them in.
    #[serde(default)]
    pub steps: Vec<Step>,
}
