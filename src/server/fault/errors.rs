//! Faults of refusals.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::MalformedBodyServerError,
        id: "malformed-body-server-error",
        title: "answers 500 to a body that is not JSON",
        breaks: "RFC 7644 §3.12",
        suite: "entra",
        must_fail: &["errors/malformed-body-400"],
    },
    FaultInfo {
        fault: Fault::MalformedFilterIgnored,
        id: "malformed-filter-ignored",
        title: "returns everything when a filter is malformed",
        breaks: "RFC 7644 §3.4.2.2",
        suite: "entra",
        must_fail: &["errors/invalid-filter-400"],
    },
    FaultInfo {
        fault: Fault::HtmlErrors,
        id: "html-errors",
        title: "answers errors with an HTML page",
        breaks: "E-15",
        suite: "entra",
        must_fail: &["errors/scim-error-message", "transport/scim-json-response"],
    },
    FaultInfo {
        fault: Fault::ForeignErrorMessage,
        id: "foreign-error-message",
        title: "answers errors with a JSON message of its own",
        breaks: "E-15",
        suite: "entra",
        must_fail: &["errors/scim-error-message"],
    },
    FaultInfo {
        fault: Fault::ErrorStatusNumber,
        id: "error-status-number",
        title: "writes the status of an error message as a number",
        breaks: "RFC 7644 §3.12",
        suite: "entra",
        must_fail: &["errors/scim-error-message"],
    },
];
