//! Faults of how resources are represented and created.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
