//! Bringing a linked account up to date: read it, compare it, write what differs. Disabling and restoring are that, too.

use serde_json::Value;

use super::answer;
use super::failure::Trouble;
use super::object::{Reply, Task};
use super::tally::Effect;
use super::{journal, wire::Wire};
use crate::entra::body::{self, Change};
use crate::provision::log::{Action, Status};
use crate::provision::mapping::{self, Difference};
use crate::provision::state::Done;

/// Reads the account, unless a query has shown it, and writes what differs.
pub(super) async fn compare(wire: &Wire, mut task: Task) -> Reply {
    let Some(id) = task.row.link.clone() else {
        let trouble = Trouble::object("InvalidAnchor", "the object has no link to the tenant any more");
        return task.failed(wire, task.done(), trouble);
    };
    let shown = match task.shown.take() {
        Some(shown) => Ok(shown),
        None => read(wire, &task, &id).await,
    };
    match shown {
        Ok(shown) => {
            let is_unknown = task.newly_linked || task.row.manager_written.is_none();
            task.shows_manager = is_unknown && answer::shows_manager(&shown);
            write(wire, &task, &id, &shown).await
        }
        Err(trouble) => task.failed(wire, task.done(), trouble),
    }
}

async fn read(wire: &Wire, task: &Task, id: &str) -> Result<Value, Trouble> {
    let response = wire.get(task.kind(), id).await?;
    Ok(answer::resource(&response)?.value)
}

async fn write(wire: &Wire, task: &Task, id: &str, shown: &Value) -> Reply {
    let differences = mapping::differences(wire.dialect, shown, &task.flows);
    if differences.is_empty() {
        return redundant(wire, task);
    }
    if wire.reads_only {
        return Reply::finished(task.done(), effect(task.action));
    }
    let changes: Vec<Change> = differences.iter().map(|difference| difference.change.clone()).collect();
    let body = body::patch(wire.dialect, &changes);
    let answer = match wire.patch(task.kind(), id, &body).await {
        Ok(response) => answer::perhaps_resource(&response),
        Err(trouble) => Err(trouble),
    };
    match answer {
        Ok(()) => written(wire, task, differences),
        Err(trouble) => task.failed(wire, task.done(), trouble),
    }
}

fn written(wire: &Wire, task: &Task, differences: Vec<Difference>) -> Reply {
    let mut entry = journal::entry(task, wire, task.action, Status::Success);
    entry.modified = differences.into_iter().map(journal::modified).collect();
    let done = Done { entries: vec![entry], ..task.succeeded(task.done()) };
    Reply::finished(done, effect(task.action))
}

fn redundant(wire: &Wire, task: &Task) -> Reply {
    let mut entry = journal::skipped(task, wire, "RedundantExport", "The tenant shows all values already.");
    entry.action = task.action;
    let done = Done { entries: vec![entry], ..task.succeeded(task.done()) };
    Reply::finished(done, Effect::Skipped)
}

fn effect(action: Action) -> Effect {
    if action == Action::Disable { Effect::Disabled } else { Effect::Updated }
}
