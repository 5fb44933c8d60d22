//! `scimproof provision on-demand`: one user, or one group of at most five members, now, with the four steps shown.

use std::io::Write;

use anstyle::AnsiColor;
use jiff::SignedDuration;
use serde_json::json;
use tempfile::TempDir;

use super::cycle::{NO_ANSWER, interruptible};
use super::setup::Setup;
use super::{OnDemandArgs, care, open};
use crate::cli::{Format, block_on, output};
use crate::context::{RunContext, fresh_guid};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::cycle::ConnectionFailure;
use crate::provision::cycle::on_demand::{MEMBERS, OnDemand, Subject};
use crate::provision::log::{Status, Step, StepType};
use crate::provision::object::Kind;
use crate::provision::report::ObjectSummary;
use crate::provision::report::object_summary::ShownStep;
use crate::provision::state::{Row, State};
use crate::report::human::Look;
use crate::text::printable;

/// Error codes that mean that the tenant lets nobody in.
const REFUSED: [&str; 2] = ["SystemForCrossDomainIdentityManagementInvalidCredentials", "InsufficientRights"];

/// Name of the step in front of the four.
const TEST_CONNECTION: &str = "TestConnection";

pub(super) fn main(mut args: OnDemandArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let setup = Setup::new(&mut args.service, context, !args.dry_run)?;
    // A rehearsal of a job that was never started leaves nothing behind.
    let aside = if args.dry_run && !setup.job.state.exists() { Some(tempfile::tempdir()?) } else { None };
    let mut state = open_state(&setup, aside.as_ref())?;
    let subject = subject(&state, &args.name, &setup)?;
    if setup.asks {
        let name = subject.row.object.name();
        care::ask(&format!("In {}, this creates, changes or disables {name}.", setup.base.as_text()))?;
    }
    let now = setup.now(context, SignedDuration::ZERO);
    let service = setup.service(&|_| ());
    let work = async {
        if !args.dry_run
            && let Err(failure) = service.test_connection(&fresh_guid()).await
        {
            return Ok(not_connected(&failure));
        }
        service.on_demand(&mut state, subject, now, args.dry_run).await.map_err(open::state_error)
    };
    let done = block_on(interruptible(&setup.stop, work))??;
    match args.format {
        Format::Human => tell(&done, output::look(context))?,
        Format::Json => as_json(&done, &setup, &state)?,
    }
    Ok(exit_status(&done))
}

/// Test Connection comes before the four steps and is shown only where it fails.
fn not_connected(failure: &ConnectionFailure) -> OnDemand {
    let step = Step {
        name: TEST_CONNECTION.to_owned(),
        provisioning_step_type: StepType::Processing,
        status: Status::Failure,
        description: failure.to_string(),
        details: Vec::new(),
    };
    OnDemand { steps: vec![step], entries: Vec::new(), body: None }
}

fn is_test_connection(step: &Step) -> bool {
    step.name == TEST_CONNECTION
}

fn open_state(setup: &Setup, aside: Option<&TempDir>) -> Result<State, Error> {
    let path = aside.map_or_else(|| setup.job.state.clone(), |folder| folder.path().join("rehearsal.state"));
    let mut state = State::open(&path, &setup.base.as_text()).map_err(open::state_error)?;
    // Where the last changes came as a delta, the directory file may be older than the state.
    if !open::came_by_delta(&state)? {
        state.import(&setup.job.directory).map_err(open::state_error)?;
    }
    Ok(state)
}

/// The object of that name, and a group's members that are not written yet.
fn subject(state: &State, name: &str, setup: &Setup) -> Result<Subject, Error> {
    let mut rows = state.find(name).map_err(open::state_error)?.into_iter().filter(|row| row.present);
    let row = match (rows.next(), rows.next()) {
        (Some(row), None) => row,
        (None, _) => {
            let message = format!("nobody called '{name}' is in {}", setup.job.directory.display());
            let help =
                "name a user's userPrincipalName, mail or object id, or a group's displayName or object id";
            return Err(Error::usage(message, help));
        }
        (Some(first), Some(second)) => {
            let message =
                format!("several objects are called '{name}': {} and {}", first.object.id, second.object.id);
            return Err(Error::usage(message, "name the object id"));
        }
    };
    let members = if row.object.kind == Kind::Group { members(state, &row, setup)? } else { Vec::new() };
    Ok(Subject { row, members })
}

fn members(state: &State, group: &Row, setup: &Setup) -> Result<Vec<Row>, Error> {
    let members = state.count_members(&group.object.id).map_err(open::state_error)?;
    let open = state.some_open_memberships(&group.object.id, 0, MEMBERS + 1).map_err(open::state_error)?;
    if members > MEMBERS || open.len() > MEMBERS {
        let name = group.object.name();
        let message = if members > MEMBERS {
            format!("'{name}' has {members} members, on demand takes at most {MEMBERS}")
        } else {
            format!("more members of '{name}' wait than the {MEMBERS} that on demand takes at most")
        };
        return Err(Error::usage(
            message,
            format!("scimproof provision cycle --job {} does them all", setup.file),
        ));
    }
    let rows = open.iter().filter_map(|(_, membership)| state.by_id(&membership.member).transpose());
    rows.collect::<Result<_, _>>().map_err(open::state_error)
}

/// The steps as the portal numbers them.
fn tell(done: &OnDemand, look: Look) -> Result<(), Error> {
    let mut out = std::io::stdout();
    for (at, step) in done.steps.iter().enumerate() {
        let (word, colour) = match step.status {
            Status::Success => ("ok", AnsiColor::Green),
            Status::Failure => ("failed", AnsiColor::Red),
            Status::Skipped => ("skipped", AnsiColor::Yellow),
            Status::Warning => ("warning", AnsiColor::Yellow),
        };
        let (number, title) = if is_test_connection(step) {
            (0, "Test Connection")
        } else {
            (at + 1, title(step.provisioning_step_type))
        };
        let title = look.bold(&format!("{number}. {title}"));
        writeln!(out, "{title} {}", look.coloured(colour, word))?;
        writeln!(out, "   {}", printable(&step.description))?;
        for (name, value) in &step.details {
            let value = printable(&value.replace('\n', ", "));
            writeln!(out, "   {} {value}", look.dim(&format!("{name}:")))?;
        }
    }
    // The object itself is told by the steps; what follows are its references.
    for entry in done.entries.iter().skip(1) {
        let words = entry.reason.clone().unwrap_or_else(|| "References were written.".to_owned());
        writeln!(out, "{} {}", look.bold("References"), printable(&words))?;
        for change in &entry.modified {
            let value = change.new_value.as_deref().unwrap_or("—");
            writeln!(out, "   {} {}", look.dim(&format!("{}:", change.display_name)), printable(value))?;
        }
    }
    if let Some(body) = &done.body {
        let text = serde_json::to_string_pretty(body).map_err(std::io::Error::from)?;
        writeln!(out, "\nNothing was sent. Without a match, the create request would be:\n\n{text}")?;
    }
    Ok(())
}

fn title(kind: StepType) -> &'static str {
    match kind {
        StepType::Import => "Import",
        StepType::Scoping => "Determine scope",
        StepType::Matching => "Match",
        StepType::Processing => "Process",
        StepType::ReferenceResolution => "References",
        StepType::Export => "Perform action",
    }
}

fn as_json(done: &OnDemand, setup: &Setup, state: &State) -> Result<(), Error> {
    let job = open::shown(&setup.job, state)?;
    let steps: Vec<ShownStep> = done.steps.iter().cloned().map(ShownStep::from).collect();
    let value: Vec<ObjectSummary> =
        done.entries.iter().map(|entry| ObjectSummary::new(&job, entry)).collect();
    let shown = json!({ "provisioningSteps": steps, "value": value, "body": done.body });
    let mut out = std::io::stdout();
    serde_json::to_writer_pretty(&mut out, &shown).map_err(std::io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

fn exit_status(done: &OnDemand) -> ExitStatus {
    let failed = done.entries.iter().filter(|entry| entry.status == Status::Failure);
    let codes: Vec<&str> = failed.filter_map(|entry| entry.code.as_deref()).collect();
    if done.steps.iter().any(is_test_connection) {
        return ExitStatus::Unreachable;
    }
    if codes.iter().any(|code| NO_ANSWER.contains(code) || REFUSED.contains(code)) {
        return ExitStatus::Unreachable;
    }
    if !codes.is_empty() || done.steps.iter().any(|step| step.status == Status::Failure) {
        return ExitStatus::Failed;
    }
    let is_up_to_date = done.entries.iter().any(|entry| entry.code.as_deref() == Some("RedundantExport"));
    match done.steps.last() {
        Some(step) if step.status == Status::Skipped && !is_up_to_date => ExitStatus::NothingJudged,
        _ => ExitStatus::Passed,
    }
}
