//! Faults of `/Me`.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::MeNotFound,
        id: "me-not-found",
        title: "answers 404 at /Me",
        breaks: "RFC 7644 §3.11",
        suite: "entra",
        must_fail: &["me/answer"],
    },
    FaultInfo {
        fault: Fault::MeLocatedAtItself,
        id: "me-located-at-itself",
        title: "serves /Me with /Me as its Location",
        breaks: "RFC 7644 §3.11",
        suite: "entra",
        must_fail: &["me/location"],
    },
    FaultInfo {
        fault: Fault::MeNewestUser,
        id: "me-newest-user",
        title: "serves the newest user at /Me",
        breaks: "RFC 7644 §3.11",
        suite: "entra",
        must_fail: &["me/subject"],
    },
];
