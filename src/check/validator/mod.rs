//! The tests of Microsoft's public SCIM Validator.

pub(super) const CHECKS: &[&super::Check] = &[];
