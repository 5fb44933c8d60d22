//! What a cycle would do to accounts, asked before the first write to a tenant that is not on this machine.

use jiff::Timestamp;

use super::run::Cycle;
use super::wire::Wire;
use super::{Service, Trouble};
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
    let mut cycle = Cycle::new(service, state, Wire::new(service, 0, now).reading_only())?;
    cycle.phases().await?;
    let (tally, halted) = (cycle.tally, cycle.halt());
    Ok(Survey {
        created: tally.created,
        changed: tally.updated,
        disabled: tally.disabled,
        deleted: tally.deleted,
        staged: tally.staged,
        failed: tally.failed,
        halted,
    })
}
