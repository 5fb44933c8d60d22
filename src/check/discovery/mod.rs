//! What the tenant says about itself.

mod schemas_list;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[&schemas_list::CHECK];
