//! Faults that Microsoft's public validator finds.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
