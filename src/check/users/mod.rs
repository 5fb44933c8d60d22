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
