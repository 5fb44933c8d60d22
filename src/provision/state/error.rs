//! Why a state cannot be used, and what to try next.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::provision::directory::DirectoryError;

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

impl StateError {
    /// The next thing to try.
    pub fn help(&self) -> String {
        match self {
            Self::InUse(_) => "wait until the other one is done, or stop it".to_owned(),
            Self::Newer(_) => "update scimproof, or name another file with `state` in the job file".to_owned(),
            Self::OtherJob { .. } => {
                "name a state file of its own for this tenant with `state` in the job file".to_owned()
            }
            Self::Missing(_) => "run `scimproof provision start` first".to_owned(),
            Self::Foreign { .. } => {
                "name another file with `state` in the job file, or move this one away and start anew".to_owned()
            }
            Self::Store { .. } => {
                "see that the disk has room and that the file and its folder can be written; nothing of this step \
                 was kept"
                    .to_owned()
            }
            Self::Directory(error) => error.help.clone(),
        }
    }

    /// What SQLite says of that file, as an error of ours.
    pub(super) fn of(path: &Path, error: &rusqlite::Error) -> Self {
        let (path, reason) = (path.to_path_buf(), error.to_string());
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..) => Self::Foreign { path, reason },
            _ => match error.sqlite_error_code() {
                Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Self::Foreign { path, reason },
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::InUse(path),
                _ => Self::Store { path, reason },
            },
        }
    }
}

/// What ends an import early, before it is known which file it is about.
#[derive(Debug)]
pub(super) enum Stop {
    Sql(rusqlite::Error),
    Directory(DirectoryError),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<DirectoryError> for Stop {
    fn from(error: DirectoryError) -> Self {
        Self::Directory(error)
    }
}

impl Stop {
    /// As the error of the state file.
    pub(super) fn at(self, state: &Path) -> StateError {
        match self {
            Self::Sql(error) => StateError::of(state, &error),
            Self::Directory(error) => StateError::Directory(error),
        }
    }
}
