//! What stops a command. A surprising answer of a tenant is never an [`enum@Error`]; it is a verdict.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use crate::baseline::BaselineError;
use crate::compare::CompareError;
use crate::config::ConfigError;
use crate::exit::ExitStatus;
use crate::suite::SuiteError;
use crate::transcript::TranscriptError;

/// Why a command could not do its work.
#[derive(Debug, Error)]
pub enum Error {
    /// Options that are missing, wrong or do not go together; the second text is the next thing to try.
    #[error("{0}")]
    Usage(String, String),
    /// A suite that cannot be used.
    #[error(transparent)]
    Suite(#[from] SuiteError),
    /// A baseline that cannot be used.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// A config file that cannot be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A result that cannot be compared.
    #[error(transparent)]
    Compare(#[from] CompareError),
    /// A transcript that cannot be read.
    #[error(transparent)]
    Transcript(#[from] TranscriptError),
    /// A file or stream that cannot be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    File {
        /// What was tried: `read`, `write`.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// Standard output is gone or full.
    #[error("cannot write the output: {0}")]
    Output(#[from] io::Error),
    /// The tenant was not reached, or refused the credential, where nothing can be judged without it.
    #[error("{0}")]
    Unreachable(String, String),
    /// No check matches the selection.
    #[error("no check matches the selection")]
    NothingSelected(String),
    /// The second Ctrl-C: stopped at once.
    #[error("stopped before the clean-up was complete")]
    Interrupted(String),
}

impl Error {
    /// An [`Error::Usage`].
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage(message.into(), help.into())
    }

    /// An [`Error::File`].
    pub fn file(action: &'static str, path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::File { action, path: path.into(), source }
    }

    /// The exit code this error ends the process with.
    pub fn exit_status(&self) -> ExitStatus {
        match self {
            Self::Unreachable(..) => ExitStatus::Unreachable,
            Self::Interrupted(_) => ExitStatus::Interrupted,
            Self::NothingSelected(_) => ExitStatus::NothingJudged,
            _ => ExitStatus::Usage,
        }
    }

    /// The next thing to try, where there is one.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Usage(_, help)
            | Self::Unreachable(_, help)
            | Self::Interrupted(help)
            | Self::NothingSelected(help) => Some(help.clone()),
            Self::Suite(error) => error.help(),
            Self::Config(error) => error.help(),
            Self::Baseline(error) => Some(error.help()),
            Self::Compare(error) => Some(error.help()),
            Self::Transcript(error) => Some(error.help()),
            Self::File { .. } | Self::Output(_) => None,
        }
    }
}
