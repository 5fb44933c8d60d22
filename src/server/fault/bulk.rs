//! Faults of Bulk.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
