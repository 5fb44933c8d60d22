//! Many suites at once: a line for each, and one for all.

use std::io::{self, Write};

use anstyle::AnsiColor;
use serde::Serialize;

use super::human::Look;
use super::words;
use crate::exit::ExitStatus;
use crate::result::{CheckResult, RunResult, SuiteName, Summary, VerdictWord};
use crate::text::count;

/// What is told of one suite.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// The suite.
    pub suite: SuiteName,
    /// The exit code its run alone would have.
    pub exit_code: ExitStatus,
    /// How many checks ended how.
    pub summary: Summary,
    /// Number of exchanges.
    pub requests: usize,
    /// Milliseconds from the first request to the end of the clean-up.
    pub duration_ms: u64,
    /// The checks that failed or ended in an error.
    pub failed: Vec<CheckResult>,
}

impl Told {
    /// What is told of a result.
    pub fn of(result: &RunResult) -> Self {
        Self {
            suite: result.suite.clone(),
            exit_code: result.exit_code,
            summary: result.summary,
            requests: result.requests,
            duration_ms: result.duration_ms,
            failed: failed(result).cloned().collect(),
        }
    }
}

fn failed(result: &RunResult) -> impl Iterator<Item = &CheckResult> {
    result.checks.iter().filter(|check| matches!(check.verdict, VerdictWord::Fail | VerdictWord::Error))
}

/// The line of one suite, and below it the checks that failed.
pub fn line(out: &mut impl Write, look: Look, width: usize, result: &RunResult) -> io::Result<()> {
    let verdict = words::verdict(result);
    let colour = if result.exit_code == ExitStatus::Passed { AnsiColor::Green } else { AnsiColor::Red };
    let verdict = match verdict.split_once(':') {
        Some((word, rest)) => format!("{}:{rest}", look.coloured(colour, word)),
        None => verdict,
    };
    writeln!(out, "{:width$}  {verdict}", result.suite.slug)?;
    for check in failed(result) {
        writeln!(out, "      {}  {}", words::name(check), words::headline(check))?;
    }
    Ok(())
}

/// The line of all of them.
pub fn verdict(out: &mut impl Write, look: Look, told: &[Told]) -> io::Result<()> {
    let passed = told.iter().filter(|told| told.exit_code == ExitStatus::Passed).count();
    let requests: usize = told.iter().map(|told| told.requests).sum();
    let word = if passed == told.len() {
        look.coloured(AnsiColor::Green, "PASS")
    } else {
        look.coloured(AnsiColor::Red, "FAIL")
    };
    let (suites, others) = (count(told.len(), "suite"), told.len() - passed);
    writeln!(out, "\n{word} {suites}: {passed} passed, {others} did not; {}", count(requests, "request"))
}
