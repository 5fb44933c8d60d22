//! An entry of the provisioning log in the shape of Microsoft Graph's `provisioningObjectSummary`.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{advice, guid, steps};
use crate::provision::log::{Action, Entry, Modified, Status, Step, StepType};

/// What entries of one job have in common.
#[derive(Debug, Clone)]
pub struct Job {
    /// Id of the job.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The tenant's URL.
    pub tenant: String,
}

/// `provisioningObjectSummary`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct ObjectSummary {
    pub id: String,
    pub activity_date_time: Timestamp,
    pub tenant_id: String,
    pub job_id: String,
    pub cycle_id: String,
    pub change_id: String,
    pub provisioning_action: Action,
    pub duration_in_milliseconds: u64,
    pub initiated_by: Initiator,
    pub service_principal: Named,
    pub source_system: System,
    pub target_system: System,
    pub source_identity: Identity,
    pub target_identity: Identity,
    pub provisioning_status_info: StatusInfo,
    pub provisioning_steps: Vec<ShownStep>,
    pub modified_properties: Vec<Modified>,
}

/// `provisioningServicePrincipal` and its kin.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct Named {
    pub id: String,
    pub display_name: String,
}

/// `initiator`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct Initiator {
    pub id: String,
    pub display_name: String,
    pub initiator_type: &'static str,
}

/// `provisioningSystem`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct System {
    pub id: String,
    pub display_name: String,
    pub details: Value,
}

/// `provisionedIdentity`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct Identity {
    pub id: Option<String>,
    pub display_name: Option<String>,
    pub identity_type: String,
    pub details: Value,
}

/// `provisioningStatusInfo`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct StatusInfo {
    pub status: Status,
    pub error_information: Option<ErrorInformation>,
}

/// `provisioningErrorInfo`; for what was skipped, the reason why.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct ErrorInformation {
    pub error_code: String,
    pub reason: Option<String>,
    pub recommended_action: Option<String>,
    pub additional_details: Option<String>,
    pub error_category: &'static str,
}

/// `provisioningStep`
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub struct ShownStep {
    pub name: String,
    pub provisioning_step_type: StepType,
    pub status: Status,
    pub description: String,
    pub details: Map<String, Value>,
}

impl From<Step> for ShownStep {
    fn from(step: Step) -> Self {
        let details = step.details.into_iter().map(|(name, value)| (name, Value::String(value)));
        Self {
            name: step.name,
            provisioning_step_type: step.provisioning_step_type,
            status: step.status,
            description: step.description,
            details: details.collect(),
        }
    }
}

impl ObjectSummary {
    /// The entry in this shape.
    pub fn new(job: &Job, entry: &Entry) -> Self {
        let (seq, cycle) = (entry.seq.to_string(), entry.cycle.to_string());
        let principal = guid(&["servicePrincipal", &job.id]);
        let identity = |id: Option<&String>| Identity {
            id: id.cloned(),
            display_name: id.map(|_| entry.source_name.clone()),
            identity_type: entry.kind.to_string(),
            details: json!({}),
        };
        Self {
            id: guid(&["entry", &job.id, &seq]),
            activity_date_time: entry.at,
            tenant_id: guid(&["directory", &job.id]),
            job_id: job.id.clone(),
            cycle_id: guid(&["cycle", &job.id, &cycle]),
            change_id: guid(&["change", &job.id, &cycle, &entry.source_id, &seq]),
            provisioning_action: entry.action,
            duration_in_milliseconds: entry.duration_ms,
            initiated_by: initiator(entry),
            service_principal: Named { id: principal.clone(), display_name: job.name.clone() },
            source_system: source_system(job),
            target_system: target_system(job, principal),
            source_identity: identity(Some(&entry.source_id)),
            target_identity: identity(entry.target_id.as_ref()),
            provisioning_status_info: status_info(entry),
            provisioning_steps: steps::of(entry).into_iter().map(ShownStep::from).collect(),
            modified_properties: entry.modified.clone(),
        }
    }
}

/// Cycles are the service's own; what is provisioned on demand, an administrator asked for.
fn initiator(entry: &Entry) -> Initiator {
    let (display_name, initiator_type) =
        if entry.cycle == 0 { ("scimproof provision on-demand", "user") } else { ("scimproof", "system") };
    Initiator { id: String::new(), display_name: display_name.to_owned(), initiator_type }
}

fn source_system(job: &Job) -> System {
    System {
        id: guid(&["source", &job.id]),
        display_name: "Microsoft Entra ID (simulated)".to_owned(),
        details: json!({}),
    }
}

fn target_system(job: &Job, principal: String) -> System {
    let application = guid(&["application", &job.id]);
    let details = json!({
        "ApplicationId": application,
        "ServicePrincipalId": principal,
        "ServicePrincipalDisplayName": job.name,
    });
    System { id: guid(&["target", &job.id]), display_name: job.tenant.clone(), details }
}

fn status_info(entry: &Entry) -> StatusInfo {
    let error_information = entry.code.as_ref().filter(|_| entry.status != Status::Success).map(|code| {
        let is_failure = entry.status == Status::Failure;
        ErrorInformation {
            error_code: code.clone(),
            reason: entry.reason.clone(),
            recommended_action: advice::fix(code).map(str::to_owned),
            additional_details: None,
            error_category: if is_failure { "failure" } else { "nonServiceFailure" },
        }
    });
    StatusInfo { status: entry.status, error_information }
}
