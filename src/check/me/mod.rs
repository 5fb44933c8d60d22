//! `/Me`, the alias of whoever is logged in.

mod answer;
mod location;
mod subject;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[&answer::CHECK, &location::CHECK, &subject::CHECK];
