//! Transcripts: everything a run sent and received, redacted, with what is needed to judge it again.
//!
//! On disk a transcript is NDJSON: a header, one line per step in plan order, a footer. Nothing here judges.

pub mod file;

use serde::{Deserialize, Serialize};

use crate::check::Profile;
use crate::entra::Dialect;
use crate::entra::step::ResourceType;
use crate::http::Exchange;
use crate::http::oauth::TokenFacts;
use crate::http::tls::Connection;
use crate::suite::Suite;
use crate::verdict::{Severity, SkipKind};
pub use file::TranscriptError;

/// Version of the file format.
pub const VERSION: u32 = 1;

/// All exchanges of a run.
#[derive(Debug, Clone)]
pub struct Transcript {
    /// What was run.
    pub header: Header,
    /// What became of each step, in plan order.
    pub steps: Vec<StepRecord>,
    /// How it ended.
    pub footer: Footer,
}

/// What was run, and how its verdicts are to be formed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// Version of the file format.
    pub version: u32,
    /// Tool and version that recorded it.
    pub tool: String,
    /// Run id, the marker in every name.
    pub run: String,
    /// The suite, resolved.
    pub suite: Suite,
    /// The file the suite was read from; none for a built-in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suite_file: Option<String>,
    /// Domain of every generated userName and e-mail address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub domain: String,
    /// Base URL of the tenant.
    pub tenant: String,
    /// Profile of the checks.
    pub profile: Profile,
    /// Dialects that were replayed.
    pub dialects: Vec<Dialect>,
    /// Which checks were asked for.
    pub selection: Selection,
    /// Lowest severity that makes the exit code 1.
    pub fail_on: Severity,
    /// Start, RFC 3339.
    pub started: String,
    /// What the token endpoint said, where the run fetched its token.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<TokenFacts>,
    /// What a look at the connection showed, where the tenant is reached over TLS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connection: Option<Box<Connection>>,
}

/// Which checks are judged, by id prefix.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    /// Only these; empty: all.
    pub select: Vec<String>,
    /// But not these.
    pub skip: Vec<String>,
    /// Whether the checks under load are judged as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub load: bool,
}

impl Selection {
    /// Whether the check of that id is asked for.
    pub fn includes(&self, id: &str) -> bool {
        let any = |prefixes: &[String]| prefixes.iter().any(|prefix| id.starts_with(prefix.as_str()));
        (self.select.is_empty() || any(&self.select)) && !any(&self.skip)
    }
}

/// What became of a step.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StepRecord {
    /// Name of the step.
    pub step: String,
    /// Dialect of its storyline.
    pub dialect: Option<Dialect>,
    /// Whether it was sent, and why not.
    pub state: StepState,
    /// Its exchanges in order; retries and repeated reads are exchanges too.
    pub exchanges: Vec<Exchange>,
}

/// Whether a step was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// It was sent and answered as its followers need.
    Succeeded,
    /// It was sent; what it needs for its followers did not come back.
    Unsuccessful,
    /// It was not sent, as the run was stopped before; in words.
    Stopped(String),
    /// It was not sent.
    NotSent {
        /// Why, as a kind.
        kind: SkipKind,
        /// Why, in words.
        reason: String,
    },
}

/// How a run ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Footer {
    /// Milliseconds from the first request to the end of the clean-up.
    pub duration_ms: u64,
    /// Whether it was interrupted.
    pub interrupted: bool,
    /// Whether everything was left in the tenant on purpose.
    #[serde(default)]
    pub kept: bool,
    /// What could not be removed, or is only disabled.
    pub left_behind: Vec<LeftBehind>,
}

/// A resource of the run that is still in the tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftBehind {
    /// Kind of resource.
    #[serde(rename = "type")]
    pub kind: ResourceType,
    /// Its id, where it is known.
    pub id: Option<String>,
    /// The name it was created with.
    pub name: String,
    /// In what state it is.
    pub state: LeftState,
}

/// In what state a resource was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeftState {
    /// Disabled, which is as far as the suite lets it be cleaned up.
    Disabled,
    /// Still there.
    Active,
    /// The tenant gave no answer that tells.
    Unknown,
}

impl Transcript {
    /// Numbers the exchanges in plan order.
    pub fn number(&mut self) {
        let exchanges = self.steps.iter_mut().flat_map(|record| &mut record.exchanges);
        for (number, exchange) in (1..).zip(exchanges) {
            exchange.number = number;
        }
    }

    /// All exchanges in plan order.
    pub fn exchanges(&self) -> impl Iterator<Item = &Exchange> {
        self.steps.iter().flat_map(|record| &record.exchanges)
    }
}
