//! Sorting (RFC 7644 §3.4.2.3).

pub(super) const CHECKS: &[&super::Check] = &[];
