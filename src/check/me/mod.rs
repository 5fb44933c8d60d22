//! The subject's own resource (RFC 7644 §3.11).

pub(super) const CHECKS: &[&super::Check] = &[];
