//! Users: create, read, delete, and what their attributes look like.

mod active_is_boolean;
mod create_returns_201;
mod create_returns_id;
mod delete_returns_204;
mod deleted_id_404;
mod duplicate_409;
mod get_by_id;
mod manager_is_object;
mod meta_and_empty_roles;
mod reactivate_keeps_id;
mod recreate_after_delete;
mod unknown_id_404;
mod values_unchanged;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &create_returns_201::CHECK,
    &create_returns_id::CHECK,
    &values_unchanged::CHECK,
    &meta_and_empty_roles::CHECK,
    &get_by_id::CHECK,
    &unknown_id_404::CHECK,
    &duplicate_409::CHECK,
    &active_is_boolean::CHECK,
    &reactivate_keeps_id::CHECK,
    &manager_is_object::CHECK,
    &delete_returns_204::CHECK,
    &deleted_id_404::CHECK,
    &recreate_after_delete::CHECK,
];

/// The suffix of the steps by which the user was disabled: as the dialect does it, or else by a JSON boolean,
/// which the default dialect tries as well.
pub(super) fn disabled_by(e: &Evidence) -> Result<&'static str, Unjudged> {
    let own = e.seen("lifecycle/disable")?;
    let shows = |suffix: &str| {
        let read = e.find(&format!("lifecycle/disable{suffix}/read"));
        read.is_some_and(|read| is_active(&read, false))
    };
    match ["", "-boolean"].into_iter().find(|suffix| shows(suffix)) {
        Some(suffix) => Ok(suffix),
        None => {
            let reason = format!("the user could not be disabled (answer {})", own.status());
            Err(Unjudged::Skipped(SkipKind::NeedsStep, reason))
        }
    }
}

/// Whether the answer shows that state; how it is written is the matter of `users/active-is-boolean`.
pub(super) fn is_active(seen: &Seen, expected: bool) -> bool {
    let active = seen.body().and_then(|body| crate::scim::access::member(body, "active"));
    active.and_then(crate::scim::eval::as_boolean) == Some(expected)
}
