//! Schema and resource type documents (RFC 7643 §6, §7).

pub(super) const CHECKS: &[&super::Check] = &[];
