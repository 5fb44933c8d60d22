//! Reading resources: what is found under an address, and what is not.

mod malformed_id;
mod not_publicly_cached;
mod other_kind_404;
mod same_as_list;

use super::create::{difference, needs, told};
use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] =
    &[&malformed_id::CHECK, &other_kind_404::CHECK, &same_as_list::CHECK, &not_publicly_cached::CHECK];
