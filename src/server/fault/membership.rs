//! Faults of groups beyond what Entra does to them.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
