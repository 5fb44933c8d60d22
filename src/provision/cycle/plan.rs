//! Deciding what is to be done: for each object of a page one piece of work, or nothing but an entry in the log.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value;

use super::answer::Shown;
use super::failure::Trouble;
use super::judge::Judged;
use super::object::{Plan, Reply, Task, Work};
use super::run::{Cycle, Room};
use super::tally::Effect;
use super::{journal, matching};
use crate::provision::log::{Action, Status};
use crate::provision::mapping::{Flow, Match, ObjectMapping, Surroundings};
use crate::provision::object::AppRole;
use crate::provision::rules::{Decision, Standing, skips};
use crate::provision::scope::Scope;
use crate::provision::state::{Done, Intent, Row, StateError};

impl Cycle<'_> {
    /// Plans the objects of a page.
    pub(super) fn plan_objects(&mut self, rows: Vec<Row>) -> Result<Vec<Work>, StateError> {
        let mut works = Vec::with_capacity(rows.len());
        for row in rows {
            works.extend(self.plan_object(row)?);
        }
        Ok(works)
    }

    /// Writes down the create requests that wait for it, all at once. Only what no query found is written down: whatever
    /// is found by it later is then of this job's making, and never an account that was there before.
    pub(super) fn write_down(&mut self) -> Result<Vec<Work>, StateError> {
        let absent = std::mem::take(&mut self.absent);
        if absent.is_empty() || self.wire.is_over() {
            return Ok(Vec::new());
        }
        let intent = |task: &Task| (task.row.row, Intent { matches: task.lookups.clone() });
        let intents: Vec<(i64, Intent)> = absent.iter().map(|task| intent(task)).collect();
        self.state.intend(&intents)?;
        self.was_kept();
        Ok(absent.into_iter().map(Work::Object).collect())
    }

    /// A piece of work that the end of the cycle forestalled. What was written down for a create request that was never
    /// sent is taken back.
    pub(super) fn not_begun(&mut self, work: Work) {
        let Work::Object(task) = work else { return };
        if task.removes() {
            self.not_removed();
        }
        if task.plan == Plan::Create && task.row.intent.is_none() {
            self.finished.push(Done { row: task.row.row, settles_intent: true, ..Done::default() });
        }
    }

    fn plan_object(&mut self, row: Row) -> Result<Option<Work>, StateError> {
        let Some(judged) = self.service.judge(&row) else {
            self.absorb(Reply::finished(worked(&row), Effect::Skipped))?;
            return Ok(None);
        };
        let in_doubt = row.link.is_none() && !matching::written_down(&row).is_empty();
        if in_doubt && judged.decide() != Decision::Provision {
            return Ok(Some(settle(row)));
        }
        self.plan_judged(row, judged, None)
    }

    /// The work a decision asks for; `shown` is what a query showed of the account.
    fn plan_judged(
        &mut self,
        row: Row,
        judged: Judged,
        shown: Option<Value>,
    ) -> Result<Option<Work>, StateError> {
        let found = shown.is_some();
        if judged.standing == Standing::Kept {
            return self.keep(row, found);
        }
        let decision = judged.decide();
        let mut task = task_of(row, decision, judged);
        task.newly_linked = found;
        task.shown = shown;
        match decision {
            Decision::Skip(code) => self.skip(task, judged, code),
            Decision::Delete => self.remove(task),
            Decision::Disable | Decision::Update if !judged.flows_whole() => {
                let only_active = |flow: &Flow| flow.target.path().is_attribute("active");
                self.with_flows(task, judged, only_active)
            }
            Decision::Disable | Decision::Update => self.with_flows(task, judged, |_| true),
            Decision::Provision => self.provision(task, judged),
        }
    }

    fn with_flows(
        &mut self,
        mut task: Task,
        judged: Judged,
        keep: fn(&Flow) -> bool,
    ) -> Result<Option<Work>, StateError> {
        match self.flows(&task.row, judged)? {
            Ok(flows) => task.flows = flows.into_iter().filter(keep).collect(),
            Err(trouble) => return self.fail(&task, trouble),
        }
        if task.action == Action::Disable {
            return self.remove(task);
        }
        // Nobody else may be created with the values of a linked object; who is linked keeps them.
        let matches = self.matches(&task);
        self.claim(&task, &matches)?;
        Ok(Some(Work::Object(Box::new(task))))
    }

    fn provision(&mut self, mut task: Task, judged: Judged) -> Result<Option<Work>, StateError> {
        match self.flows(&task.row, judged)? {
            Ok(flows) => task.flows = flows,
            Err(trouble) => return self.fail(&task, trouble),
        }
        let matches = self.matches(&task);
        if matches.is_empty() {
            return self.without_matching_value(&task);
        }
        if let Some((by, other)) = self.claim(&task, &matches)? {
            return self.fail(&task, shared(&by, &other));
        }
        task.lookups = matching::lookups(matching::written_down(&task.row), matches);
        Ok(Some(Work::Object(Box::new(task))))
    }

    fn matches(&self, task: &Task) -> Vec<Match> {
        self.service.mapping(task.kind()).map_or_else(Vec::new, |mapping| mapping.matches(&task.flows))
    }

    /// Claims the matching values; the first that is somebody else's comes back, with the other's name.
    fn claim(&mut self, task: &Task, matches: &[Match]) -> Result<Option<(Match, String)>, StateError> {
        for by in matches {
            if let Some(other) = self.state.claim(task.kind(), by, task.row.row)? {
                let other = self.state.by_row(other)?;
                return Ok(Some((by.clone(), other.object.name().to_owned())));
            }
        }
        Ok(None)
    }

    /// A deletion or a disable, as far as the threshold allows.
    pub(super) fn remove(&mut self, task: Task) -> Result<Option<Work>, StateError> {
        match self.room(&task.row) {
            Room::Free => Ok(Some(Work::Object(Box::new(task)))),
            Room::Taken => {
                self.deferred.push(task);
                Ok(None)
            }
            Room::None => self.stage(&task),
        }
    }

    fn stage(&mut self, task: &Task) -> Result<Option<Work>, StateError> {
        let mut done = Done { staged: Some(true), worked: false, ..task.done() };
        if !task.row.staged {
            let entry = journal::entry(task, &self.wire, Action::StagedDelete, Status::Warning);
            let reason = "The deletion threshold of the job is exceeded; this waits for the administrator.";
            done.entries = vec![journal::with_reason(entry, "TooManyDeletes", reason)];
        }
        self.absorb(Reply::finished(done, Effect::Staged))?;
        Ok(None)
    }

    fn skip(&mut self, task: Task, judged: Judged, code: &str) -> Result<Option<Work>, StateError> {
        let reason = judged.sentence().filter(|_| code == skips::NOT_ENTITLED);
        let reason =
            reason.unwrap_or_else(|| crate::provision::rules::word(code).map_or("", |word| word.cause));
        let entry = journal::skipped(&task, &self.wire, code, reason);
        let done = Done {
            escrow: task.row.escrow.is_some().then_some(None),
            staged: task.row.staged.then_some(false),
            standing: Some(task.after).filter(|after| task.newly_linked || *after != task.row.standing),
            entries: if is_news(&task.row, code) { vec![entry] } else { Vec::new() },
            ..task.done()
        };
        self.absorb(Reply::finished(done, Effect::Skipped))?;
        Ok(None)
    }

    /// An account that was there before, in a job that never writes to such an account.
    fn keep(&mut self, row: Row, found: bool) -> Result<Option<Work>, StateError> {
        let task =
            Task { newly_linked: found, ..Task::new(row, Plan::Compare, Action::Other, Standing::Kept) };
        let reason = "The account was there before; with create-only it is linked and left as it is.";
        let done = Done {
            // An older link stands as before when the job may write again.
            standing: found.then_some(Standing::Kept),
            escrow: task.row.escrow.is_some().then_some(None),
            staged: task.row.staged.then_some(false),
            references_due: Some(false),
            entries: vec![journal::skipped(&task, &self.wire, skips::CREATE_ONLY, reason)],
            ..task.done()
        };
        self.absorb(Reply::finished(done, Effect::Skipped))?;
        Ok(None)
    }

    fn without_matching_value(&mut self, task: &Task) -> Result<Option<Work>, StateError> {
        let reason = "No matching attribute has a value, so the account cannot be looked for.";
        let done = Done {
            escrow: task.row.escrow.is_some().then_some(None),
            entries: vec![journal::skipped(task, &self.wire, "ImportSkipped", reason)],
            ..task.done()
        };
        self.absorb(Reply::finished(done, Effect::Skipped))?;
        Ok(None)
    }

    fn fail(&mut self, task: &Task, trouble: Trouble) -> Result<Option<Work>, StateError> {
        let reply = task.failed(&self.wire, task.done(), trouble);
        self.absorb(reply)?;
        Ok(None)
    }

    /// The values that flow, or why one has none.
    pub(super) fn flows(
        &mut self,
        row: &Row,
        judged: Judged,
    ) -> Result<Result<Vec<Flow>, Trouble>, StateError> {
        let roles = self.roles(row)?;
        let Some(mapping) = self.service.mapping(row.object.kind) else { return Ok(Ok(Vec::new())) };
        let flows = mapping.flows(&Surroundings {
            object: &row.object,
            roles: &roles,
            is_soft_deleted: judged.situation.is_soft_deleted(),
            now: self.wire.now,
            seed: seed(row, self.wire.now.as_nanosecond()),
        });
        Ok(flows.map_err(|error| Trouble::object("InternalError", error.to_string())))
    }

    /// The roles that mappings see. With "Sync all users and groups" there are none (Microsoft Learn, "Customize user
    /// provisioning attribute mappings", Provisioning a role to a SCIM app).
    fn roles(&mut self, row: &Row) -> Result<Vec<AppRole>, StateError> {
        if row.assignments.is_empty() || self.service.settings.scope == Scope::All || self.on_demand {
            return Ok(Vec::new());
        }
        if let Some(roles) = self.roles.get(&row.assignments) {
            return Ok(roles.clone());
        }
        let roles = self.state.roles(&row.assignments)?;
        if self.roles.len() < ROLE_SETS {
            self.roles.insert(row.assignments.clone(), roles.clone());
        }
        Ok(roles)
    }

    /// What becomes of an object whose account a query found.
    pub(super) fn adopt(&mut self, task: Task, shown: Shown) -> Result<Option<Work>, StateError> {
        if self
            .finished
            .iter()
            .any(|done| done.link.as_ref().is_some_and(|link| link.as_ref() == Some(&shown.id)))
        {
            self.note()?;
        }
        let owner = self.state.by_link(task.kind(), &shown.id)?.filter(|owner| owner.row != task.row.row);
        if let Some(owner) = owner {
            let judged = self.service.judge(&owner);
            let manages = judged.is_some_and(|judged| {
                matches!(judged.standing, Standing::Managed | Standing::Disabled | Standing::Kept)
            });
            let manages = manages && owner.standing != Standing::Released;
            if manages && !task.waited {
                self.waiting.push(Task { waited: true, matched_by: None, steps: Vec::new(), ..task });
                return Ok(None);
            }
            if manages && owner.present {
                let trouble = taken(&owner, &shown.id);
                let done = Done { settles_intent: true, ..task.done() };
                let reply = task.failed(&self.wire, done, trouble);
                self.absorb(reply)?;
                return Ok(None);
            }
            let released = Done {
                row: owner.row,
                link: Some(None),
                standing: Some(Standing::New),
                staged: owner.staged.then_some(false),
                escrow: owner.escrow.is_some().then_some(None),
                ..Done::default()
            };
            self.finished.push(released);
        }
        self.link(task, shown)
    }

    fn link(&mut self, task: Task, shown: Shown) -> Result<Option<Work>, StateError> {
        let mut row = task.row;
        row.link = Some(shown.id);
        row.created = task.by_intent;
        row.standing = Standing::Managed;
        let Some(judged) = self.service.judge(&row) else { return Ok(None) };
        let work = self.plan_judged(row, judged, Some(shown.value))?;
        Ok(work.map(|work| match work {
            Work::Object(mut next) => {
                next.matched_by = task.matched_by;
                next.steps = task.steps;
                Work::Object(next)
            }
            other => other,
        }))
    }
}

/// Most sets of roles that are remembered.
const ROLE_SETS: usize = 1000;

fn task_of(row: Row, decision: Decision, judged: Judged) -> Task {
    let (plan, action) = match decision {
        Decision::Provision => (Plan::Seek { create: judged.configuration.may_create() }, Action::Update),
        Decision::Update => (Plan::Compare, Action::Update),
        Decision::Disable => (Plan::Compare, Action::Disable),
        Decision::Delete => (Plan::Delete, Action::Delete),
        Decision::Skip(_) => (Plan::Compare, Action::Other),
    };
    Task::new(row, plan, action, judged.after(decision))
}

/// A create request without a known outcome, of an object that is not to be created any more.
fn settle(row: Row) -> Work {
    let lookups = matching::written_down(&row).to_vec();
    let after = row.standing;
    let task = Task::new(row, Plan::Settle, Action::Other, after);
    Work::Object(Box::new(Task { lookups, ..task }))
}

fn worked(row: &Row) -> Done {
    Done { row: row.row, worked: true, references_due: Some(false), ..Done::default() }
}

/// Whether the log says that an object was skipped: what is gone and was never provisioned is no news.
fn is_news(row: &Row, code: &str) -> bool {
    row.present || row.link.is_some() || code != skips::NEVER_PROVISIONED
}

fn shared(by: &Match, other: &str) -> Trouble {
    let message = format!("Another object in scope, '{other}', has the {} '{}', too.", by.target, by.value);
    Trouble::object("DuplicateSourceEntries", message)
}

fn taken(owner: &Row, id: &str) -> Trouble {
    let message = format!(
        "The account that matches ('{id}') is the one of {} '{}'.",
        owner.object.kind,
        owner.object.name()
    );
    Trouble::object("DuplicateSourceEntries", message)
}

/// What random functions of expressions draw from: another value for each object and cycle.
fn seed(row: &Row, now: i128) -> u64 {
    let mut hasher = DefaultHasher::new();
    (row.row, &row.object.id, now).hash(&mut hasher);
    hasher.finish()
}

/// Whether a mapping writes references, and may.
pub(super) fn writes_references(mapping: &ObjectMapping) -> bool {
    mapping.has_reference() && mapping.actions.update
}
