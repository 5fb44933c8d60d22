//! Faults of filters.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
