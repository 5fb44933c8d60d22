//! Which attributes an answer shows (RFC 7644 §3.4.2.5, §3.9).

pub(super) const CHECKS: &[&super::Check] = &[];
