//! Faults of media types and the freshness of reads.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::DeleteNeedsContentType,
        id: "delete-needs-content-type",
        title: "answers 415 to a DELETE without Content-Type",
        breaks: "E-07",
        suite: "entra",
        must_fail: &["transport/no-content-type-on-get-delete"],
    },
    FaultInfo {
        fault: Fault::ScimJsonRefused,
        id: "scim-json-refused",
        title: "answers 415 to every body that is application/scim+json",
        breaks: "E-08",
        suite: "entra",
        must_fail: &["transport/scim-json-request"],
    },
    FaultInfo {
        fault: Fault::CharsetRefused,
        id: "charset-refused",
        title: "compares Content-Type as a whole and answers 415 when a charset follows",
        breaks: "E-09",
        suite: "entra",
        must_fail: &["transport/charset-parameter"],
    },
    FaultInfo {
        fault: Fault::PlainJsonAnswers,
        id: "plain-json-answers",
        title: "labels its answers application/json",
        breaks: "E-10",
        suite: "entra",
        must_fail: &["transport/scim-json-response"],
    },
    FaultInfo {
        fault: Fault::StaleReads,
        id: "stale-reads",
        title: "shows a write to readers only 300 ms later",
        breaks: "E-93",
        suite: "entra",
        must_fail: &["transport/read-your-writes"],
    },
    FaultInfo {
        fault: Fault::Overloaded,
        id: "overloaded",
        title: "answers 429 to every twentieth request",
        breaks: "E-16",
        suite: "entra",
        must_fail: &["transport/first-attempt"],
    },
];
