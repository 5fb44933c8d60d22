//! Replacing a resource (RFC 7644 §3.5.1).

pub(super) const CHECKS: &[&super::Check] = &[];
