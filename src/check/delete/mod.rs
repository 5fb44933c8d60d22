//! What must be true after a DELETE, beyond the user or group that is gone.

mod any_type_accepted;
mod content_type_tolerated;
mod group_keeps_members;
mod group_of_deleted_member;
mod manager_deleted;
mod second_delete_404;
mod unknown_id_404;
mod writes_after_delete_404;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &second_delete_404::CHECK,
    &writes_after_delete_404::CHECK,
    &unknown_id_404::CHECK,
    &any_type_accepted::CHECK,
    &content_type_tolerated::CHECK,
    &manager_deleted::CHECK,
    &group_of_deleted_member::CHECK,
    &group_keeps_members::CHECK,
];

/// Refuses a judgement where an ordinary DELETE does not work, which `users/delete-returns-204` names.
fn needs_delete(e: &Evidence) -> Result<(), Unjudged> {
    if e.seen("delete/first")?.succeeded() {
        return Ok(());
    }
    let reason = "an ordinary DELETE is refused, which another check names";
    Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
}

/// Findings unless a request for the deleted user is answered with 404. Where a read still shows the user,
/// `users/deleted-id-404` names that.
fn stays_gone(e: &Evidence, step: &str, message: &str) -> Judged {
    needs_delete(e)?;
    if e.seen("delete/first/read")?.succeeded() {
        let reason = "the deleted user can still be read, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(expect::status(&e.seen(step)?, &[404], message))
}
