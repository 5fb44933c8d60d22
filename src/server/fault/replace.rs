//! Faults of PUT.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
