//! What people read after a cycle: what was done, what failed and why, what waits, what to do next.

use std::io::{self, Write};

use anstyle::AnsiColor;
use comfy_table::{CellAlignment, Table, presets};
use jiff::Timestamp;

use super::{advice, time};
use crate::provision::cycle::Tally;
use crate::provision::log::Entry;
use crate::provision::rules::{Quarantine, QuarantineReason};
use crate::report::human::Look;
use crate::text::{count, cut, printable};

/// At most so many failures are told; `provision log` has all.
const FAILURES: usize = 5;

/// A cycle as it is told.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the names say it")]
pub struct CycleReport {
    pub job: String,
    pub tenant: String,
    /// The job file as commands name it.
    pub file: String,
    pub cycle: i64,
    pub is_initial: bool,
    pub at: Timestamp,
    pub elapsed_ms: u64,
    pub read: u64,
    pub changed: u64,
    pub tally: Tally,
    /// The part of it that is about users.
    pub users: Tally,
    /// And about groups.
    pub groups: Tally,
    /// The first failures.
    pub failures: Vec<Entry>,
    /// Objects and references that wait for another attempt.
    pub escrows: (u64, u64),
    /// Deletions that wait for the administrator.
    pub staged: u64,
    pub quarantine: Option<Quarantine>,
    pub was_quarantined: bool,
    pub ending: Ending,
}

/// How a cycle ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Everything that was due was worked on.
    Complete,
    /// It was asked to stop.
    Interrupted,
    /// The tenant refused the credential or a query as such.
    Halted,
}

impl CycleReport {
    fn failed(&self) -> u64 {
        self.tally.failed + self.tally.failed_references
    }

    /// Writes the summary.
    pub fn write(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        self.heading(out, look)?;
        self.tell_failures(out, look)?;
        self.table(out)?;
        self.waiting(out)?;
        self.tell_quarantine(out, look)?;
        self.verdict(out, look)?;
        out.flush()
    }

    fn heading(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        writeln!(out, "{}", look.bold(&printable(&format!("{} · {}", self.job, self.tenant))))?;
        let name = if self.is_initial { "initial cycle" } else { "cycle" };
        let objects = number(self.read, "object");
        let line = format!(
            "{name} {}, {}; {objects} read, {} new or changed",
            self.cycle,
            time(self.at),
            self.changed
        );
        writeln!(out, "{}\n", look.dim(&line))
    }

    fn tell_failures(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        for entry in self.failures.iter().take(FAILURES) {
            failure(out, look, entry)?;
        }
        let more = self.failed().saturating_sub(FAILURES as u64);
        if more > 0 && self.failures.len() >= FAILURES {
            writeln!(
                out,
                "… and {more} more: scimproof provision log --status failure --cycle {} --job {}\n",
                self.cycle, self.file
            )?;
        }
        Ok(())
    }

    fn table(&self, out: &mut impl Write) -> io::Result<()> {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.force_no_tty();
        table.set_header(["", "created", "updated", "disabled", "deleted", "staged", "skipped", "failed"]);
        table.add_row(row("users", self.users));
        table.add_row(row("groups", self.groups));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        for line in table.to_string().lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        let Tally { references, failed_references, .. } = self.tally;
        if references + failed_references > 0 {
            let written = number(references, "object");
            writeln!(out, " managers and members: written for {written}, failed for {failed_references}")?;
        }
        writeln!(out)
    }

    fn waiting(&self, out: &mut impl Write) -> io::Result<()> {
        let (objects, references) = self.escrows;
        if objects + references > 0 {
            writeln!(
                out,
                "In escrow, to be tried again: {} and the references of {}.",
                number(objects, "object"),
                number(references, "object")
            )?;
        }
        if self.staged > 0 {
            writeln!(
                out,
                "Beyond the deletion threshold, waiting for you: {}.",
                number(self.staged, "disable or delete operation"),
            )?;
        }
        Ok(())
    }

    fn tell_quarantine(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        match &self.quarantine {
            Some(quarantine) => {
                let mark = look.coloured(AnsiColor::Red, "QUARANTINE");
                // What stopped the cycle was told as a failure just now.
                let was_told = self.ending == Ending::Halted && !self.failures.is_empty();
                let said = if was_told { &quarantine.code } else { &quarantine.message };
                writeln!(out, "{mark} {}: {}", quarantine.reason, printable(said))?;
                writeln!(out, "  next attempt  {}", time(quarantine.next_attempt))?;
                writeln!(out, "  leave it      {}\n", way_out(quarantine.reason, &self.file))
            }
            None if self.was_quarantined => writeln!(out, "The job has left quarantine."),
            None => Ok(()),
        }
    }

    fn verdict(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        let (word, colour) = match () {
            () if self.ending == Ending::Interrupted => ("INTERRUPTED", AnsiColor::Yellow),
            () if self.ending == Ending::Halted => ("STOPPED", AnsiColor::Red),
            () if self.quarantine.is_some() => ("QUARANTINED", AnsiColor::Red),
            () if self.failed() > 0 => ("FAILED", AnsiColor::Red),
            () => ("DONE", AnsiColor::Green),
        };
        #[expect(clippy::cast_precision_loss, reason = "a cycle takes less than 285,000 years")]
        let seconds = self.elapsed_ms as f64 / 1000.0;
        let requests = number(self.tally.requests, "request");
        writeln!(
            out,
            "{} {} failed; {requests} in {seconds:.1} s",
            look.coloured(colour, word),
            self.failed()
        )
    }
}

/// A failure: the object, the code, the tenant's words, the fix.
fn failure(out: &mut impl Write, look: Look, entry: &Entry) -> io::Result<()> {
    let code = entry.code.as_deref().unwrap_or("failure");
    let mark = look.coloured(AnsiColor::Red, "FAIL");
    writeln!(out, "{mark} {} {}: {code}", entry.kind, look.bold(&printable(&entry.source_name)))?;
    let mut line = |label: &str, text: &str| -> io::Result<()> {
        let label = look.dim(&format!("{label:5}"));
        writeln!(out, "  {label} {}", cut(&printable(text), 600))
    };
    if let Some(reason) = &entry.reason {
        line("found", reason)?;
    }
    if let Some(fix) = advice::fix(code) {
        line("fix", fix)?;
    }
    line("more", &format!("scimproof explain {code}"))?;
    writeln!(out)
}

/// How a job leaves quarantine.
pub fn way_out(reason: QuarantineReason, file: &str) -> String {
    match reason {
        QuarantineReason::TooManyDeletes => format!(
            "scimproof provision restart --allow-deletes --job {file}; or put the scope right, then restart"
        ),
        _ => format!("mend it, then scimproof provision restart --job {file}"),
    }
}

fn row(name: &str, tally: Tally) -> Vec<String> {
    let Tally { created, updated, disabled, deleted, staged, skipped, failed, .. } = tally;
    let numbers = [created, updated, disabled, deleted, staged, skipped, failed];
    let cell = |number: u64| if number == 0 { "·".to_owned() } else { number.to_string() };
    std::iter::once(name.to_owned()).chain(numbers.map(cell)).collect()
}

fn number(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::log::{Action, Status};
    use crate::provision::report::steps::tests::entry;

    fn report() -> CycleReport {
        let users =
            Tally { created: 1, updated: 1, failed: 1, references: 4, requests: 17, ..Tally::default() };
        CycleReport {
            job: "Contoso to Tern".into(),
            tenant: "http://127.0.0.1:8080/scim/v2".into(),
            file: "job.toml".into(),
            cycle: 2,
            is_initial: false,
            at: "2026-03-02T08:00:00Z".parse().unwrap(),
            elapsed_ms: 1234,
            read: 120,
            changed: 3,
            tally: users,
            users,
            groups: Tally::default(),
            failures: vec![entry(Action::Create, Status::Failure, Some("EntryConflict"))],
            escrows: (1, 0),
            staged: 0,
            quarantine: None,
            was_quarantined: true,
            ending: Ending::Complete,
        }
    }

    fn shown(report: &CycleReport) -> String {
        let mut out = Vec::new();
        report.write(&mut out, Look { colour: false, width: 100 }).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_cycle_with_a_failure() {
        insta::assert_snapshot!(shown(&report()));
    }

    #[test]
    fn a_cycle_that_ends_in_quarantine() {
        let at = report().at;
        let quarantine = Quarantine {
            current_began: at,
            next_attempt: "2026-03-03T08:00:00Z".parse().unwrap(),
            series_began: at,
            series_count: 1,
            reason: QuarantineReason::TooManyDeletes,
            code: "TooManyDeletes".into(),
            message: "12 objects would be disabled or deleted, the threshold is 10".into(),
        };
        let report = CycleReport {
            failures: Vec::new(),
            staged: 2,
            quarantine: Some(quarantine),
            escrows: (0, 0),
            ..report()
        };
        insta::assert_snapshot!(shown(&report));
    }
}
