//! Faults of HTTP, TLS, credentials and error messages.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
