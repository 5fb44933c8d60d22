//! Reading one resource (RFC 7644 §3.4.1).

pub(super) const CHECKS: &[&super::Check] = &[];
