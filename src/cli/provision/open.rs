//! From the job file to a job, its suite, its mappings and its state, and their errors as those of a command.

use std::path::Path;

use crate::context::RunContext;
use crate::error::Error;
use crate::provision::directory::DirectoryError;
use crate::provision::job::{self, Job};
use crate::provision::mapping::schema::{self, SchemaError};
use crate::provision::mapping::{Mappings, ObjectMapping};
use crate::provision::notify::{Settings, mail};
use crate::provision::report;
use crate::provision::state::{State, StateError};
use crate::suite::{Suite, load};

/// Reads the job file.
pub(super) fn job(path: &Path) -> Result<Job, Error> {
    Job::read(path).map_err(|error| Error::usage(error.to_string(), error.help()))
}

/// Reads the job's suite.
pub(super) fn suite(job: &Job) -> Result<Suite, Error> {
    Ok(load::by_name(&job.suite, &crate::cli::check_ids())?)
}

/// The job's mappings: those of its schema or its suite, with the job's own filters and actions.
pub(super) fn mappings(job: &Job, suite: &Suite) -> Result<Mappings, Error> {
    let mut mappings = match &job.mapping {
        Some(path) => schema::read(path, Some(suite)).map_err(|error| schema_error(&error))?,
        None => Mappings::of_suite(suite),
    };
    if !job.group.enabled {
        mappings.group = None;
    }
    configure(job, &mut mappings.user);
    if let Some(group) = &mut mappings.group {
        configure(job, group);
    }
    Ok(mappings)
}

fn configure(job: &Job, mapping: &mut ObjectMapping) {
    mapping.filters.groups.extend(job.filters(mapping.kind).groups.iter().cloned());
    mapping.actions = job.actions(mapping.kind, mapping.actions);
}

/// How the job's administrator is told; user and password of the mail server come from the environment.
pub(super) fn notify_settings(job: &Job, context: &RunContext) -> Result<Settings, Error> {
    let mail = job.notify.mail.as_ref().map(|mail| mail_settings(mail, context)).transpose()?;
    Ok(Settings { mail, webhook: job.notify.webhook.clone() })
}

fn mail_settings(mail: &job::Mail, context: &RunContext) -> Result<mail::Settings, Error> {
    let authorities = match &mail.authorities {
        Some(path) => std::fs::read(path).map_err(|error| Error::file("read", path, error))?,
        None => Vec::new(),
    };
    let login = match (context.variable("SMTP_USER"), context.secret("SMTP_PASSWORD")) {
        (Some(user), Some(password)) => Some((user, password)),
        (None, None) => None,
        _ => {
            let message = "only one of SMTP_USER and SMTP_PASSWORD is set";
            return Err(Error::usage(message, "set both, or none if the mail server asks for no login"));
        }
    };
    Ok(mail::Settings {
        to: mail.to.clone(),
        from: mail.from.clone(),
        server: mail.smtp.clone(),
        starttls: mail.starttls,
        authorities,
        login,
    })
}

/// The job's state, to read only.
pub(super) fn view(job: &Job) -> Result<State, Error> {
    State::view(&job.state).map_err(state_error)
}

/// Whether the last changes of the directory came as a delta.
pub(super) fn came_by_delta(state: &State) -> Result<bool, Error> {
    state.came_by_delta().map_err(state_error)
}

/// The job as the log names it.
pub(super) fn shown(job: &Job, state: &State) -> Result<report::Job, Error> {
    let identity = state.identity().map_err(state_error)?;
    Ok(report::Job { id: identity.job, name: job.name.clone(), tenant: identity.tenant })
}

pub(super) fn state_error(error: StateError) -> Error {
    Error::usage(error.to_string(), error.help())
}

pub(super) fn directory_error(error: DirectoryError) -> Error {
    Error::usage(error.to_string(), error.help)
}

fn schema_error(error: &SchemaError) -> Error {
    Error::usage(error.to_string(), error.help())
}
