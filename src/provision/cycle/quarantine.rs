//! Entering and leaving quarantine at the end of a cycle (Microsoft Learn, "Application provisioning in quarantine
//! status" and "Enable accidental deletions prevention").

use jiff::Timestamp;

use super::{End, QuarantineChange};
use crate::provision::rules::{Quarantine, QuarantineReason, too_many_failures};
use crate::provision::state::{Counts, State, StateError};

/// Allows the deletions of the next complete cycle, staged ones and new ones (Microsoft Graph, `ForceDeletes`).
///
/// # Errors
/// The state cannot be written.
pub fn allow_deletions(state: &mut State) -> Result<(), StateError> {
    state.put("deletions_allowed", Some(&true))
}

/// Under what name is kept that somebody has to be told of the quarantine.
const NOTICE: &str = "notice";

/// What the administrator was not told of yet.
///
/// # Errors
/// The state cannot be read.
pub fn untold(state: &State) -> Result<Option<(QuarantineChange, Quarantine)>, StateError> {
    let change: Option<QuarantineChange> = state.get(NOTICE)?;
    Ok(change.zip(state.get("quarantine")?))
}

/// Notes that the administrator was told, or that it was tried.
///
/// # Errors
/// The state cannot be written.
pub fn told(state: &mut State) -> Result<(), StateError> {
    state.put::<QuarantineChange>(NOTICE, None)
}

pub(super) fn allows_deletions(state: &State) -> Result<bool, StateError> {
    Ok(state.get("deletions_allowed")?.unwrap_or(false))
}

pub(super) fn forget_permission(state: &mut State) -> Result<(), StateError> {
    if allows_deletions(state)? { state.put::<bool>("deletions_allowed", None) } else { Ok(()) }
}

/// Whether the job has been in quarantine for more than four weeks, after which it does not run until a restart.
///
/// # Errors
/// The state cannot be read.
pub fn is_disabled(state: &State, now: Timestamp) -> Result<bool, StateError> {
    let quarantine: Option<Quarantine> = state.get("quarantine")?;
    Ok(quarantine.is_some_and(|quarantine| quarantine.is_expired(now)))
}

/// The quarantine after a cycle, as it is kept from now on.
pub(super) fn settle(
    state: &mut State,
    now: Timestamp,
    end: &End,
    counts: &Counts,
) -> Result<(Option<Quarantine>, QuarantineChange), StateError> {
    let before: Option<Quarantine> = state.get("quarantine")?;
    if *end == End::Interrupted {
        return Ok((before, QuarantineChange::None));
    }
    let in_scope = counts.linked_users + counts.linked_groups + state.failing_without_link()?;
    let Some((reason, code, message)) = why(end, counts, in_scope) else {
        state.put::<Quarantine>("quarantine", None)?;
        let change = if before.is_some() { QuarantineChange::Left } else { QuarantineChange::None };
        return Ok((None, change));
    };
    let (after, is_told) = Quarantine::enter(before.as_ref(), now, reason, code, message);
    let change = match (is_told, before) {
        (false, _) => QuarantineChange::None,
        (true, None) => QuarantineChange::Entered,
        (true, Some(_)) => QuarantineChange::ReasonChanged,
    };
    if change != QuarantineChange::None {
        // First of all, so that it is told whatever ends the process; without a quarantine there is nothing to tell.
        state.put(NOTICE, Some(&change))?;
    }
    state.put("quarantine", Some(&after))?;
    Ok((Some(after), change))
}

fn why(end: &End, counts: &Counts, in_scope: u64) -> Option<(QuarantineReason, String, String)> {
    if let End::Halted(trouble) = end {
        let reason = QuarantineReason::EncounteredQuarantineException;
        return Some((reason, trouble.code.clone(), trouble.message.clone()));
    }
    if counts.staged > 0 {
        let message = format!(
            "{} deletions or disables are beyond the deletion threshold and wait for the administrator",
            counts.staged
        );
        return Some((QuarantineReason::TooManyDeletes, "TooManyDeletes".to_owned(), message));
    }
    let reason = too_many_failures(in_scope, counts.escrowed, counts.escrowed_references)?;
    let message = format!("{} objects and {} references fail", counts.escrowed, counts.escrowed_references);
    Some((reason, reason.to_string(), message))
}
