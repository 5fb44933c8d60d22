//! How every resource is represented (RFC 7643 §3).

pub(super) const CHECKS: &[&super::Check] = &[];
