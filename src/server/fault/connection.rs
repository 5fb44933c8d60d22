//! Faults of TLS, and of a tenant under load. Those whose id begins with `tls-` show over https only, those with
//! `load-` under load only.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::TlsOnlyChacha,
        id: "tls-only-chacha",
        title: "knows none of the cipher suites of the provisioning service",
        breaks: "E-02",
        suite: "entra",
        must_fail: &["transport/tls-suite"],
    },
    FaultInfo {
        fault: Fault::TlsCbcPreferred,
        id: "tls-cbc-preferred",
        title: "takes a CBC suite when the client names it first",
        breaks: "E-03",
        suite: "entra",
        must_fail: &["transport/tls-order"],
    },
    FaultInfo {
        fault: Fault::TlsWeakKey,
        id: "tls-weak-key",
        title: "shows a certificate with an RSA key of 1024 bits to clients that name the documented suites only",
        breaks: "E-04",
        suite: "entra",
        must_fail: &["transport/tls-key"],
    },
    FaultInfo {
        fault: Fault::TlsOldVersions,
        id: "tls-old-versions",
        title: "accepts TLS 1.1",
        breaks: "RFC 7644 §7.2",
        suite: "entra",
        must_fail: &["transport/tls-old-versions"],
    },
    FaultInfo {
        fault: Fault::TlsPlainOpen,
        id: "tls-plain-open",
        title: "shows its configuration over plain http as well",
        breaks: "RFC 7644 §7.2",
        suite: "entra",
        must_fail: &["transport/tls-only"],
    },
    FaultInfo {
        fault: Fault::TlsPlainChallenge,
        id: "tls-plain-challenge",
        title: "asks for a token over plain http",
        breaks: "RFC 7644 §7.2",
        suite: "entra",
        must_fail: &["transport/tls-no-challenge"],
    },
    FaultInfo {
        fault: Fault::LoadLimited,
        id: "load-limited",
        title: "answers 429 with Retry-After to more than fifteen equal queries a second",
        breaks: "E-16",
        suite: "entra",
        must_fail: &["transport/sustained-rate"],
    },
    FaultInfo {
        fault: Fault::LoadLimitedSilently,
        id: "load-limited-silently",
        title: "answers 429 without Retry-After to more than fifteen equal queries a second",
        breaks: "E-17",
        suite: "entra",
        must_fail: &["transport/sustained-rate", "transport/retry-after"],
    },
];
