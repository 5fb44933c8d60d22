//! The result of a run as other programs read it (`--format json`), version 1.

use std::borrow::Cow;

use serde::Serialize;

use crate::baseline::Applied;
use crate::check::{AnyCheck, Finding, Profile, Source};
use crate::entra::Dialect;
use crate::exit::ExitStatus;
use crate::suite::{Case, Suite};
use crate::transcript::{LeftBehind, LeftState};
use crate::verdict::{Severity, SkipKind};

/// Everything a run found out.
#[derive(Debug, Clone, Serialize)]
pub struct RunResult {
    /// Version of this format.
    pub version: u32,
    /// Tool and version.
    pub tool: String,
    /// Run id.
    pub run: String,
    /// The suite.
    pub suite: SuiteName,
    /// Base URL of the tenant.
    pub tenant: String,
    /// Profile of the checks.
    pub profile: Profile,
    /// Dialects that were replayed.
    pub dialects: Vec<Dialect>,
    /// Start, RFC 3339.
    pub started: String,
    /// Milliseconds from the first request to the end of the clean-up.
    pub duration_ms: u64,
    /// Number of exchanges.
    pub requests: usize,
    /// The process exit code.
    pub exit_code: ExitStatus,
    /// How many checks ended how.
    pub summary: Summary,
    /// Response times by step.
    pub timings: Vec<Timing>,
    /// Every judged check.
    pub checks: Vec<CheckResult>,
    /// What the baseline did, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Applied>,
    /// How ready the app is for a listing in the gallery; in the profiles that ask for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readiness: Option<Vec<Readiness>>,
    /// What is still in the tenant.
    pub left_behind: Vec<LeftBehind>,
    /// Lowest severity that makes the exit code 1.
    #[serde(skip)]
    pub fail_on: Severity,
    /// Whether everything was left in the tenant on purpose.
    #[serde(skip)]
    pub kept: bool,
    /// Whether the tenant was not reached, or refused the credential, on the very first request.
    #[serde(skip)]
    pub unreachable: bool,
    /// Whether the run was interrupted.
    #[serde(skip)]
    pub interrupted: bool,
}

/// The suite by its names.
#[derive(Debug, Clone, Serialize)]
pub struct SuiteName {
    /// Name on the command line.
    pub slug: String,
    /// Name of the app.
    pub name: String,
    /// The file it was read from; none for a built-in one.
    #[serde(skip)]
    pub file: Option<String>,
}

impl SuiteName {
    /// The suite's file, as seen from the working directory or from the root of this project.
    pub fn file(&self) -> String {
        let folder = if self.slug == "entra" { "suites" } else { "suites/gallery" };
        self.file.clone().unwrap_or_else(|| format!("{folder}/{}.toml", self.slug))
    }
}

/// How many checks ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are the verdicts")]
pub struct Summary {
    pub pass: usize,
    pub fail: usize,
    pub skipped: usize,
    pub error: usize,
}

/// Response times of one step.
#[derive(Debug, Clone, Serialize)]
pub struct Timing {
    /// The step.
    pub step: String,
    /// Number of exchanges.
    pub count: usize,
    /// Median in milliseconds.
    pub p50_ms: f64,
    /// 95th percentile in milliseconds.
    pub p95_ms: f64,
}

/// How a check ended, as a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the verdicts")]
pub enum VerdictWord {
    Pass,
    Fail,
    Skipped,
    Error,
}

/// One judged check, for one dialect where it depends on it.
#[derive(Debug, Clone, Serialize)]
pub struct CheckResult {
    /// `area/what-is-judged`.
    pub id: Cow<'static, str>,
    /// The requirement in one sentence with MUST, SHOULD or MAY.
    pub title: Cow<'static, str>,
    /// What is required and by whom.
    pub requirement: String,
    /// Severity, after the suite's say.
    pub severity: Severity,
    /// Profile of the check.
    pub profile: Profile,
    /// Dialect it was judged for.
    pub dialect: Option<Dialect>,
    /// How it ended.
    pub verdict: VerdictWord,
    /// Kind of skip.
    pub skip: Option<SkipKind>,
    /// Why it was skipped, or what the error was.
    pub reason: Option<String>,
    /// Whose requirement it is.
    pub sources: Vec<SourceLine>,
    /// How to fix it.
    pub fix: String,
    /// What the suite changes about the check for its app.
    #[serde(rename = "override")]
    pub overridden: Option<Overridden>,
    /// Why the failure is accepted.
    pub accepted: Option<String>,
    /// Why it failed.
    pub findings: Vec<Finding>,
}

/// What a suite changes about a check for its app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Overridden {
    /// The severity it has without the suite.
    pub from: Severity,
    /// The severity for this app; none: the check is left out.
    pub to: Option<Severity>,
    /// Why.
    pub reason: String,
}

/// One requirement of a listing in the gallery.
#[derive(Debug, Clone, Serialize)]
pub struct Readiness {
    /// The requirement.
    pub item: &'static str,
    /// What is known about it.
    pub state: ReadinessState,
    /// The checks it rests on: those that failed, or all.
    pub checks: Vec<Cow<'static, str>>,
}

/// What is known about a requirement of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReadinessState {
    /// The run showed it.
    Shown,
    /// The run showed that it is not met.
    Failed,
    /// The run did not show it.
    NotShown,
    /// No endpoint shows it: the vendor has to say.
    Attest,
}

/// A source in three parts.
#[derive(Debug, Clone, Serialize)]
pub struct SourceLine {
    /// Kind of source.
    pub kind: &'static str,
    /// Section, heading or issue.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Where it can be read.
    pub url: Option<String>,
    /// All of it in words, for people.
    #[serde(skip)]
    pub label: String,
}

impl SourceLine {
    /// The sources of a check. An own case that names none rests on the app's documentation.
    pub fn all(check: &AnyCheck, suite: &Suite) -> Vec<Self> {
        match check {
            AnyCheck::BuiltIn(check) => check.sources.iter().map(Self::of).collect(),
            AnyCheck::Own(case) => vec![Self::of_case(case, suite)],
        }
    }

    fn of(source: &Source) -> Self {
        Self {
            kind: source.kind(),
            reference: source.reference(),
            url: source.url(),
            label: source.to_string(),
        }
    }

    fn of_case(case: &Case, suite: &Suite) -> Self {
        let documentation = format!("the documentation of {}", suite.app.name);
        let url = case.source.clone().filter(|source| source.starts_with("https://"));
        let named = case.source.clone().filter(|_| url.is_none());
        let reference = named.unwrap_or(documentation);
        Self { kind: Source::Suite.kind(), label: reference.clone(), reference, url }
    }
}

impl CheckResult {
    /// The area: what stands in front of the slash.
    pub fn area(&self) -> &str {
        self.id.split('/').next().unwrap_or_default()
    }
}

impl RunResult {
    /// The exit code; where several apply, the order of [`ExitStatus`] decides.
    pub fn exit_status(&self) -> ExitStatus {
        let failed = self.failures().any(|check| check.severity >= self.fail_on && check.accepted.is_none());
        let remains = self.left_behind.iter().any(|left| left.state != LeftState::Disabled);
        let applies = [
            (self.interrupted, ExitStatus::Interrupted),
            (self.summary.error > 0 && self.summary.fail == 0, ExitStatus::Unreachable),
            (self.unreachable, ExitStatus::Unreachable),
            (self.checks.len() == self.summary.skipped, ExitStatus::NothingJudged),
            (failed, ExitStatus::Failed),
            (remains, ExitStatus::LeftBehind),
        ];
        let applying = applies.into_iter().filter(|(applies, _)| *applies).map(|(_, status)| status);
        applying.min().unwrap_or(ExitStatus::Passed)
    }

    /// Works out the exit code anew, once failures were accepted. An error of transport is not hidden by accepted failures.
    pub(crate) fn accept(&mut self) {
        let unaccepted = self.failures().any(|check| check.accepted.is_none());
        self.exit_code = self.exit_status();
        if self.summary.error > 0 && !unaccepted {
            self.exit_code = self.exit_code.min(ExitStatus::Unreachable);
        }
    }

    /// The failed checks, in order.
    pub fn failures(&self) -> impl Iterator<Item = &CheckResult> {
        self.checks.iter().filter(|check| check.verdict == VerdictWord::Fail)
    }
}
