//! What a tenant must not give away or let happen.

pub(super) const CHECKS: &[&super::Check] = &[];
