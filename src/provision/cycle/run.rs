//! A whole cycle: its beginning, what it counts and keeps on the way, and its end with watermark, status and quarantine.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::object::{Finished, Task};
use super::tally::{Effect, Tally};
use super::wire::Wire;
use super::{CycleKind, CycleResult, End, Progress, Service, Trouble, quarantine, status, terms};
use crate::provision::object::{AppRole, Kind};
use crate::provision::rules::DeletionBudget;
use crate::provision::state::{Done, Imported, Row, State, StateError};

/// How many results are kept at a time. Each time, the pages they changed are written, and many share a page.
const KEPT: usize = 512;
/// How long results and create requests wait to become so many.
pub(super) const LATE: Duration = Duration::from_secs(1);

/// How long the log is kept (Microsoft Learn, "Analyze provisioning logs": 30 days).
const LOG_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A cycle that has begun. What it did so far survives a stop, so that the next one carries on.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
struct Begun {
    number: i64,
    removals: u64,
}

/// Until where the directory is worked on.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Watermark {
    at: Timestamp,
    cycle: i64,
}

/// What the deletion threshold has for one more deletion or disable.
pub(super) enum Room {
    /// Room.
    Free,
    /// None at the moment; what is under way may still give some back.
    Taken,
    /// None: it waits for the administrator.
    None,
}

/// A cycle under way.
pub(super) struct Cycle<'a> {
    /// Whose cycle it is.
    pub service: &'a Service<'a>,
    /// The state of the job.
    pub state: &'a mut State,
    /// What the requests share.
    pub wire: Arc<Wire>,
    /// What was done.
    pub tally: Tally,
    /// The part of it that is about users.
    pub users: Tally,
    /// What came of objects and is not noted yet.
    pub finished: Vec<Done>,
    /// How many results were noted since the state was kept.
    noted: usize,
    /// When the state was kept.
    kept: Instant,
    /// Objects that wait for the others, because their account is somebody else's at the moment.
    pub waiting: Vec<Task>,
    /// Objects that no query found; their create requests wait until they are written down.
    #[expect(clippy::vec_box, reason = "they go on as they came, without being copied")]
    pub absent: Vec<Box<Task>>,
    /// Deletions and disables that wait whether those under way leave them room within the threshold.
    pub deferred: Vec<Task>,
    /// Roles that were read already, by the ids of an object's roles.
    pub roles: HashMap<Vec<String>, Vec<AppRole>>,
    /// Rows of accounts that a survey met in the tenant.
    pub met: Vec<i64>,
    /// Whether one object is provisioned on demand.
    pub on_demand: bool,
    budget: DeletionBudget,
    allows_deletions: bool,
    removals: u64,
    halt: Option<Trouble>,
}

pub(super) async fn cycle(
    service: &Service<'_>,
    state: &mut State,
    now: Timestamp,
    imported: Imported,
) -> Result<CycleResult, StateError> {
    let begun = Instant::now();
    state.begin_cycle();
    let kind = prepare(service, state)?;
    let before: Begun = state.get("begun")?.unwrap_or_default();
    let number = if before.number > 0 { before.number } else { state.get::<i64>("cycle")?.unwrap_or(0) + 1 };
    state.put("begun", Some(&Begun { number, ..before }))?;
    state.put("cycle", Some(&number))?;
    let mut cycle = Cycle::new(service, state, Wire::new(service, number, now))?;
    cycle.carry_on(before.removals);
    cycle.phases().await?;
    let report = status::Report { kind, imported, began: now, elapsed: begun.elapsed() };
    cycle.close(&report)
}

/// Which kind of cycle it is. Other mappings, filters or terms than last time make everything due again. A process that
/// ends in between leaves nothing out: what is noted last is what is compared.
pub(super) fn prepare(service: &Service, state: &mut State) -> Result<CycleKind, StateError> {
    let fingerprint = fingerprint(service);
    let known: Option<String> = state.get("mapping")?;
    let is_mapped_anew = known.as_ref().is_some_and(|known| *known != fingerprint);
    let everything = is_mapped_anew || terms::call_for_all(service, state)?;
    if everything {
        state.everything_is_due()?;
        state.put::<Watermark>("watermark", None)?;
    }
    if known.is_none() || is_mapped_anew {
        state.put("mapping", Some(&fingerprint))?;
    }
    terms::keep(service, state, everything)?;
    let watermark: Option<Watermark> = state.get("watermark")?;
    Ok(if watermark.is_some() { CycleKind::Incremental } else { CycleKind::Initial })
}

/// What must not change without a new initial cycle.
fn fingerprint(service: &Service) -> String {
    let filters = |kind| service.mapping(kind).map(|mapping| &mapping.filters);
    let filters = [filters(Kind::User), filters(Kind::Group)];
    let filters = serde_json::to_vec(&filters).unwrap_or_default();
    format!("{}-{:032x}", service.mappings.fingerprint(), xxhash_rust::xxh3::xxh3_128(&filters))
}

impl<'a> Cycle<'a> {
    /// A cycle of which nothing is done yet.
    pub fn new(service: &'a Service<'a>, state: &'a mut State, wire: Wire) -> Result<Self, StateError> {
        let allows_deletions = quarantine::allows_deletions(state)?;
        let threshold = service.settings.deletion_threshold.filter(|_| !allows_deletions);
        Ok(Self {
            service,
            state,
            wire: Arc::new(wire),
            tally: Tally::default(),
            users: Tally::default(),
            finished: Vec::new(),
            noted: 0,
            kept: Instant::now(),
            waiting: Vec::new(),
            absent: Vec::new(),
            deferred: Vec::new(),
            roles: HashMap::new(),
            met: Vec::new(),
            on_demand: false,
            budget: DeletionBudget::new(threshold),
            allows_deletions,
            removals: 0,
            halt: None,
        })
    }

    /// Counts the deletions of the same cycle before it was interrupted.
    fn carry_on(&mut self, removals: u64) {
        for _ in 0..removals {
            self.budget.allow();
        }
        self.removals = removals;
    }

    /// Reserves room for one more object to be disabled or deleted. One that waits for the administrator goes on waiting.
    pub fn room(&mut self, row: &Row) -> Room {
        if row.staged && !self.allows_deletions && self.service.settings.deletion_threshold.is_some() {
            return Room::None;
        }
        if self.budget.allow() {
            Room::Free
        } else if self.budget.allowed() > self.removals {
            Room::Taken
        } else {
            Room::None
        }
    }

    /// A deletion or disable that had room did not take place.
    pub fn not_removed(&mut self) {
        self.budget.give_back();
    }

    /// The failure the cycle stopped for.
    pub fn halt(&mut self) -> Option<Trouble> {
        self.halt.take()
    }

    pub fn record(&mut self, finished: Finished) {
        self.tally.count(finished.effect);
        match (finished.removes, finished.effect) {
            (true, Effect::Deleted | Effect::Disabled) => self.removals += 1,
            (true, _) => self.not_removed(),
            (false, _) => {}
        }
        if self.wire.reads_only && matches!(finished.done.link, Some(Some(_))) {
            self.met.push(finished.done.row);
        }
        if self.halt.is_none() {
            self.halt = finished.halt;
        }
        self.finished.push(finished.done);
        if finished.effect != Effect::NoReference {
            (self.service.emit)(Progress::Object);
        }
    }

    /// Writes what came of objects, and keeps it.
    pub fn flush(&mut self) -> Result<(), StateError> {
        self.note()?;
        self.state.keep()?;
        self.was_kept();
        Ok(())
    }

    /// The state holds everything that was noted.
    pub fn was_kept(&mut self) {
        (self.noted, self.kept) = (0, Instant::now());
    }

    pub fn is_late(&self) -> bool {
        self.kept.elapsed() >= LATE
    }

    /// Writes what came of objects, and keeps it now and then.
    pub fn note(&mut self) -> Result<(), StateError> {
        if self.wire.reads_only || self.finished.is_empty() {
            self.finished.clear();
            return Ok(());
        }
        self.state.note(&self.finished)?;
        self.noted += self.finished.len();
        self.finished.clear();
        if self.removals > 0 && self.wire.cycle > 0 {
            self.state.put("begun", Some(&Begun { number: self.wire.cycle, removals: self.removals }))?;
        }
        if self.noted >= KEPT || self.is_late() {
            self.state.keep()?;
            self.was_kept();
        }
        Ok(())
    }

    /// The end: watermark, quarantine, status.
    fn close(mut self, report: &status::Report) -> Result<CycleResult, StateError> {
        self.flush()?;
        self.tally.requests = self.wire.requests();
        let end = match self.halt.take() {
            Some(trouble) => End::Halted(trouble),
            None if self.wire.is_over() => End::Interrupted,
            None => End::Complete,
        };
        if end == End::Complete {
            let watermark = Watermark { at: self.wire.now, cycle: self.wire.cycle };
            self.state.put("watermark", Some(&watermark))?;
            quarantine::forget_permission(self.state)?;
        }
        if end != End::Interrupted {
            self.state.put::<Begun>("begun", None)?;
        }
        let counts = self.state.counts()?;
        let (quarantine, change) = quarantine::settle(self.state, self.wire.now, &end, &counts)?;
        let (number, kind, users) = (self.wire.cycle, report.kind, self.users);
        let result = CycleResult { number, kind, tally: self.tally, users, end, quarantine, change };
        status::record(self.state, report, &result, &counts)?;
        if let Ok(before) = self.wire.now.checked_sub(LOG_KEPT) {
            self.state.prune_log(before)?;
        }
        if result.end == End::Complete {
            // Where it cannot be made, the first search makes it, or says why not.
            let _ = self.state.index_links();
        }
        Ok(result)
    }
}
