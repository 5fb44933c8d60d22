//! PATCH operations that add (RFC 7644 §3.5.2.1).

pub(super) const CHECKS: &[&super::Check] = &[];
