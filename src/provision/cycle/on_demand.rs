//! Provisioning one user, or one group with at most five members, at once (Microsoft Learn, "Provision on demand"): the
//! four steps that the portal shows, as data.
//!
//! It is always done in the default dialect, knows no app roles, disables only who is not assigned any more, and brings
//! nobody back from the recycle bin.

use jiff::Timestamp;
use serde_json::Value;

use super::judge::Judged;
use super::object::{Reply, Work};
use super::run::Cycle;
use super::wire::{Wire, matching_query};
use super::{Service, journal};
use crate::provision::log::{Action, Entry, Status, Step, StepType};
use crate::provision::mapping::{self, Flow, Match};
use crate::provision::object::Kind;
use crate::provision::rules::Decision;
use crate::provision::state::{Done, Row, State, StateError};

/// Most members of a group that are provisioned with it.
pub const MEMBERS: usize = 5;

/// What is provisioned on demand.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The user or group.
    pub row: Row,
    /// Members of the group that are added or removed with it; at most [`MEMBERS`].
    pub members: Vec<Row>,
}

/// What on-demand provisioning shows.
#[derive(Debug, Clone)]
pub struct OnDemand {
    /// Import, scope, match, action.
    pub steps: Vec<Step>,
    /// What the log says; the object first, then its references. Empty after a dry run.
    pub entries: Vec<Entry>,
    /// What a create request would be, after a dry run of an object that is not linked.
    pub body: Option<Value>,
}

impl Service<'_> {
    /// Provisions one object at once. A dry run sends nothing and records nothing.
    ///
    /// # Errors
    /// The state cannot be read or written.
    pub async fn on_demand(
        &self,
        state: &mut State,
        subject: Subject,
        now: Timestamp,
        dry_run: bool,
    ) -> Result<OnDemand, StateError> {
        let mut steps = vec![import(&subject.row)];
        let Some(judged) = self.judge(&subject.row) else {
            steps.push(not_mapped(subject.row.object.kind));
            return Ok(OnDemand { steps, entries: Vec::new(), body: None });
        };
        steps.push(self.scope(&subject.row, &judged));
        state.begin_cycle();
        let mut cycle = Cycle::new(self, state, Wire::new(self, 0, now).on_demand())?;
        cycle.on_demand = true;
        if let Some(why) = not_on_demand(&judged) {
            steps.push(why);
            return Ok(OnDemand { steps, entries: Vec::new(), body: None });
        }
        if dry_run {
            cycle.rehearse(&subject.row, judged, steps)
        } else {
            cycle.perform(subject, steps).await
        }
    }

    /// The second step: each condition and each clause.
    fn scope(&self, row: &Row, judged: &Judged) -> Step {
        let word = |holds: bool| if holds { "True" } else { "False" }.to_owned();
        let situation = judged.situation;
        let mut details = vec![
            ("IsActive".to_owned(), word(situation.present && situation.enabled && !situation.soft_deleted)),
            ("Assigned".to_owned(), word(judged.entitlement.is_assigned())),
            ("IsEffectivelyEntitledForProvisioning".to_owned(), word(situation.entitled)),
        ];
        if let Some(mapping) = self.mapping(row.object.kind) {
            let clauses = mapping.filters.judge(&row.object).clauses;
            details.extend(clauses.into_iter().map(|(clause, holds)| (clause, word(holds))));
        }
        details.push(("ScopeEvaluationResult".to_owned(), word(judged.is_in_scope())));
        let in_scope = judged.is_in_scope();
        let words = if in_scope { "is in scope" } else { "is not in scope" };
        Step {
            name: "EntrySynchronizationScoping".to_owned(),
            provisioning_step_type: StepType::Scoping,
            status: if in_scope { Status::Success } else { Status::Skipped },
            description: format!("{} '{}' {words}.", row.object.kind, row.object.name()),
            details,
        }
    }
}

impl Cycle<'_> {
    /// What would be done, without a request.
    fn rehearse(&mut self, row: &Row, judged: Judged, mut steps: Vec<Step>) -> Result<OnDemand, StateError> {
        let decision = judged.decide();
        let flows = match self.flows(row, judged)? {
            Ok(flows) => flows,
            Err(trouble) => {
                steps.push(step(
                    StepType::Processing,
                    "EntrySynchronization",
                    Status::Failure,
                    trouble.message,
                ));
                return Ok(OnDemand { steps, entries: Vec::new(), body: None });
            }
        };
        let matches = self.service.mapping(row.object.kind).map_or_else(Vec::new, |own| own.matches(&flows));
        steps.push(would_match(row, decision, &matches));
        let creates = decision == Decision::Provision && judged.configuration.may_create();
        let body = creates
            .then(|| mapping::create_body(row.object.kind, self.service.mappings.has_enterprise, &flows));
        steps.push(would_do(decision, &flows));
        Ok(OnDemand { steps, entries: Vec::new(), body })
    }

    async fn perform(mut self, subject: Subject, steps: Vec<Step>) -> Result<OnDemand, StateError> {
        let Subject { row, members } = subject;
        let (id, kind, was_linked) = (row.object.id.clone(), row.object.kind, row.link.is_some());
        let works = self.plan_objects(vec![row])?;
        self.carry_out(works).await?;
        let waiting = std::mem::take(&mut self.waiting);
        self.carry_out(waiting.into_iter().map(|task| Work::Object(Box::new(task))).collect()).await?;
        let mut all = steps;
        complete(&mut all, &mut self.finished, was_linked);
        let mut entries = entries(&self.finished);
        self.flush()?;
        if let Some(row) = self.state.by_id(&id)?.filter(|row| row.link.is_some()) {
            let works = match kind {
                Kind::User => self.plan_managers(vec![row])?,
                Kind::Group => self.plan_some_members(row, &members)?,
            };
            self.carry_out(works).await?;
            if kind == Kind::Group {
                // Only some members were looked at; the next cycle looks at all.
                for done in &mut self.finished {
                    (done.references_due, done.reference_escrow) = (None, None);
                }
            }
            entries.extend(self.finished.iter().flat_map(|done| done.entries.clone()));
            self.flush()?;
        }
        Ok(OnDemand { steps: all, entries, body: None })
    }

    fn plan_some_members(&mut self, row: Row, members: &[Row]) -> Result<Vec<Work>, StateError> {
        let chosen = |id: &str| members.iter().take(MEMBERS).any(|member| member.object.id == id);
        let Some(mut task) = self.plan_group(row)? else { return Ok(Vec::new()) };
        task.add.retain(|(member, _)| chosen(member));
        task.remove.retain(|(member, _)| chosen(member));
        task.gone.retain(|member| chosen(member));
        (task.waiting, task.after) = (0, None);
        // Who is in doubt, and not among the chosen, stays so.
        task.settles = task.row.intent.is_none();
        self.write_down_members(vec![task])
    }

    /// One piece of work after the other.
    async fn carry_out(&mut self, mut works: Vec<Work>) -> Result<(), StateError> {
        while let Some(work) = works.pop() {
            let wire = std::sync::Arc::clone(&self.wire);
            let reply: Reply = work.carry_out(&wire).await;
            works.extend(self.absorb(reply)?);
            works.extend(self.write_down()?);
        }
        Ok(())
    }
}

fn entries(finished: &[Done]) -> Vec<Entry> {
    finished.iter().flat_map(|done| done.entries.clone()).collect()
}

/// Adds the last two steps, and gives the entry of the object all of them.
fn complete(steps: &mut Vec<Step>, finished: &mut [Done], was_linked: bool) {
    let Some(entry) = finished.iter_mut().flat_map(|done| &mut done.entries).next() else { return };
    let matching = std::mem::take(&mut entry.steps);
    if matching.is_empty() && was_linked {
        steps.push(linked(entry));
    }
    steps.extend(matching);
    steps.push(exported(entry));
    entry.steps.clone_from(steps);
}

fn exported(entry: &Entry) -> Step {
    let (name, done) = match entry.action {
        Action::Create => ("EntryExportAdd", "was created"),
        Action::Update => ("EntryExportUpdate", "was updated"),
        Action::Disable => ("EntryExportUpdate", "was disabled"),
        Action::Delete => ("EntryExportDelete", "was deleted"),
        Action::StagedDelete => ("EntryExportDelete", "waits for the administrator"),
        Action::Other => ("EntrySynchronizationSkip", "was left as it is"),
    };
    let description = match (&entry.reason, entry.status) {
        (Some(reason), Status::Failure | Status::Skipped) => reason.clone(),
        _ => format!("{} '{}' {done}.", entry.kind, entry.source_name),
    };
    let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    let change = |modified: &crate::provision::log::Modified| {
        let words = match &modified.old_value {
            Some(old) => format!("{old} → {}", value(&modified.new_value)),
            None => value(&modified.new_value),
        };
        (modified.display_name.clone(), words)
    };
    let details = entry.modified.iter().map(change).collect();
    Step { details, ..step(StepType::Export, name, entry.status, description) }
}

fn linked(entry: &Entry) -> Step {
    let target = entry.target_id.clone().unwrap_or_default();
    let words = format!("It is linked to '{target}' already.");
    Step {
        details: vec![("targetId".to_owned(), target)],
        ..step(StepType::Matching, "EntrySynchronizationMatch", Status::Success, words)
    }
}

fn import(row: &Row) -> Step {
    let object = &row.object;
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut details = vec![("objectId".to_owned(), object.id.clone())];
    details.extend(object.attributes.iter().map(|(name, value)| (name.to_owned(), shown(value))));
    details.extend(object.manager.iter().map(|manager| ("manager".to_owned(), manager.clone())));
    let words = format!("{} '{}' was read from the directory.", object.kind, object.name());
    Step { details, ..step(StepType::Import, "EntryImport", Status::Success, words) }
}

fn not_mapped(kind: Kind) -> Step {
    let words = format!("The mapping of {}s is switched off.", kind.to_string().to_lowercase());
    step(StepType::Scoping, "EntrySynchronizationScoping", Status::Skipped, words)
}

/// What on-demand provisioning leaves to the next cycle.
fn not_on_demand(judged: &Judged) -> Option<Step> {
    let removes = matches!(judged.decide(), Decision::Disable | Decision::Delete);
    let words = if removes && judged.situation.entitled {
        "On demand only who is not assigned any more is disabled; the next cycle does the rest."
    } else if judged.situation.soft_deleted {
        "On demand nobody in the recycle bin is provisioned; the next cycle decides."
    } else {
        return None;
    };
    Some(step(StepType::Processing, "EntrySynchronizationSkip", Status::Skipped, words))
}

fn would_match(row: &Row, decision: Decision, matches: &[Match]) -> Step {
    let kind = row.object.kind;
    let query = |by: &Match| (by.target.clone(), matching_query(kind, &by.target, &by.value));
    let (words, details) = match (&row.link, decision) {
        (Some(link), _) => {
            (format!("It is linked to '{link}' already."), vec![("targetId".to_owned(), link.clone())])
        }
        (None, Decision::Provision) => {
            let names: Vec<&str> = matches.iter().map(|by| by.target.as_str()).collect();
            (
                format!("It would be looked for by {}.", names.join(", then ")),
                matches.iter().map(query).collect(),
            )
        }
        (None, _) => ("It would not be looked for.".to_owned(), Vec::new()),
    };
    Step { details, ..step(StepType::Matching, "EntrySynchronizationMatch", Status::Success, words) }
}

fn would_do(decision: Decision, flows: &[Flow]) -> Step {
    let values = || {
        journal::written(flows.to_vec())
            .into_iter()
            .map(|m| (m.display_name, m.new_value.unwrap_or_default()))
    };
    let (name, status, words, details) = match decision {
        Decision::Provision => (
            "EntryExportAdd",
            Status::Success,
            "Without a match it would be created like this.",
            values().collect(),
        ),
        Decision::Update => (
            "EntryExportUpdate",
            Status::Success,
            "It would be read, and what differs of this would be written.",
            values().collect(),
        ),
        Decision::Disable => ("EntryExportUpdate", Status::Success, "It would be disabled.", Vec::new()),
        Decision::Delete => ("EntryExportDelete", Status::Success, "It would be deleted.", Vec::new()),
        Decision::Skip(code) => {
            let words =
                crate::provision::rules::word(code).map_or("Nothing would be done.", |word| word.cause);
            let details = vec![("SkipReason".to_owned(), code.to_owned())];
            ("EntrySynchronizationSkip", Status::Skipped, words, details)
        }
    };
    Step { details, ..step(StepType::Export, name, status, words) }
}

fn step(kind: StepType, name: &str, status: Status, description: impl Into<String>) -> Step {
    Step {
        name: name.to_owned(),
        provisioning_step_type: kind,
        status,
        description: description.into(),
        details: Vec::new(),
    }
}
