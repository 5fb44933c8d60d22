//! Entries of the log. Steps are written only where they say more than action and status do.

use serde_json::Value;

use super::failure::{Trouble, quoted};
use super::object::{Plan, Task};
use super::wire::Wire;
use crate::provision::log::{Action, Entry, Modified, Status, Step, StepType};
use crate::provision::mapping::{Difference, Flow, Match};
use crate::provision::state::{Escrow, Row};

/// What stands in place of a value that `Redact` hides.
const REDACT: &str = "[Redact]";
/// Longest value in the log, in characters.
const LONGEST: usize = 1000;

/// An entry about an object.
pub(super) fn of_row(row: &Row, wire: &Wire, action: Action, status: Status) -> Entry {
    Entry {
        seq: 0,
        cycle: wire.cycle,
        at: wire.now,
        duration_ms: 0,
        action,
        status,
        kind: row.object.kind,
        source_id: row.object.id.clone(),
        source_name: row.object.name().to_owned(),
        target_id: row.link.clone(),
        code: None,
        reason: None,
        modified: Vec::new(),
        steps: Vec::new(),
    }
}

/// An entry about an object that is on its way.
pub(super) fn entry(task: &Task, wire: &Wire, action: Action, status: Status) -> Entry {
    Entry {
        duration_ms: u64::try_from(task.begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        reason: task.matched_by.as_ref().map(matched_in_words),
        steps: task.steps.clone(),
        ..of_row(&task.row, wire, action, status)
    }
}

fn matched_in_words(by: &Match) -> String {
    format!("An account of the tenant matches by {} '{}' and is linked.", by.target, by.value)
}

/// An entry that nothing was written, with the reason as the log names it.
pub(super) fn skipped(task: &Task, wire: &Wire, code: &str, reason: &str) -> Entry {
    with_reason(entry(task, wire, Action::Other, Status::Skipped), code, reason)
}

/// The entry with code and reason.
pub(super) fn with_reason(entry: Entry, code: &str, reason: impl Into<String>) -> Entry {
    Entry { code: Some(code.to_owned()), reason: Some(reason.into()), ..entry }
}

/// The entry of a failure.
pub(super) fn failure(task: &Task, wire: &Wire, trouble: &Trouble, escrow: Option<&Escrow>) -> Entry {
    let action = match task.plan {
        Plan::Seek { .. } | Plan::Create => Action::Create,
        Plan::Settle | Plan::Compare | Plan::Delete => task.action,
    };
    let entry = entry(task, wire, action, Status::Failure);
    with_reason(entry, &trouble.code, hidden(explained(trouble, escrow), &task.flows))
}

/// A failure in words, with what becomes of it.
pub(super) fn explained(trouble: &Trouble, escrow: Option<&Escrow>) -> String {
    let message = sentence(&trouble.message);
    match escrow {
        _ if trouble.halts => format!("{message} The cycle stops here."),
        Some(escrow) => format!(
            "{message} This operation was tried {} and is tried again after {}.",
            if escrow.attempts == 1 { "once".to_owned() } else { format!("{} times", escrow.attempts) },
            escrow.next_attempt
        ),
        None => format!("{message} It was tried for 28 days and is not tried again."),
    }
}

/// A message with a full stop, whatever it quotes at its end.
fn sentence(message: &str) -> String {
    let message = message.trim_end();
    let stop = if message.is_empty() || message.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    format!("{message}{stop}")
}

/// What a tenant quotes of a value that is not to be logged is taken out again.
fn hidden(mut text: String, flows: &[Flow]) -> String {
    for flow in flows.iter().filter(|flow| flow.redacted) {
        if let Some(value) = flow.value.as_str().filter(|value| value.len() > 2) {
            text = text.replace(value, REDACT);
        }
    }
    text
}

/// The values of a create request.
pub(super) fn written(flows: Vec<Flow>) -> Vec<Modified> {
    let modified = flows.into_iter().map(|flow| Modified {
        display_name: flow.target.as_str().to_owned(),
        old_value: None,
        new_value: Some(if flow.redacted { REDACT.to_owned() } else { text(flow.value) }),
    });
    modified.collect()
}

/// The values of an update.
pub(super) fn modified(difference: Difference) -> Modified {
    let short = |value: String| if value.len() > LONGEST { quoted(&value) } else { value };
    Modified {
        display_name: difference.change.path,
        old_value: difference.old.map(short),
        new_value: difference.new.map(short),
    }
}

fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        other => quoted(&other.to_string()),
    }
}

/// The step in which a match was found.
pub(super) fn matched(by: &Match, id: &str) -> Step {
    Step {
        name: "EntrySynchronizationMatch".to_owned(),
        provisioning_step_type: StepType::Matching,
        status: Status::Success,
        description: "One object of the tenant matches; it is linked.".to_owned(),
        details: vec![(by.target.clone(), by.value.clone()), ("targetId".to_owned(), id.to_owned())],
    }
}

/// The step in which none was found.
pub(super) fn not_matched(lookups: &[Match]) -> Step {
    Step {
        name: "EntrySynchronizationAdd".to_owned(),
        provisioning_step_type: StepType::Matching,
        status: Status::Success,
        description: "No object of the tenant matches.".to_owned(),
        details: lookups.iter().map(|by| (by.target.clone(), by.value.clone())).collect(),
    }
}
