//! The command line: what may be typed, and which function does it. No behaviour of its own.

mod accept;
mod check;
mod clean;
mod compare;
mod config;
mod explain;
mod generate;
mod interrupt;
mod judge;
mod oauth;
mod output;
mod provision;
mod run;
mod serve;
mod suite;
mod tenant;
mod values;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::check::Profile;
use crate::context::RunContext;
use crate::entra::Dialect;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::report::document::Wanted;
use crate::verdict::Severity;
use values::duration;

/// Replays what Microsoft Entra ID's provisioning service does to a SCIM 2.0 endpoint and judges every response.
#[derive(Debug, Parser)]
#[command(name = "scimproof", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    source: SourceArgs,
    #[command(subcommand)]
    command: Command,
}

/// Where options come from that are not typed.
#[derive(Debug, Args)]
struct SourceArgs {
    /// Config file; default: scimproof.toml in this folder or in one above
    #[arg(long, global = true, value_name = "FILE", help_heading = "Config file")]
    config: Option<PathBuf>,
    /// Read no config file
    #[arg(long, global = true, conflicts_with_all = ["config", "env"], help_heading = "Config file")]
    no_config: bool,
    /// Environment of the config file; default: SCIMPROOF_ENV
    #[arg(long, global = true, value_name = "NAME", help_heading = "Config file")]
    env: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Replay the Entra sequence against a tenant and judge the responses
    Run(Box<RunArgs>),
    /// Judge a saved transcript again, offline
    Judge(JudgeArgs),
    /// Show what changed between two results
    Compare(CompareArgs),
    /// Remove what an interrupted run left behind
    Clean(Box<CleanArgs>),
    /// Run the embedded reference tenant on a loopback port, healthy or with faults
    Serve(ServeArgs),
    /// The provisioning service, simulated: from a directory file to a provisioned tenant, cycle after cycle
    #[command(subcommand)]
    Provision(provision::ProvisionCommand),
    /// The checks
    #[command(subcommand)]
    Check(CheckCommand),
    /// The suites: what each app's documentation promises
    #[command(subcommand)]
    Suite(suite::SuiteCommand),
    /// The config file, scimproof.toml
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Explain a check, a fault, a failure seen in the field, or a kind of skip
    Explain {
        /// Id of a check, fault or field failure (F-04), a kind of skip, an error code, skip or quarantine reason of the
        /// provisioning log; `faults`, `failures` and `codes` list theirs
        word: String,
        /// Suite, by slug or file: for its own cases (app/…), and for what it changes about a check
        #[arg(long)]
        suite: Option<String>,
    },
    /// Write completions, man pages, the pages of the checks, or a schema
    #[command(subcommand)]
    Generate(generate::GenerateCommand),
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that may be typed")]
struct RunArgs {
    /// Slug of a built-in suite, as `suite list` shows them, or path to a TOML file
    #[arg(default_value = "entra")]
    suite: String,
    #[command(flatten)]
    tenant: TenantArgs,
    /// Judge the embedded reference tenant, which behaves as SUITE documents
    #[arg(long, conflicts_with = "url")]
    demo: bool,
    /// With --demo: every built-in suite in turn, a line for each; the worst of them decides the exit code
    #[arg(
        long,
        requires = "demo",
        conflicts_with_all = ["suite", "dry_run", "transcript", "reports", "baseline", "samples", "keep", "load", "read_only"]
    )]
    suite_all: bool,
    /// With --demo: break the embedded tenant in this way (several: separated by commas)
    #[arg(long, value_name = "ID", value_delimiter = ',', requires = "demo")]
    fault: Vec<String>,
    /// How Entra writes PATCH; default: what the URL's flag says, and both for the profiles gallery and all
    #[arg(long)]
    dialect: Option<DialectChoice>,
    /// Family of checks
    #[arg(long, default_value = "entra")]
    profile: ProfileChoice,
    /// Domain of every generated userName and e-mail address
    #[arg(long, default_value = "example.com")]
    domain: String,
    /// Sample value for one attribute, over the suite's: a constant, or a text with placeholders such as
    /// `{%generateRandomNumber 6%}`; not for userName, see --domain
    #[arg(long = "set", value_name = "PATH=VALUE", value_parser = values::assignment)]
    samples: Vec<values::Assignment>,
    #[command(flatten)]
    judging: JudgingArgs,
    /// Save the redacted exchanges for `judge`
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,
    /// Storylines side by side
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    jobs: u16,
    /// Repetitions of one request after a failure that may be repeated
    #[arg(long, default_value_t = 2)]
    retries: u32,
    /// How long a read may lag behind a write
    #[arg(long, default_value = "5s", value_parser = duration)]
    settle: Duration,
    /// Time for the whole run; then it cleans up and reports
    #[arg(long, value_parser = duration)]
    max_time: Option<Duration>,
    /// How long to wait for a tenant that is starting
    #[arg(long, value_parser = duration, conflicts_with = "demo")]
    wait: Option<Duration>,
    /// Print the plan and its requests, send nothing
    #[arg(long)]
    dry_run: bool,
    /// Send only GETs
    #[arg(long)]
    read_only: bool,
    /// Leave the test resources in the tenant
    #[arg(long)]
    keep: bool,
    /// Also send 25 look-ups a second for two seconds, and judge how the tenant bears it
    #[arg(long)]
    load: bool,
}

/// How to reach a tenant.
#[derive(Debug, Args)]
struct TenantArgs {
    /// Base URL of the tenant; default: SCIM_URL from the environment
    #[arg(long)]
    url: Option<String>,
    /// How requests are authenticated; values come from SCIM_TOKEN, from SCIM_USER and SCIM_PASSWORD, or from
    /// SCIM_CLIENT_SECRET
    #[arg(long)]
    auth: Option<AuthChoice>,
    #[command(flatten)]
    oauth: OauthArgs,
    /// Read the token from this file
    #[arg(long, value_name = "FILE", conflicts_with = "token_stdin")]
    token_file: Option<PathBuf>,
    /// Read the token from standard input
    #[arg(long)]
    token_stdin: bool,
    /// Further header; a secret, `$NAME` in it is read from the environment
    #[arg(long = "header", value_name = "N: V", value_parser = values::header)]
    headers: Vec<values::Header>,
    /// Further certificate authorities, PEM
    #[arg(long, value_name = "FILE")]
    ca_cert: Option<PathBuf>,
    /// Allow plain http to a host that is not this machine
    #[arg(long)]
    allow_http: bool,
    /// Time for one request
    #[arg(long, default_value = "30s", value_parser = duration)]
    timeout: Duration,
    /// Highest rate of requests, such as 25/s
    #[arg(long, value_name = "N/s", value_parser = values::rate)]
    rate: Option<Duration>,
    /// Do not ask before writing to a host that is not this machine
    #[arg(long)]
    yes: bool,
}

/// How a token is fetched.
#[derive(Debug, Args)]
struct OauthArgs {
    /// With --auth oauth-client or oauth-assertion: the token endpoint
    #[arg(long, value_name = "URL")]
    oauth_token_url: Option<String>,
    /// With --auth oauth-client or oauth-assertion: the client id
    #[arg(long, value_name = "ID")]
    oauth_client_id: Option<String>,
    /// Scope of the token
    #[arg(long, value_name = "SCOPE")]
    oauth_scope: Option<String>,
    /// Where the client secret stands
    #[arg(long, value_name = "PLACE", default_value = "body")]
    oauth_secret_in: SecretInChoice,
    /// With --auth oauth-assertion: the file that holds the signed assertion
    #[arg(long, value_name = "FILE")]
    client_assertion_file: Option<PathBuf>,
}

/// Which checks count, and how they are shown.
#[derive(Debug, Args)]
struct JudgingArgs {
    /// Only checks whose id begins so (several: separated by commas)
    #[arg(long, value_name = "PREFIX", value_delimiter = ',')]
    select: Vec<String>,
    /// No checks whose id begins so (several: separated by commas)
    #[arg(long, value_name = "PREFIX", value_delimiter = ',')]
    skip: Vec<String>,
    /// Lowest severity that makes the exit code 1; default: error
    #[arg(long)]
    fail_on: Option<SeverityChoice>,
    /// Accepted failures, a TOML file: they fail no run
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Add what fails now to the baseline; entries that are there stay
    #[arg(long, requires = "baseline", requires = "reason")]
    write_baseline: bool,
    /// Why it is accepted
    #[arg(long, value_name = "TEXT", requires = "write_baseline")]
    reason: Option<String>,
    /// Format on standard output
    #[arg(long, default_value = "human")]
    format: ResultFormat,
    #[arg(long = "report", value_name = "FORMAT=FILE",
        help = format!("Also write a report; formats are {} (may be repeated)", Wanted::formats()))]
    reports: Vec<Wanted>,
    /// Tell failures and the verdict only, and show no progress
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Tell every step on standard error as it is played, and every check that passed
    #[arg(long, short)]
    verbose: bool,
}

#[derive(Debug, Args)]
struct JudgeArgs {
    /// A file written by `run --transcript`
    transcript: PathBuf,
    #[command(flatten)]
    judging: JudgingArgs,
}

#[derive(Debug, Args)]
struct CompareArgs {
    /// The earlier result, a file written by `run --report json=FILE`
    old: PathBuf,
    /// The later result
    new: PathBuf,
    /// Lowest severity of a regression that makes the exit code 1; default: error
    #[arg(long)]
    fail_on: Option<SeverityChoice>,
    /// Format on standard output
    #[arg(long, default_value = "human")]
    format: CompareFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CompareFormat {
    Human,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
struct CleanArgs {
    #[command(flatten)]
    tenant: TenantArgs,
    /// Repetitions of one request after a failure that may be repeated
    #[arg(long, default_value_t = 2)]
    retries: u32,
    /// Only what this run left behind
    #[arg(long, value_name = "ID")]
    run: Option<String>,
    /// List what would be removed, send nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Args)]
struct ServeArgs {
    /// Port; default: a free one
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Environment variable that holds the token; default: a random token, printed
    #[arg(long, value_name = "NAME")]
    token_env: Option<String>,
    /// Behave as this suite documents
    #[arg(long, default_value = "entra")]
    suite: String,
    /// Break the tenant in this way
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    fault: Vec<String>,
    /// Delay every answer
    #[arg(long, value_parser = duration)]
    latency: Option<Duration>,
    /// Fill it with this many foreign users
    #[arg(long, default_value_t = 0)]
    users: usize,
    /// Serve https, with a certificate whose authority is written to a file for --ca-cert
    #[arg(long)]
    tls: bool,
}

#[derive(Debug, Subcommand)]
enum CheckCommand {
    /// List every check
    List {
        /// Also list the own cases of this suite, by slug or file
        #[arg(long)]
        suite: Option<String>,
        /// Format on standard output
        #[arg(long, default_value = "human")]
        format: Format,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Print the effective options, and where each came from
    Show {
        /// Format on standard output
        #[arg(long, default_value = "human")]
        format: Format,
        /// Command line to show it for, such as `run --profile all`; default: run
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "COMMAND")]
        command: Vec<OsString>,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DialectChoice {
    Default,
    Compliant,
    Both,
}

impl DialectChoice {
    fn dialects(self) -> Vec<Dialect> {
        match self {
            Self::Default => vec![Dialect::Default],
            Self::Compliant => vec![Dialect::Compliant],
            Self::Both => vec![Dialect::Default, Dialect::Compliant],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileChoice {
    /// What the provisioning service sends and needs
    Entra,
    /// And what a listing in the gallery asks for
    Gallery,
    /// And the rest of RFC 7643, RFC 7644 and RFC 9865
    Rfc,
    /// Everything
    All,
}

impl From<ProfileChoice> for Profile {
    fn from(choice: ProfileChoice) -> Self {
        match choice {
            ProfileChoice::Entra => Self::Entra,
            ProfileChoice::Gallery => Self::Gallery,
            ProfileChoice::Rfc => Self::Rfc,
            ProfileChoice::All => Self::All,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AuthChoice {
    Bearer,
    Basic,
    /// A token fetched by OAuth 2.0 client credentials
    OauthClient,
    /// A token fetched by a signed assertion
    OauthAssertion,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SecretInChoice {
    Body,
    Header,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum SeverityChoice {
    Error,
    Warning,
    Note,
}

impl From<SeverityChoice> for Severity {
    fn from(choice: SeverityChoice) -> Self {
        match choice {
            SeverityChoice::Error => Self::Error,
            SeverityChoice::Warning => Self::Warning,
            SeverityChoice::Note => Self::Note,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ResultFormat {
    Human,
    Json,
    /// Annotations for GitHub Actions
    Github,
}

/// Does what was typed, with the options that the environment and the config file add.
///
/// # Errors
/// What stops a command; see [`Error`].
pub fn start(context: &RunContext) -> Result<ExitStatus, Error> {
    main(config::parse(context)?, context)
}

fn main(cli: Cli, context: &RunContext) -> Result<ExitStatus, Error> {
    match cli.command {
        Command::Run(args) => run::main(&args, context),
        Command::Judge(args) => judge::main(&args, context),
        Command::Compare(args) => compare::main(&args, context),
        Command::Clean(args) => clean::main(&args, context),
        Command::Serve(args) => serve::main(&args, context),
        Command::Provision(command) => provision::main(command, context),
        Command::Suite(command) => suite::main(&command, context),
        Command::Check(CheckCommand::List { suite, format }) => check::list(suite.as_deref(), format),
        Command::Config(ConfigCommand::Show { format, command }) => {
            config::show(&cli.source, &command, format, context)
        }
        Command::Explain { word, suite } => explain::main(&word, suite.as_deref()),
        Command::Generate(command) => generate::main(&command),
    }
}

/// Runs a command's asynchronous part. Threads that share one core would only hand over to each other.
fn block_on<T>(future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    use tokio::runtime::Builder;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let mut builder = if cores > 1 { Builder::new_multi_thread() } else { Builder::new_current_thread() };
    if cores > 1 {
        builder.worker_threads(2);
    }
    builder.enable_all().build()?.block_on(future)
}

/// The ids of all checks, which an override in a suite may name.
fn check_ids() -> Vec<&'static str> {
    crate::check::all().iter().map(|check| check.id).collect()
}
