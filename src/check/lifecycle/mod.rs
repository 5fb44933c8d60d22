//! Disabling, restoring and removing users.

pub(super) const CHECKS: &[&super::Check] = &[];
