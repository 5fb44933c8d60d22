//! Lists and pages by index (RFC 7644 §3.4.2, §3.4.2.4).

pub(super) const CHECKS: &[&super::Check] = &[];
