//! PATCH: what a replace must do to a resource.

mod all_matching;
mod complex_keeps_unnamed;
mod element;
mod empty_list_clears;
mod extension_object;
mod keeps_siblings;
mod no_match;
mod no_path_keeps_others;
mod unset_is_added;
mod whole_list;

use super::patched::{Patched, accepted, all, either, unless_named, values};
use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &unset_is_added::CHECK,
    &whole_list::CHECK,
    &keeps_siblings::CHECK,
    &element::CHECK,
    &no_path_keeps_others::CHECK,
    &extension_object::CHECK,
    &empty_list_clears::CHECK,
    &complex_keeps_unnamed::CHECK,
    &all_matching::CHECK,
    &no_match::CHECK,
];
