//! Deleting resources (RFC 7644 §3.6).

pub(super) const CHECKS: &[&super::Check] = &[];
