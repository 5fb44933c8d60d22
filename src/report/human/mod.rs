//! The report for people: failures in full, then one line per area, then the verdict.
//!
//! Words carry the meaning; colour only repeats it.

pub(super) mod columns;
mod failure;
mod readiness;
mod summary;

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::Reporter;
use crate::event::Event;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::verdict::Severity;

/// How the report looks.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Whether colour may be used.
    pub colour: bool,
    /// Width in columns.
    pub width: usize,
}

impl Look {
    /// The text in a style, if colour may be used.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if self.colour { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint(Style::new().bold(), text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint(Style::new().dimmed(), text)
    }

    pub(crate) fn coloured(self, colour: AnsiColor, text: &str) -> String {
        self.paint(Style::new().bold().fg_color(Some(colour.into())), text)
    }
}

/// The colour of a failure of that severity.
fn colour_of(severity: Severity) -> AnsiColor {
    match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    }
}

/// How much is told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Failures, what is left in the tenant, and the verdict.
    Quiet,
    /// And every area, every skip, what is accepted.
    #[default]
    Usual,
    /// And every check that passed.
    Verbose,
}

/// Writes the report when the run is over.
pub struct Human<W> {
    out: W,
    look: Look,
    detail: Detail,
    silent: bool,
}

impl<W: Write> Human<W> {
    /// A reporter that writes there.
    pub fn new(out: W, look: Look, detail: Detail) -> Self {
        Self { out, look, detail, silent: false }
    }

    fn report(&mut self, result: &RunResult) -> io::Result<()> {
        let (out, look) = (&mut self.out, self.look);
        if self.detail != Detail::Quiet {
            summary::heading(out, look, result)?;
        }
        let shown = result.checks.iter().filter(|check| is_shown(check));
        for check in shown {
            failure::block(out, look, result, check)?;
        }
        if self.detail == Detail::Verbose {
            summary::passes(out, look, result)?;
        }
        if self.detail != Detail::Quiet {
            summary::areas(out, result)?;
            summary::skips(out, look, result)?;
            readiness::list(out, look, result)?;
            summary::baseline(out, look, result)?;
        }
        summary::left_behind(out, look, result)?;
        summary::verdict(out, look, result)?;
        out.flush()
    }
}

/// Failures are told in full, unless they are accepted.
fn is_shown(check: &CheckResult) -> bool {
    check.verdict == VerdictWord::Fail && check.accepted.is_none()
}

impl<W: Write> Reporter for Human<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            // A table of skipped checks tells people nothing that the one sentence at the end does not.
            Event::Unreachable => self.silent = true,
            Event::RunFinished(result) if !self.silent => return self.report(result),
            _ => {}
        }
        Ok(())
    }
}
