//! Several operations in one request (RFC 7644 §3.7).

pub(super) const CHECKS: &[&super::Check] = &[];
