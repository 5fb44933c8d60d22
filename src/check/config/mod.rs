//! The service provider's configuration (RFC 7643 §5): what it says of the service, and whether that is so.

pub(super) const CHECKS: &[&super::Check] = &[];
