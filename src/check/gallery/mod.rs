//! What a listing in the gallery asks for: the direct tests of Microsoft's validation.

mod group_update;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[&group_update::CHECK];
