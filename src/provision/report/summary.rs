//! What people read after a cycle: what was done, what failed and why, what waits, what to do next.

use std::io::{self, Write};

use anstyle::AnsiColor;
use comfy_table::{CellAlignment, Table, presets};
use jiff::Timestamp;

use super::{advice, time};
use crate::provision::log::{Action, Entry, Status};
use crate::provision::object::Kind;
use crate::provision::rules::{Quarantine, QuarantineReason};
use crate::report::human::Look;
use crate::text::{count, cut, printable};

/// At most so many failures are told; `provision log` has all.
const FAILURES: usize = 5;

/// What was done to the objects of one kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Tally {
    pub created: u64,
    pub updated: u64,
    pub disabled: u64,
    pub deleted: u64,
    pub staged: u64,
    pub skipped: u64,
    pub failed: u64,
}

impl Tally {
    /// Counts an entry of the log.
    pub fn add(&mut self, entry: &Entry) {
        let place = match (entry.status, entry.action) {
            (Status::Failure, _) => &mut self.failed,
            (_, Action::StagedDelete) => &mut self.staged,
            (Status::Skipped, _) => &mut self.skipped,
            (_, Action::Create) => &mut self.created,
            (_, Action::Update) => &mut self.updated,
            (_, Action::Disable) => &mut self.disabled,
            (_, Action::Delete) => &mut self.deleted,
            (_, Action::Other) => return,
        };
        *place += 1;
    }

    fn row(self, name: &str) -> Vec<String> {
        let numbers =
            [self.created, self.updated, self.disabled, self.deleted, self.staged, self.skipped, self.failed];
        let cell = |number: u64| if number == 0 { "·".to_owned() } else { number.to_string() };
        std::iter::once(name.to_owned()).chain(numbers.map(cell)).collect()
    }
}

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
    pub requests: u64,
    pub read: u64,
    pub changed: u64,
    pub users: Tally,
    pub groups: Tally,
    /// References (managers and memberships) written and failed.
    pub references: (u64, u64),
    /// The first failures.
    pub failures: Vec<Entry>,
    /// Objects and references that wait for another attempt.
    pub escrows: (u64, u64),
    /// When the first of them is tried again.
    pub next_retry: Option<Timestamp>,
    /// Deletions that wait for the administrator.
    pub staged: u64,
    pub quarantine: Option<Quarantine>,
    pub was_quarantined: bool,
    pub interrupted: bool,
}

impl CycleReport {
    fn failed(&self) -> u64 {
        self.users.failed + self.groups.failed + self.references.1
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
        let objects = count(usize::try_from(self.read).unwrap_or(usize::MAX), "object");
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
        table.add_row(self.users.row("users"));
        table.add_row(self.groups.row("groups"));
        for column in table.column_iter_mut().skip(1) {
            column.set_cell_alignment(CellAlignment::Right);
        }
        for line in table.to_string().lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        let (written, failed) = self.references;
        writeln!(out, " references: {written} written, {failed} failed\n")
    }

    fn waiting(&self, out: &mut impl Write) -> io::Result<()> {
        let (objects, references) = self.escrows;
        if objects + references > 0 {
            let when =
                self.next_retry.map(|at| format!("; the next is due at {}", time(at))).unwrap_or_default();
            writeln!(
                out,
                "{objects} objects and {references} references are in escrow and will be tried again{when}."
            )?;
        }
        if self.staged > 0 {
            writeln!(
                out,
                "{} wait for you: scimproof provision restart --allow-deletes --job {} lets them be done.",
                count(usize::try_from(self.staged).unwrap_or(usize::MAX), "disable or delete operation"),
                self.file
            )?;
        }
        Ok(())
    }

    fn tell_quarantine(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        match &self.quarantine {
            Some(quarantine) => {
                let mark = look.coloured(AnsiColor::Red, "QUARANTINE");
                writeln!(out, "{mark} {}: {}", quarantine.reason, printable(&quarantine.message))?;
                writeln!(out, "  next attempt  {}", time(quarantine.next_attempt))?;
                writeln!(out, "  leave it      {}\n", self.way_out(quarantine.reason))
            }
            None if self.was_quarantined => writeln!(out, "The job has left quarantine."),
            None => Ok(()),
        }
    }

    fn way_out(&self, reason: QuarantineReason) -> String {
        match reason {
            QuarantineReason::TooManyDeletes => {
                format!(
                    "scimproof provision restart --allow-deletes --job {}, or put the scope right and restart",
                    self.file
                )
            }
            _ => format!("mend it, then scimproof provision restart --job {}", self.file),
        }
    }

    fn verdict(&self, out: &mut impl Write, look: Look) -> io::Result<()> {
        let (word, colour) = match () {
            () if self.interrupted => ("INTERRUPTED", AnsiColor::Yellow),
            () if self.quarantine.is_some() => ("QUARANTINED", AnsiColor::Red),
            () if self.failed() > 0 => ("FAILED", AnsiColor::Red),
            () => ("DONE", AnsiColor::Green),
        };
        #[expect(clippy::cast_precision_loss, reason = "a cycle takes less than 285,000 years")]
        let seconds = self.elapsed_ms as f64 / 1000.0;
        let requests = count(usize::try_from(self.requests).unwrap_or(usize::MAX), "request");
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

/// Counts entries by kind.
pub fn tallies<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> (Tally, Tally) {
    let (mut users, mut groups) = (Tally::default(), Tally::default());
    for entry in entries {
        match entry.kind {
            Kind::User => users.add(entry),
            Kind::Group => groups.add(entry),
        }
    }
    (users, groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::report::steps::tests::entry;

    fn report() -> CycleReport {
        let failed = entry(Action::Create, Status::Failure, Some("EntryConflict"));
        let entries = [
            entry(Action::Create, Status::Success, None),
            entry(Action::Update, Status::Success, None),
            failed.clone(),
        ];
        let (users, groups) = tallies(&entries);
        CycleReport {
            job: "Contoso to Tern".into(),
            tenant: "http://127.0.0.1:8080/scim/v2".into(),
            file: "job.toml".into(),
            cycle: 2,
            is_initial: false,
            at: "2026-03-02T08:00:00Z".parse().unwrap(),
            elapsed_ms: 1234,
            requests: 17,
            read: 120,
            changed: 3,
            users,
            groups,
            references: (4, 0),
            failures: vec![failed],
            escrows: (1, 0),
            next_retry: Some("2026-03-02T14:00:00Z".parse().unwrap()),
            staged: 0,
            quarantine: None,
            was_quarantined: true,
            interrupted: false,
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
