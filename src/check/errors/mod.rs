//! How the tenant refuses requests that are not well-formed.

mod invalid_filter_400;
mod malformed_body_400;
mod scim_error_message;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] =
    &[&malformed_body_400::CHECK, &invalid_filter_400::CHECK, &scim_error_message::CHECK];
