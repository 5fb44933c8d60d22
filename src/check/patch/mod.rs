//! placeholder
pub(super) const CHECKS: &[&super::Check] = &[];
