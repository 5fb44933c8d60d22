//! Faults that Microsoft's gallery tests find.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[FaultInfo {
    fault: Fault::GroupUpdateDropsExternalId,
    id: "group-update-drops-external-id",
    title: "overlooks externalId in a PATCH that renames the group as well",
    breaks: "RFC 7644 §3.5.2",
    suite: "entra",
    must_fail: &["gallery/group-update"],
}];
