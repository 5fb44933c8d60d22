//! Disabling, enabling again, and deleting what is disabled.

mod disable_twice;
mod disabled_user_deleted;
mod duplicate_of_disabled_409;
mod restore_keeps_attributes;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &restore_keeps_attributes::CHECK,
    &duplicate_of_disabled_409::CHECK,
    &disable_twice::CHECK,
    &disabled_user_deleted::CHECK,
];

/// Refuses a judgement where the user could not be disabled, which the checks of PATCH name.
fn needs_disabled(e: &Evidence) -> Result<(), Unjudged> {
    let patch = e.seen("soft/disable")?;
    let read = e.seen("soft/disable/read")?;
    if patch.succeeded() && super::users::is_active(&read, false) {
        return Ok(());
    }
    let reason = "the user could not be disabled, which another check names";
    Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
}
