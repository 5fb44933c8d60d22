//! PATCH: what a remove must do to a resource, and what it must not.

mod both_clauses;
mod by_filter;
mod extension_attribute;
mod last_extension_attribute;
mod last_value;
mod path_required;
mod read_only;
mod required_attribute;
mod simple;
mod sub_attribute;
mod unassigned;
mod whole_list;

use super::patched::{accepted, all, refused, unless_named, values};
use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &simple::CHECK,
    &whole_list::CHECK,
    &by_filter::CHECK,
    &sub_attribute::CHECK,
    &path_required::CHECK,
    &required_attribute::CHECK,
    &unassigned::CHECK,
    &extension_attribute::CHECK,
    &last_value::CHECK,
    &last_extension_attribute::CHECK,
    &both_clauses::CHECK,
    &read_only::CHECK,
];
