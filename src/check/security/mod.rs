//! What answers must not reveal, and requests that must do no harm.

mod deep_json_bounded;
mod markup_is_data;
mod no_credential_echo;
mod no_internals_in_errors;
mod reads_change_nothing;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &reads_change_nothing::CHECK,
    &no_credential_echo::CHECK,
    &no_internals_in_errors::CHECK,
    &markup_is_data::CHECK,
    &deep_json_bounded::CHECK,
];
