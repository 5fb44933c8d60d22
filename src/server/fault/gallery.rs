//! Faults that Microsoft's gallery tests find.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
