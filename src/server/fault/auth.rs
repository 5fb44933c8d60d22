//! Faults of credentials.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::CreateNeedsOtherScope,
        id: "create-needs-other-scope",
        title: "answers 403 to POST /Users although the token is accepted elsewhere",
        breaks: "E-05",
        suite: "entra",
        must_fail: &["auth/credential-accepted-throughout"],
    },
    FaultInfo {
        fault: Fault::NoTokenAccepted,
        id: "no-token-accepted",
        title: "answers reads that carry no credential",
        breaks: "E-06",
        suite: "entra",
        must_fail: &["auth/missing-token-401"],
    },
    FaultInfo {
        fault: Fault::AnyTokenAccepted,
        id: "any-token-accepted",
        title: "answers reads with any bearer token",
        breaks: "E-06",
        suite: "entra",
        must_fail: &["auth/wrong-token-401"],
    },
    FaultInfo {
        fault: Fault::BadTokenForbidden,
        id: "bad-token-forbidden",
        title: "answers 403 instead of 401 to a missing or wrong token",
        breaks: "E-06",
        suite: "entra",
        must_fail: &["auth/missing-token-401", "auth/wrong-token-401"],
    },
    FaultInfo {
        fault: Fault::RefusedWriteCarriedOut,
        id: "refused-write-carried-out",
        title: "answers 401 to a write with a wrong token but carries it out",
        breaks: "E-06",
        suite: "entra",
        must_fail: &["auth/refused-write-changes-nothing"],
    },
];
