//! Two results side by side: what broke, what was mended, what answers more slowly.
//!
//! It reads results as they stand in files (`--format json`, `--report json=F`) and knows nothing of how they came about.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::place;
use crate::verdict::Severity;

/// Why a result cannot be compared.
#[derive(Debug, Error)]
pub enum CompareError {
    /// The file cannot be read.
    #[error("cannot read the result {}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The file holds no result.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl CompareError {
    /// The next thing to try.
    pub fn help(&self) -> String {
        "results are written by `scimproof run --report json=FILE`".to_owned()
    }
}

/// A result as far as it is compared; what else stands in the file is let through.
#[derive(Debug, Clone, Deserialize)]
pub struct Saved {
    version: u32,
    /// Run id.
    pub run: String,
    /// The suite.
    pub suite: SavedSuite,
    /// Start, RFC 3339.
    pub started: String,
    checks: Vec<SavedCheck>,
    #[serde(default)]
    timings: Vec<SavedTiming>,
}

/// The suite of a saved result.
#[derive(Debug, Clone, Deserialize)]
pub struct SavedSuite {
    /// Name on the command line.
    pub slug: String,
}

#[derive(Debug, Clone, Deserialize)]
struct SavedCheck {
    id: String,
    title: String,
    severity: Severity,
    dialect: Option<String>,
    verdict: String,
    accepted: Option<String>,
    reason: Option<String>,
    #[serde(default)]
    findings: Vec<SavedFinding>,
}

#[derive(Debug, Clone, Deserialize)]
struct SavedFinding {
    message: String,
    pointer: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct SavedTiming {
    step: String,
    p95_ms: f64,
}

/// One check that ended differently.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// Id of the check.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its severity, in the new result.
    pub severity: Severity,
    /// Dialect, for checks that are judged for each.
    pub dialect: Option<String>,
    /// Verdict in the old result; none: it was not judged there.
    pub before: Option<String>,
    /// Verdict in the new result; none: it is not judged there.
    pub after: Option<String>,
    /// What is found now, or why nothing is.
    pub now: Option<String>,
}

/// A kind of request that takes longer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Slower {
    /// The step.
    pub step: String,
    /// 95th percentile in the old result, in milliseconds.
    pub before_ms: f64,
    /// 95th percentile in the new result, in milliseconds.
    pub after_ms: f64,
}

/// What changed between two results.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Comparison {
    /// Version of this format.
    pub version: u32,
    /// Run ids, old and new.
    pub runs: [String; 2],
    /// Suites, old and new.
    pub suites: [String; 2],
    /// Checks that fail and did not before.
    pub newly_failing: Vec<Changed>,
    /// Checks that fail at further places.
    pub further_findings: Vec<Changed>,
    /// Checks that fail otherwise than before, at no further place.
    pub changed_findings: Vec<Changed>,
    /// Checks that failed and pass now.
    pub fixed: Vec<Changed>,
    /// Checks that failed and fail still, but are accepted by a baseline now.
    pub accepted: Vec<Changed>,
    /// Checks that were judged and are not any more.
    pub no_longer_judged: Vec<Changed>,
    /// Requests that take clearly longer.
    pub slower: Vec<Slower>,
}

/// A 95th percentile counts as slower when it is so many times the old one …
const SLOWER_FACTOR: f64 = 1.5;
/// … and at least so many milliseconds more: below, it is the machine.
const SLOWER_MS: f64 = 50.0;

impl Saved {
    /// Reads a result.
    ///
    /// # Errors
    /// The file cannot be read, or holds no result.
    pub fn read(path: &Path) -> Result<Self, CompareError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| CompareError::Unreadable { path: path.to_owned(), source })?;
        let invalid =
            |line, column, message| CompareError::Invalid { path: path.to_owned(), line, column, message };
        let saved: Self = serde_json::from_str(&text).map_err(|error| {
            invalid(error.line().max(1), error.column().max(1), format!("no result: {error}"))
        })?;
        if saved.version != 1 {
            let (line, column) = place(&text, text.find("\"version\"").unwrap_or(0));
            let message =
                format!("result format {} is not known; this version reads format 1", saved.version);
            return Err(invalid(line, column, message));
        }
        Ok(saved)
    }

    fn by_key(&self) -> BTreeMap<(&str, Option<&str>), &SavedCheck> {
        self.checks.iter().map(|check| ((check.id.as_str(), check.dialect.as_deref()), check)).collect()
    }
}

impl SavedCheck {
    fn fails(&self) -> bool {
        self.verdict == "fail" && self.accepted.is_none()
    }

    fn is_judged(&self) -> bool {
        matches!(self.verdict.as_str(), "pass" | "fail")
    }

    fn pointers(&self) -> BTreeSet<&str> {
        self.findings.iter().map(|finding| finding.pointer.as_deref().unwrap_or_default()).collect()
    }

    fn messages(&self) -> BTreeSet<&str> {
        self.findings.iter().map(|finding| finding.message.as_str()).collect()
    }
}

/// Compares two results.
pub fn compare(old: &Saved, new: &Saved) -> Comparison {
    let mut comparison = Comparison {
        version: 1,
        runs: [old.run.clone(), new.run.clone()],
        suites: [old.suite.slug.clone(), new.suite.slug.clone()],
        slower: slower(old, new),
        ..Comparison::default()
    };
    let (before, after) = (old.by_key(), new.by_key());
    for check in &new.checks {
        let earlier = before.get(&(check.id.as_str(), check.dialect.as_deref())).copied();
        sort_in(&mut comparison, earlier, check);
    }
    for check in &old.checks {
        if check.is_judged() && !after.contains_key(&(check.id.as_str(), check.dialect.as_deref())) {
            comparison.no_longer_judged.push(changed(Some(check), None));
        }
    }
    comparison
}

fn sort_in(comparison: &mut Comparison, earlier: Option<&SavedCheck>, check: &SavedCheck) {
    let failed = earlier.is_some_and(SavedCheck::fails);
    let list = match (failed, check.fails()) {
        (false, true) => &mut comparison.newly_failing,
        (true, false) if check.accepted.is_some() => &mut comparison.accepted,
        (_, false) if check.verdict == "pass" && earlier.is_some_and(|earlier| earlier.verdict == "fail") => {
            &mut comparison.fixed
        }
        (true, true) => {
            let Some(earlier) = earlier else { return };
            if !check.pointers().is_subset(&earlier.pointers()) {
                &mut comparison.further_findings
            } else if check.messages() != earlier.messages() {
                &mut comparison.changed_findings
            } else {
                return;
            }
        }
        _ if earlier.is_some_and(SavedCheck::is_judged) && !check.is_judged() => {
            &mut comparison.no_longer_judged
        }
        _ => return,
    };
    list.push(changed(earlier, Some(check)));
}

fn changed(before: Option<&SavedCheck>, after: Option<&SavedCheck>) -> Changed {
    let known = after.or(before);
    let text = |of: fn(&SavedCheck) -> &str| known.map(of).unwrap_or_default().to_owned();
    let now = after.and_then(|check| {
        let found = check.findings.first().map(|finding| finding.message.clone());
        found.or_else(|| check.reason.clone())
    });
    Changed {
        id: text(|check| &check.id),
        title: text(|check| &check.title),
        severity: known.map_or(Severity::Error, |check| check.severity),
        dialect: known.and_then(|check| check.dialect.clone()),
        before: before.map(|check| check.verdict.clone()),
        after: after.map(|check| check.verdict.clone()),
        now,
    }
}

fn slower(old: &Saved, new: &Saved) -> Vec<Slower> {
    let before: BTreeMap<&str, f64> =
        old.timings.iter().map(|timing| (timing.step.as_str(), timing.p95_ms)).collect();
    let both = new.timings.iter().filter_map(|timing| Some((timing, *before.get(timing.step.as_str())?)));
    both.filter(|(timing, before)| {
        timing.p95_ms >= before * SLOWER_FACTOR && timing.p95_ms - before >= SLOWER_MS
    })
    .map(|(timing, before_ms)| Slower { step: timing.step.clone(), before_ms, after_ms: timing.p95_ms })
    .collect()
}

impl Comparison {
    /// Whether anything of at least that severity broke: a new failure, or an old one at further places.
    pub fn has_regressions(&self, fail_on: Severity) -> bool {
        let mut broken = self.newly_failing.iter().chain(&self.further_findings);
        broken.any(|check| check.severity >= fail_on)
    }

    /// The lists with their headings, in the order in which they are told.
    pub fn lists(&self) -> [(&'static str, &[Changed]); 6] {
        [
            ("newly failing", &self.newly_failing),
            ("failing at further places", &self.further_findings),
            ("failing otherwise", &self.changed_findings),
            ("fixed", &self.fixed),
            ("accepted by a baseline now", &self.accepted),
            ("no longer judged", &self.no_longer_judged),
        ]
    }
}
