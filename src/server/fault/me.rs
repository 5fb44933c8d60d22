//! Faults of /Me.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
