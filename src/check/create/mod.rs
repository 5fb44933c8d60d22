//! Creating resources (RFC 7644 §3.3).

pub(super) const CHECKS: &[&super::Check] = &[];
