//! `scimproof provision start` and `cycle`: one cycle, from the directory to the summary.

use std::cell::Cell;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::progress::Bar;
use super::setup::Setup;
use super::{CycleArgs, ServiceArgs, care, open};
use crate::cli::interrupt::interrupt;
use crate::cli::{block_on, output};
use crate::context::{RunContext, fresh_guid};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::cycle::{
    CycleKind, CycleResult, End, QuarantineChange, Service, is_disabled, told, untold,
};
use crate::provision::directory;
use crate::provision::log::{Entry, Status};
use crate::provision::notify::occasion::{self, Subject};
use crate::provision::report::summary::{Ending, way_out};
use crate::provision::report::{CycleReport, time};
use crate::provision::rules::Quarantine;
use crate::provision::state::{Imported, LogSelection, State};
use crate::runner::stop::{Reason, Stop};
use crate::text::printable;

/// How many failures are told at once.
const FAILURES: usize = 5;

/// Error codes of requests that got no answer.
pub(super) const NO_ANSWER: [&str; 2] = ["WebExceptionProtocolError", "Timeout"];

pub(super) fn start(mut args: ServiceArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let setup = Setup::new(&mut args, context, true)?;
    let stage = Stage { tests_connection: true, ..Stage::new(&setup, context) };
    block_on(stage.one(SignedDuration::ZERO))
}

pub(super) fn main(mut args: CycleArgs, context: &RunContext) -> Result<ExitStatus, Error> {
    let setup = Setup::new(&mut args.service, context, true)?;
    needs_state(&setup)?;
    let delta = args.delta.as_deref();
    let stage = Stage { delta, from_file: args.from_file, ..Stage::new(&setup, context) };
    block_on(stage.one(SignedDuration::ZERO))
}

/// Refuses a job that was never started.
pub(super) fn needs_state(setup: &Setup) -> Result<(), Error> {
    if setup.job.state.exists() {
        return Ok(());
    }
    let message = format!("the job has no state yet: {} does not exist", setup.job.state.display());
    Err(Error::usage(message, format!("scimproof provision start --job {}", setup.file)))
}

/// What a cycle is run with.
pub(super) struct Stage<'a> {
    pub(super) setup: &'a Setup,
    pub(super) context: &'a RunContext,
    pub(super) delta: Option<&'a Path>,
    pub(super) tests_connection: bool,
    /// Whether the directory file is compared although the last changes came as a delta.
    pub(super) from_file: bool,
    /// Whether the administrator has agreed.
    has_agreed: Cell<bool>,
    /// Whether anything may have been written to the tenant.
    has_begun: Cell<bool>,
}

impl<'a> Stage<'a> {
    /// A cycle over what changed in the directory.
    pub(super) fn new(setup: &'a Setup, context: &'a RunContext) -> Self {
        Self {
            setup,
            context,
            delta: None,
            tests_connection: false,
            from_file: false,
            has_agreed: Cell::default(),
            has_begun: Cell::default(),
        }
    }

    /// Whether the administrator was asked, and agreed.
    pub(super) fn has_agreed(&self) -> bool {
        self.has_agreed.get()
    }

    /// One cycle. Simulated time is `further` later than where it was set.
    pub(super) async fn one(&self, further: SignedDuration) -> Result<ExitStatus, Error> {
        let now = self.setup.now(self.context, further);
        let Setup { job, base, .. } = self.setup;
        let mut state = State::open(&job.state, &base.as_text()).map_err(open::state_error)?;
        let done = self.with(&mut state, now).await;
        if state.is_new() && !self.has_begun.get() {
            // Nothing was written to the tenant, so that nothing has to be remembered.
            state.discard();
        }
        done
    }

    async fn with(&self, state: &mut State, now: Timestamp) -> Result<ExitStatus, Error> {
        // What an earlier process did not come to.
        self.tell(state, now).await?;
        let Some((imported, before)) = self.prepare(state, now)? else {
            return Ok(ExitStatus::NothingJudged);
        };
        let bar = Bar::new(self.context);
        let emit = |progress| bar.show(progress);
        let service = self.setup.service(&emit);
        if self.tests_connection {
            self.test_connection(&service).await?;
        }
        if self.setup.asks {
            care::agree(&service, state, now, &self.setup.base).await?;
            self.has_agreed.set(true);
        }
        let begun = self.context.elapsed_ms();
        self.has_begun.set(true);
        let last_entry = state.last_entry().map_err(open::state_error)?;
        let worked = interruptible(&self.setup.stop, service.cycle(state, now, imported)).await;
        bar.clear();
        let result = worked?.map_err(open::state_error)?;
        let elapsed_ms = self.context.elapsed_ms() - begun;
        let was_quarantined = before.is_some();
        let outcome = Outcome { result, imported, now, elapsed_ms, was_quarantined, last_entry };
        self.tell(state, now).await?;
        if let Some(waiting) = service.waiting(state).map_err(open::state_error)? {
            let file = &self.setup.file;
            writeln!(std::io::stderr(), "note: {waiting}: scimproof provision restart --job {file}")?;
        }
        self.report(&outcome, state)
    }

    /// Takes in the directory, unless the job is quarantined and not due.
    fn prepare(
        &self,
        state: &mut State,
        now: Timestamp,
    ) -> Result<Option<(Imported, Option<Quarantine>)>, Error> {
        let quarantine: Option<Quarantine> = state.get("quarantine").map_err(open::state_error)?;
        if let Some(quarantine) = &quarantine
            && !may_run(quarantine, state, now, &self.setup.file)?
        {
            return Ok(None);
        }
        let imported = match self.delta {
            None => {
                self.refuse_old_file(state)?;
                state.import(&self.setup.job.directory).map_err(open::state_error)?
            }
            Some(path) => {
                let entries = directory::read_delta(path).map_err(open::directory_error)?;
                state.import_delta(path, entries).map_err(open::state_error)?
            }
        };
        Ok(Some((imported, quarantine)))
    }

    /// After a delta, the directory file would take back what the delta changed.
    fn refuse_old_file(&self, state: &State) -> Result<(), Error> {
        if self.from_file || !open::came_by_delta(state)? {
            return Ok(());
        }
        let (directory, file) = (self.setup.job.directory.display(), &self.setup.file);
        Err(Error::usage(
            format!(
                "the last changes came with --delta, and {directory} may be older: comparing it could undo them"
            ),
            format!(
                "go on with `scimproof provision cycle --delta FILE --job {file}`; once {directory} holds those \
                 changes, `scimproof provision cycle --from-file --job {file}`"
            ),
        ))
    }

    async fn test_connection(&self, service: &Service<'_>) -> Result<(), Error> {
        let guid = fresh_guid();
        let tested = interruptible(&self.setup.stop, service.test_connection(&guid)).await?;
        tested.map_err(|failure| {
            let message = format!("Test Connection to {} failed: {failure}", self.setup.base.as_text());
            Error::Unreachable(message, format!("scimproof explain {}", failure.code))
        })
    }

    /// Tells whoever wants to know of a quarantine, once. What goes wrong there is a warning.
    async fn tell(&self, state: &mut State, now: Timestamp) -> Result<(), Error> {
        let Some((change, quarantine)) = untold(state).map_err(open::state_error)? else { return Ok(()) };
        let tenant = self.setup.base.as_text();
        let subject = Subject { job: &self.setup.job.name, tenant: &tenant, file: &self.setup.file, at: now };
        let was_quarantined = change == QuarantineChange::ReasonChanged;
        let notice = occasion::notice(subject, was_quarantined, &quarantine);
        for warning in self.setup.notifier.tell(&notice).await {
            writeln!(std::io::stderr(), "warning: {}", printable(&warning))?;
        }
        told(state).map_err(open::state_error)
    }

    fn report(&self, outcome: &Outcome, state: &State) -> Result<ExitStatus, Error> {
        let failures = Failures::of(state, outcome)?;
        let counts = state.counts().map_err(open::state_error)?;
        let Outcome { result, imported, now, elapsed_ms, was_quarantined, .. } = outcome;
        let report = CycleReport {
            job: self.setup.job.name.clone(),
            tenant: self.setup.base.as_text(),
            file: self.setup.file.clone(),
            cycle: result.number,
            is_initial: result.kind == CycleKind::Initial,
            at: *now,
            elapsed_ms: *elapsed_ms,
            read: imported.read,
            changed: imported.added + imported.changed + imported.removed,
            tally: result.tally,
            users: result.users,
            groups: result.tally.beyond(result.users),
            failures: failures.first,
            escrows: (counts.escrowed, counts.escrowed_references),
            staged: counts.staged,
            quarantine: result.quarantine.clone(),
            was_quarantined: *was_quarantined,
            ending: match result.end {
                End::Complete => Ending::Complete,
                End::Interrupted => Ending::Interrupted,
                End::Halted(_) => Ending::Halted,
            },
        };
        report.write(&mut std::io::stdout().lock(), output::look(self.context))?;
        Ok(exit_status(result, failures.without_answer))
    }
}

/// A cycle that is over.
struct Outcome {
    result: CycleResult,
    imported: Imported,
    now: Timestamp,
    elapsed_ms: u64,
    was_quarantined: bool,
    /// The last entry of the log before it.
    last_entry: i64,
}

/// The failures of a cycle, as its log has them.
struct Failures {
    first: Vec<Entry>,
    /// How many of them are requests without an answer.
    without_answer: u64,
}

impl Failures {
    fn of(state: &State, outcome: &Outcome) -> Result<Self, Error> {
        let mut failures = Self { first: Vec::new(), without_answer: 0 };
        let selection = LogSelection {
            status: Some(Status::Failure),
            cycle: Some(outcome.result.number),
            after: outcome.last_entry,
            ..LogSelection::default()
        };
        let read = state.log(&selection, &mut |entry| {
            let code = entry.code.as_deref().unwrap_or_default();
            failures.without_answer += u64::from(NO_ANSWER.contains(&code));
            if failures.first.len() < FAILURES {
                failures.first.push(entry);
            }
            Ok(())
        });
        read.map(|()| failures).map_err(open::state_error)
    }
}

/// Whether a quarantined job runs now; says until when it does not, and how to leave.
fn may_run(quarantine: &Quarantine, state: &State, now: Timestamp, file: &str) -> Result<bool, Error> {
    let is_disabled = is_disabled(state, now).map_err(open::state_error)?;
    if quarantine.is_due(now) && !is_disabled {
        return Ok(true);
    }
    let mut out = std::io::stdout();
    let since = time(quarantine.series_began);
    if is_disabled {
        writeln!(
            out,
            "The job has been in quarantine since {since}, for more than four weeks; it is disabled."
        )?;
    } else {
        let next = time(quarantine.next_attempt);
        writeln!(
            out,
            "The job has been in quarantine since {since} and is not due before {next}; nothing was sent."
        )?;
    }
    writeln!(out, "  reason    {}: {}", quarantine.reason, printable(&quarantine.message))?;
    writeln!(out, "  leave it  {}", way_out(quarantine.reason, file))?;
    Ok(false)
}

fn exit_status(result: &CycleResult, without_answer: u64) -> ExitStatus {
    let tally = &result.tally;
    let failed = tally.failed + tally.failed_references;
    let is_quarantined = matches!(result.change, QuarantineChange::Entered | QuarantineChange::ReasonChanged);
    match &result.end {
        End::Interrupted => ExitStatus::Interrupted,
        End::Halted(_) => ExitStatus::Unreachable,
        End::Complete if failed > 0 && failed <= without_answer && tally.exports() == 0 => {
            ExitStatus::Unreachable
        }
        End::Complete if failed > 0 || is_quarantined => ExitStatus::Failed,
        End::Complete if result.kind == CycleKind::Initial && nobody_is_in_scope(result) => {
            ExitStatus::NothingJudged
        }
        End::Complete => ExitStatus::Passed,
    }
}

/// Whether an initial cycle found nobody to provision, as requests tell: whoever is in scope is looked for.
fn nobody_is_in_scope(result: &CycleResult) -> bool {
    result.tally.requests == 0 && result.tally.exports() == 0
}

/// Does the work; the first signal asks it to stop, what is under way is finished. The second stops at once.
pub(super) async fn interruptible<T>(stop: &Arc<Stop>, work: impl Future<Output = T>) -> Result<T, Error> {
    let second = async {
        interrupt().await;
        stop.request(Reason::Interrupt);
        let _ = writeln!(
            std::io::stderr(),
            "interrupted: finishing what is under way; a second signal stops at once"
        );
        interrupt().await;
    };
    tokio::select! {
        done = work => Ok(done),
        () = second => Err(Error::Interrupted("the next cycle carries on where this one was".to_owned())),
    }
}

/// Sleeps, but not past a signal; whether there was none.
pub(super) async fn pause(length: Duration) -> bool {
    tokio::select! {
        () = tokio::time::sleep(length) => true,
        () = interrupt() => false,
    }
}
