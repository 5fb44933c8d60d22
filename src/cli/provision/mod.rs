//! `scimproof provision`: the provisioning service, simulated. What may be typed, and which function does it.

mod care;
mod cycle;
mod expression;
mod log;
mod on_demand;
mod open;
mod progress;
mod restart;
mod sample;
mod setup;
mod status;
mod watch;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use jiff::Timestamp;

use super::{Format, TenantArgs, values};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::log::{Action, Status};

#[derive(Debug, Subcommand)]
pub(super) enum ProvisionCommand {
    /// Test the connection, create the job's state, and run the initial cycle
    Start(Box<ServiceArgs>),
    /// Run one cycle: what changed since the last one
    Cycle(Box<CycleArgs>),
    /// Run a cycle again and again, until Ctrl-C; what is under way is finished then
    Watch(Box<WatchArgs>),
    /// Provision one user, or one group of at most five members, now, and show the steps
    OnDemand(Box<OnDemandArgs>),
    /// Show how the job stands
    Status(StatusArgs),
    /// Show the provisioning log
    Log(LogArgs),
    /// Leave quarantine and begin anew: by default everything is evaluated again in the next cycle
    Restart(RestartArgs),
    /// Evaluate one expression of an attribute mapping for a user
    Expression(ExpressionArgs),
    /// Write a directory of invented users and groups
    Sample(SampleArgs),
}

/// Which job.
#[derive(Debug, Args)]
pub(super) struct JobArgs {
    /// The job file
    #[arg(long, value_name = "FILE")]
    job: PathBuf,
}

/// Everything that commands which talk to the tenant share.
#[derive(Debug, Args)]
pub(super) struct ServiceArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    tenant: TenantArgs,
    /// Objects worked on side by side
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    /// Create what is missing and never touch an account that exists already
    #[arg(long)]
    create_only: bool,
    /// Simulate this point in time, such as 2026-03-02T08:00:00Z; default: now
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(super) struct CycleArgs {
    #[command(flatten)]
    service: ServiceArgs,
    /// Read what changed from this file, in the form of a Microsoft Graph delta, instead of comparing the directory
    #[arg(long, value_name = "FILE")]
    delta: Option<PathBuf>,
    /// Compare the directory file although the last changes came with --delta: it holds them by now
    #[arg(long, conflicts_with = "delta")]
    from_file: bool,
}

#[derive(Debug, Args)]
pub(super) struct WatchArgs {
    #[command(flatten)]
    service: ServiceArgs,
    /// Time from the beginning of one cycle to that of the next
    #[arg(long, default_value = "40m", value_parser = values::duration)]
    every: Duration,
}

#[derive(Debug, Args)]
pub(super) struct OnDemandArgs {
    /// A user's userPrincipalName, mail or object id; a group's displayName or object id
    name: String,
    #[command(flatten)]
    service: ServiceArgs,
    /// Show what would be sent, and change nothing in the tenant
    #[arg(long)]
    dry_run: bool,
    /// Format on standard output
    #[arg(long, default_value = "human")]
    format: Format,
}

#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Format on standard output; json is Microsoft Graph's synchronizationStatus
    #[arg(long, default_value = "human")]
    format: Format,
}

#[derive(Debug, Args)]
pub(super) struct LogArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Only entries with this status
    #[arg(long)]
    status: Option<StatusChoice>,
    /// Only entries of this action
    #[arg(long)]
    action: Option<ActionChoice>,
    /// Only objects whose name or id holds this text
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// Only entries of this cycle; 0 is what was provisioned on demand
    #[arg(long, value_name = "N")]
    cycle: Option<i64>,
    /// Only the last so many
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    /// Format on standard output; json is a list of Microsoft Graph's provisioningObjectSummary
    #[arg(long, default_value = "table")]
    format: LogFormat,
}

#[derive(Debug, Args)]
pub(super) struct RestartArgs {
    #[command(flatten)]
    job: JobArgs,
    /// What to reset (several: separated by commas); default: QuarantineState, Watermark and Escrows, with
    /// --allow-deletes QuarantineState alone
    #[arg(long, value_name = "SCOPE", value_delimiter = ',', ignore_case = true)]
    reset: Vec<ResetChoice>,
    /// Let the deletions be done that wait because of the threshold
    #[arg(long)]
    allow_deletes: bool,
}

#[derive(Debug, Args)]
pub(super) struct ExpressionArgs {
    /// The expression, such as 'ToUpper([department])'
    expression: String,
    /// A user's userPrincipalName, mail or object id
    #[arg(long, value_name = "NAME")]
    user: String,
    /// The job file, for its directory and scope
    #[arg(long, value_name = "FILE", required_unless_present = "directory")]
    job: Option<PathBuf>,
    /// A directory file
    #[arg(long, value_name = "FILE", conflicts_with = "job")]
    directory: Option<PathBuf>,
    /// Simulate this point in time, for Now()
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    at: Option<Timestamp>,
}

#[derive(Debug, Args)]
pub(super) struct SampleArgs {
    /// How many users
    #[arg(long, default_value_t = 100)]
    users: u64,
    /// How many groups
    #[arg(long, default_value_t = 10)]
    groups: u64,
    /// Format of the directory
    #[arg(long, default_value = "json")]
    format: DirectoryFormat,
    /// The same number gives the same directory
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// File to write; default: standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum StatusChoice {
    Success,
    Failure,
    Skipped,
    Warning,
}

impl From<StatusChoice> for Status {
    fn from(choice: StatusChoice) -> Self {
        match choice {
            StatusChoice::Success => Self::Success,
            StatusChoice::Failure => Self::Failure,
            StatusChoice::Skipped => Self::Skipped,
            StatusChoice::Warning => Self::Warning,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ActionChoice {
    Create,
    Update,
    Delete,
    Disable,
    StagedDelete,
    Other,
}

impl From<ActionChoice> for Action {
    fn from(choice: ActionChoice) -> Self {
        match choice {
            ActionChoice::Create => Self::Create,
            ActionChoice::Update => Self::Update,
            ActionChoice::Delete => Self::Delete,
            ActionChoice::Disable => Self::Disable,
            ActionChoice::StagedDelete => Self::StagedDelete,
            ActionChoice::Other => Self::Other,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LogFormat {
    Table,
    Json,
    Csv,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum DirectoryFormat {
    Json,
    Jsonl,
    Csv,
}

/// Microsoft Graph's `resetScope`, as it is written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[value(rename_all = "PascalCase")]
pub(super) enum ResetChoice {
    /// Nothing
    None,
    /// The links between the directory's and the tenant's objects
    ConnectorDataStore,
    /// What failed and waits for another attempt
    Escrows,
    /// What was seen of the directory: everything is evaluated again
    Watermark,
    /// The quarantine
    QuarantineState,
    /// All of the above
    Full,
    /// Let waiting deletions be done, as --allow-deletes
    ForceDeletes,
}

pub(super) fn main(command: ProvisionCommand, context: &RunContext) -> Result<ExitStatus, Error> {
    match command {
        ProvisionCommand::Start(args) => cycle::start(*args, context),
        ProvisionCommand::Cycle(args) => cycle::main(*args, context),
        ProvisionCommand::Watch(args) => watch::main(*args, context),
        ProvisionCommand::OnDemand(args) => on_demand::main(*args, context),
        ProvisionCommand::Status(args) => status::main(&args, context),
        ProvisionCommand::Log(args) => log::main(&args, context),
        ProvisionCommand::Restart(args) => restart::main(&args),
        ProvisionCommand::Expression(args) => expression::main(&args, context),
        ProvisionCommand::Sample(args) => sample::main(&args),
    }
}
