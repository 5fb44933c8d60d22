//! From the job file to a job and its state, and their errors as those of a command.

use std::path::Path;

use crate::error::Error;
use crate::provision::directory::DirectoryError;
use crate::provision::job::Job;
use crate::provision::report;
use crate::provision::state::{State, StateError};

/// Reads the job file, with everything it names but the directory.
pub(super) fn job(path: &Path) -> Result<Job, Error> {
    Job::load(path, &crate::cli::check_ids()).map_err(|error| Error::usage(error.to_string(), error.help()))
}

/// The job's state, to read only.
pub(super) fn view(job: &Job) -> Result<State, Error> {
    State::view(&job.state).map_err(state_error)
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
