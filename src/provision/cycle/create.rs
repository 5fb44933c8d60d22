//! Creating what no matching attribute finds.

use super::answer;
use super::failure::Trouble;
use super::object::{Plan, Reply, Task};
use super::tally::Effect;
use super::{journal, wire::Wire};
use crate::provision::log::{Action, Status};
use crate::provision::rules::Standing;
use crate::provision::state::Done;

/// What becomes of an object that no query found: a create request, where creating is allowed and there is something to
/// create. It is sent by [`post`] once it is written down.
pub(super) fn create(wire: &Wire, mut task: Box<Task>) -> Reply {
    let nothing = Done { settles_intent: true, ..task.done() };
    if task.plan == Plan::Settle {
        // The lost request created nothing.
        let done = Done { escrow: task.row.escrow.is_some().then_some(None), ..nothing };
        return Reply::finished(done, Effect::Skipped);
    }
    if task.plan != (Plan::Seek { create: true }) {
        return not_allowed(wire, &task, nothing);
    }
    if wire.reads_only {
        return Reply::finished(nothing, Effect::Created);
    }
    task.plan = Plan::Create;
    Reply::Absent(task)
}

/// Sends the create request.
pub(super) async fn post(wire: &Wire, task: Task) -> Reply {
    let answer = match wire.create(task.kind(), &task.flows).await {
        Ok(response) => answer::id(&response),
        Err(trouble) => Err(trouble),
    };
    match answer {
        Ok(id) => created(wire, task, id),
        Err(trouble) => failed(wire, &task, trouble),
    }
}

fn created(wire: &Wire, mut task: Task, id: String) -> Reply {
    let mut entry = journal::entry(&task, wire, Action::Create, Status::Success);
    entry.target_id = Some(id.clone());
    entry.modified = journal::written(std::mem::take(&mut task.flows));
    let done = Done {
        link: Some(Some(id)),
        created: true,
        standing: Some(Standing::Managed),
        settles_intent: true,
        entries: vec![entry],
        ..task.succeeded(task.done())
    };
    Reply::finished(done, Effect::Created)
}

/// An answer that leaves open whether the account was created keeps the intent: it is looked up before the next attempt.
fn failed(wire: &Wire, task: &Task, trouble: Trouble) -> Reply {
    let done = Done { settles_intent: !trouble.in_doubt, ..task.done() };
    task.failed(wire, done, trouble)
}

fn not_allowed(wire: &Wire, task: &Task, nothing: Done) -> Reply {
    let reason = "No object of the tenant matches, and the mapping does not allow to create one.";
    let mut entry = journal::skipped(task, wire, "CreateNotAllowed", reason);
    entry.action = Action::Create;
    let done = Done { escrow: task.row.escrow.is_some().then_some(None), entries: vec![entry], ..nothing };
    Reply::finished(done, Effect::Skipped)
}
