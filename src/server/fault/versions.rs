//! Faults of versions and conditional requests.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
