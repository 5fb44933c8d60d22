//! Queries by POST (RFC 7644 §3.4.3).

pub(super) const CHECKS: &[&super::Check] = &[];
