//! What a listing in the gallery asks for: the direct tests of Microsoft's validation.

pub(super) const CHECKS: &[&super::Check] = &[];
