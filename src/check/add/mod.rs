//! PATCH: what an add must do to a resource.

mod appends;
mod bare_object;
mod by_filter;
mod complex;
mod extension_container;
mod extension_object;
mod external_id;
mod no_path;
mod replaces_single;
mod same_value_again;
mod schemas_extended;
mod simple;
mod sub_attribute;
mod value_required;

use super::patched::{Patched, accepted, all, refused, unless_named, values};
use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &simple::CHECK,
    &replaces_single::CHECK,
    &complex::CHECK,
    &sub_attribute::CHECK,
    &appends::CHECK,
    &same_value_again::CHECK,
    &no_path::CHECK,
    &extension_object::CHECK,
    &value_required::CHECK,
    &bare_object::CHECK,
    &by_filter::CHECK,
    &extension_container::CHECK,
    &schemas_extended::CHECK,
    &external_id::CHECK,
];
