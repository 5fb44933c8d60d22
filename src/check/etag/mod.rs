//! Versions of resources (RFC 7644 §3.14).

pub(super) const CHECKS: &[&super::Check] = &[];
