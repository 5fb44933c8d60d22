//! Faults of removal and what remains of it.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
