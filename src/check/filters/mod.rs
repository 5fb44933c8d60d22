//! Filters (RFC 7644 §3.4.2.2).

pub(super) const CHECKS: &[&super::Check] = &[];
