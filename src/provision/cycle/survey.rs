//! What a cycle would do to accounts, asked before the first write to a tenant that is not on this machine.

use jiff::Timestamp;

use super::plan::writes_references;
use super::run::{Cycle, prepare};
use super::wire::Wire;
use super::{Service, Trouble};
use crate::provision::object::Kind;
use crate::provision::state::{State, StateError};

/// What a cycle would do to accounts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Survey {
    /// Accounts that would be created.
    pub created: u64,
    /// Existing accounts that would be changed.
    pub changed: u64,
    /// Existing accounts that would be disabled.
    pub disabled: u64,
    /// Existing accounts that would be deleted.
    pub deleted: u64,
    /// Deletions that would wait for the administrator.
    pub staged: u64,
    /// Managers and members that are written to existing accounts and groups at most.
    pub references: u64,
    /// Objects that fail as it is.
    pub failed: u64,
    /// Why the survey stopped early.
    pub halted: Option<Trouble>,
}

pub(super) async fn survey(
    service: &Service<'_>,
    state: &mut State,
    now: Timestamp,
) -> Result<Survey, StateError> {
    state.begin_cycle();
    prepare(service, state)?;
    let mut cycle = Cycle::new(service, state, Wire::new(service, 0, now).reading_only())?;
    cycle.phases().await?;
    let (tally, halted, met) = (cycle.tally, cycle.halt(), std::mem::take(&mut cycle.met));
    Ok(Survey {
        created: tally.created,
        changed: tally.updated,
        disabled: tally.disabled,
        deleted: tally.deleted,
        staged: tally.staged,
        references: references(service, state, &met)?,
        failed: tally.failed,
        halted,
    })
}

/// References to write to what is linked already or was met just now.
fn references(service: &Service, state: &State, met: &[i64]) -> Result<u64, StateError> {
    // What was there before stays as it is with create-only; what is linked was made by the job, or is not due.
    let met: &[i64] = if service.settings.create_only { &[] } else { met };
    let outstanding = state.outstanding(met)?;
    let writes = |kind| service.mapping(kind).is_some_and(writes_references);
    let managers = if writes(Kind::User) { outstanding.managers } else { 0 };
    let members = if writes(Kind::Group) { outstanding.members } else { 0 };
    Ok(managers + members)
}
