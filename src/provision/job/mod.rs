//! `job.toml`: what an administrator sets in the portal.
//!
//! It reads the file and nothing else: no environment, no suite, no directory. Credentials are not in it.

mod read;
mod section;

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::mapping::Actions;
use super::object::Kind;
use super::scope::{DefaultAccess, Filters, Scope};
use crate::suite::{self, Suite};

/// A provisioning job, as its file describes it. Paths are resolved: relative ones start at the job file's folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The job file.
    pub path: PathBuf,
    /// What people call it; the file's name where it has none.
    pub name: String,
    /// Slug or TOML path of the suite: mappings, unless [`Job::mapping`] names them, and facts of the app.
    pub suite: String,
    /// An exported synchronizationSchema, whose mappings win over the suite's.
    pub mapping: Option<PathBuf>,
    /// The directory file.
    pub directory: PathBuf,
    /// The state file.
    pub state: PathBuf,
    /// Who is provisioned, filters aside.
    pub scope: Scope,
    /// What the role Default Access means, where the file says so; see [`Job::default_access`].
    pub default_access: Option<DefaultAccess>,
    /// `SkipOutOfScopeDeletions`
    pub skip_out_of_scope_deletions: bool,
    /// Whether accounts that the job matched and did not create are left alone.
    pub create_only: bool,
    /// How many deletions and disables a cycle may carry out; none: as many as there are.
    pub deletion_threshold: Option<u64>,
    /// What 429 does.
    pub too_many_requests: TooManyRequests,
    /// The tenant.
    pub tenant: Tenant,
    /// Settings of the user mapping.
    pub user: KindSettings,
    /// Settings of the group mapping.
    pub group: KindSettings,
    /// Who is told.
    pub notify: Notify,
}

/// What an answer of 429 does; the evidence for either is contradictory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TooManyRequests {
    /// The request is repeated after the time that `Retry-After` names.
    #[default]
    RetryAfter,
    /// The object waits for the next cycle.
    NextCycle,
}

/// The tenant as the job file names it; `SCIM_URL` and `--url` win over it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tenant {
    /// Base URL; the flag `aadOptscim062020` in it switches the dialect.
    pub url: Option<String>,
    /// How the credential is presented.
    pub auth: Option<Auth>,
}

/// How the credential is presented; the same as `--auth`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the option's own words")]
pub enum Auth {
    Bearer,
    Basic,
    OauthClient,
    OauthAssertion,
    None,
}

/// What the job says of one kind of object.
#[derive(Debug, Clone, PartialEq)]
pub struct KindSettings {
    /// Whether the mapping is switched on.
    pub enabled: bool,
    /// What may be done, where the file says so; see [`Job::actions`].
    pub actions: Option<Actions>,
    /// The job's own scoping filters.
    pub filters: Filters,
}

impl Default for KindSettings {
    fn default() -> Self {
        Self { enabled: true, actions: None, filters: Filters::default() }
    }
}

/// Who is told when the job is quarantined; user and password of the mail server come from the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notify {
    /// By e-mail.
    pub mail: Option<Mail>,
    /// By a POST to this address.
    pub webhook: Option<String>,
}

/// How a notification is mailed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Recipient.
    pub to: String,
    /// Sender; the recipient where the file names none.
    pub from: String,
    /// The server, as `smtp://host:port` or `smtps://host:port`.
    pub smtp: String,
    /// Whether an `smtp://` connection is encrypted before anything is said.
    pub starttls: bool,
    /// Further certificate authorities for the mail server, PEM.
    pub authorities: Option<PathBuf>,
}

/// Why a job cannot be used.
#[derive(Debug, Error)]
pub enum JobError {
    /// The file cannot be read.
    #[error("cannot read the job {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The text is no job.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
        /// The next thing to try.
        help: String,
    },
}

impl JobError {
    /// The next thing to try.
    pub fn help(&self) -> String {
        match self {
            Self::Unreadable { .. } => "check the path given with --job".to_owned(),
            Self::Invalid { help, .. } => help.clone(),
        }
    }
}

impl Job {
    /// Reads a job file.
    ///
    /// # Errors
    /// The first thing in the file that cannot be used, with line and column.
    pub fn read(path: &Path) -> Result<Self, JobError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| JobError::Unreadable { path: path.to_owned(), source })?;
        Self::parse(&text, path)
    }

    /// Reads the text of a job file; the path names it in errors, and relative paths start at its folder.
    pub fn parse(text: &str, path: &Path) -> Result<Self, JobError> {
        read::job(text, path)
    }

    /// What the role Default Access means: as the job says, else the suite, else as Entra has it today.
    pub fn default_access(&self, suite: &Suite) -> DefaultAccess {
        let documented =
            suite.app.default_access.map(|suite::DefaultAccess::Excluded| DefaultAccess::Excluded);
        self.default_access.or(documented).unwrap_or_default()
    }

    /// What the job says of that kind of object.
    pub fn settings(&self, kind: Kind) -> &KindSettings {
        match kind {
            Kind::User => &self.user,
            Kind::Group => &self.group,
        }
    }

    /// The job's own scoping filters.
    pub fn filters(&self, kind: Kind) -> &Filters {
        &self.settings(kind).filters
    }

    /// What may be done: as the job says, else as the mapping has it.
    pub fn actions(&self, kind: Kind, mapped: Actions) -> Actions {
        self.settings(kind).actions.unwrap_or(mapped)
    }
}

#[cfg(test)]
mod tests;
