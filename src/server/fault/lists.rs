//! Faults of pages, order, projection, search and cursors.

use super::FaultInfo;

pub(super) const FAULTS: &[FaultInfo] = &[];
