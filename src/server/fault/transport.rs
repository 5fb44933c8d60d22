//! Faults of media types and the freshness of reads.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::DeleteNeedsContentType,
        id: "delete-needs-content-type",
        title: "answers 415 to a DELETE without Content-Type",
        breaks: "E-07",
        must_fail: &["transport/no-content-type-on-get-delete", "users/delete-returns-204", "groups/delete"],
    },
    FaultInfo {
        fault: Fault::ScimJsonRefused,
        id: "scim-json-refused",
        title: "answers 415 to POST /Groups unless it is application/json",
        breaks: "E-08",
        must_fail: &["transport/scim-json-request", "groups/create-returns-201"],
    },
    FaultInfo {
        fault: Fault::CharsetRefused,
        id: "charset-refused",
        title: "compares Content-Type as a whole and answers 415 when a charset follows",
        breaks: "E-09",
        must_fail: &["transport/charset-parameter"],
    },
    FaultInfo {
        fault: Fault::PlainJsonAnswers,
        id: "plain-json-answers",
        title: "labels its answers application/json",
        breaks: "E-10",
        must_fail: &["transport/scim-json-response"],
    },
    FaultInfo {
        fault: Fault::StaleReads,
        id: "stale-reads",
        title: "shows a write to readers only 300 ms later",
        breaks: "E-93",
        must_fail: &["transport/read-your-writes"],
    },
];
