//! PATCH operations that replace (RFC 7644 §3.5.2.3).

pub(super) const CHECKS: &[&super::Check] = &[];
