//! PATCH operations that remove (RFC 7644 §3.5.2.2).

pub(super) const CHECKS: &[&super::Check] = &[];
