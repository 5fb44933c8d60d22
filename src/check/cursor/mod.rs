//! Pages by cursor (RFC 9865).

pub(super) const CHECKS: &[&super::Check] = &[];
