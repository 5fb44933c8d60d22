//! Media types, repeated requests, and how soon a read shows a write.

mod charset_parameter;
mod first_attempt;
mod no_content_type_on_get_delete;
mod read_your_writes;
mod scim_json_request;
mod scim_json_response;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &no_content_type_on_get_delete::CHECK,
    &scim_json_request::CHECK,
    &charset_parameter::CHECK,
    &scim_json_response::CHECK,
    &read_your_writes::CHECK,
    &first_attempt::CHECK,
];
