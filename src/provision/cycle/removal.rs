//! Deleting an account. One that is gone already is as good as deleted.

use super::failure::Trouble;
use super::object::{Reply, Task};
use super::tally::Effect;
use super::{journal, wire::Wire};
use crate::provision::log::{Action, Status};
use crate::provision::rules::Standing;
use crate::provision::state::Done;

/// Sends the DELETE.
pub(super) async fn delete(wire: &Wire, task: Task) -> Reply {
    let Some(id) = task.row.link.clone() else { return deleted(wire, &task) };
    if wire.reads_only {
        return Reply::finished(task.done(), Effect::Deleted);
    }
    match wire.delete(task.kind(), &id).await {
        Ok(_) | Err(Trouble { status: Some(404 | 410), .. }) => deleted(wire, &task),
        Err(trouble) => task.failed(wire, task.done(), trouble),
    }
}

fn deleted(wire: &Wire, task: &Task) -> Reply {
    let entry = journal::entry(task, wire, Action::Delete, Status::Success);
    let done = Done {
        link: Some(None),
        standing: Some(Standing::Deleted),
        settles_intent: true,
        reference_escrow: task.row.reference_escrow.is_some().then_some(None),
        references_due: Some(false),
        entries: vec![entry],
        ..task.succeeded(task.done())
    };
    Reply::finished(done, Effect::Deleted)
}
