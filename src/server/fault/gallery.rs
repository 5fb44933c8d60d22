//! Faults that Microsoft's gallery tests find.

use super::{Fault, FaultInfo};

pub(super) const FAULTS: &[FaultInfo] = &[
    FaultInfo {
        fault: Fault::GroupUpdateDropsExternalId,
        id: "group-update-drops-external-id",
        title: "overlooks externalId in a PATCH that renames the group as well",
        breaks: "RFC 7644 §3.5.2",
        suite: "entra",
        must_fail: &["gallery/group-update"],
    },
    FaultInfo {
        fault: Fault::TokenLivesAYear,
        id: "token-lives-a-year",
        title: "issues tokens that live a year",
        breaks: "T-Validate_Credentials",
        suite: "fixtures/suites/plover.toml",
        must_fail: &["gallery/token-response"],
    },
    FaultInfo {
        fault: Fault::AnyClientSecretAccepted,
        id: "any-client-secret-accepted",
        title: "issues a token whatever client secret is shown",
        breaks: "RFC 6749 §5.2",
        suite: "fixtures/suites/plover.toml",
        must_fail: &["gallery/wrong-secret-refused"],
    },
];
