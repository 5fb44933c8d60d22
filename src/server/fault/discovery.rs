//! Faults of the discovery documents.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
