//! Faults of PATCH as the RFC has it.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
