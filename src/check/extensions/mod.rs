//! Extensions of a resource (RFC 7643 §3.3, §4.3).

pub(super) const CHECKS: &[&super::Check] = &[];
