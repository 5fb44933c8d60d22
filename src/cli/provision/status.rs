//! `scimproof provision status`: how the job stands, for people and in Microsoft Graph's shape.

use std::io::Write;

use anstyle::AnsiColor;
use jiff::Timestamp;

use super::{StatusArgs, open};
use crate::cli::{Format, output};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::cycle::is_disabled;
use crate::provision::cycle::status::{Execution, JobStatus};
use crate::provision::report::summary::way_out;
use crate::provision::report::{SynchronizationStatus, time};
use crate::provision::rules::Quarantine;
use crate::provision::state::{Counts, State};
use crate::report::human::Look;
use crate::text::{count, printable};

pub(super) fn main(args: &StatusArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let job = open::job(&args.job.job)?;
    let state = open::view(&job)?;
    let shown = open::shown(&job, &state)?;
    let read = Standing::read(&state, context.started)?;
    let mut out = std::io::stdout();
    if args.format == Format::Json {
        let status =
            SynchronizationStatus::new(&shown.id, &read.status, read.quarantine.as_ref(), read.is_disabled);
        serde_json::to_writer_pretty(&mut out, &status).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        let look = output::look(context);
        let title = printable(&format!("{} · {}", shown.name, shown.tenant));
        writeln!(out, "{}", look.bold(&title))?;
        read.tell(&mut out, look, &args.job.job.display().to_string())?;
    }
    Ok(ExitStatus::Passed)
}

/// What the state says of the job.
struct Standing {
    status: JobStatus,
    quarantine: Option<Quarantine>,
    is_disabled: bool,
    counts: Counts,
}

impl Standing {
    fn read(state: &State, now: Timestamp) -> Result<Self, Error> {
        let read = || {
            Ok(Self {
                status: state.get("status")?.unwrap_or_default(),
                quarantine: state.get("quarantine")?,
                is_disabled: is_disabled(state, now)?,
                counts: state.counts()?,
            })
        };
        read().map_err(open::state_error)
    }

    fn tell(&self, out: &mut impl Write, look: Look, file: &str) -> std::io::Result<()> {
        let mut line = |label: &str, text: String| {
            writeln!(out, "  {} {}", look.dim(&format!("{label:12}")), printable(&text))
        };
        match (&self.quarantine, self.is_disabled, &self.status.last_execution) {
            (Some(_), true, _) => line("status", look.coloured(AnsiColor::Red, "disabled"))?,
            (Some(_), false, _) => line("status", look.coloured(AnsiColor::Red, "quarantine"))?,
            (None, _, Some(_)) => line("status", look.coloured(AnsiColor::Green, "active"))?,
            (None, _, None) => line("status", "not run yet".to_owned())?,
        }
        if let Some(quarantine) = &self.quarantine {
            line("reason", format!("{}: {}", quarantine.reason, quarantine.message))?;
            line("since", time(quarantine.series_began))?;
            line("next attempt", time(quarantine.next_attempt))?;
            line("leave it", way_out(quarantine.reason, file))?;
        }
        if let Some(last) = &self.status.last_execution {
            line("last cycle", cycle(last))?;
        }
        if let Some(good) = &self.status.last_successful_execution {
            line("last good", cycle(good))?;
        }
        let counts = &self.counts;
        let both = |users, groups| format!("{}, {}", number(users, "user"), number(groups, "group"));
        line("directory", both(counts.users, counts.groups))?;
        line("provisioned", both(counts.linked_users, counts.linked_groups))?;
        line("due", both(counts.due_users, counts.due_groups))?;
        let references = format!("the references of {}", number(counts.escrowed_references, "object"));
        line("in escrow", format!("{}, {references}", number(counts.escrowed, "object")))?;
        line("staged", number(counts.staged, "disable or delete operation"))
    }
}

fn number(number: u64, noun: &str) -> String {
    count(usize::try_from(number).unwrap_or(usize::MAX), noun)
}

fn cycle(execution: &Execution) -> String {
    let tally = &execution.tally;
    format!(
        "{} at {}: {} created, {} updated, {} disabled, {} deleted, {} failed",
        execution.cycle,
        time(execution.time_began),
        tally.created,
        tally.updated,
        tally.disabled,
        tally.deleted,
        tally.failed + tally.failed_references,
    )
}
