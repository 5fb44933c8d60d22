//! Whether the credential is asked for, accepted throughout, and refused when it is wrong.

mod credential_accepted_throughout;
mod missing_token_401;
mod refused_write_changes_nothing;
mod wrong_token_401;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &credential_accepted_throughout::CHECK,
    &missing_token_401::CHECK,
    &wrong_token_401::CHECK,
    &refused_write_changes_nothing::CHECK,
];

/// The verbs that a bad credential is tried on.
const VERBS: [&str; 4] = ["get", "post", "patch", "delete"];

/// Findings for every verb that a request with that kind of token was not answered with 401.
fn refused(e: &Evidence, kind: &str) -> Judged {
    let mut findings = Vec::new();
    for verb in VERBS {
        let seen = e.seen(&format!("refusals/{kind}-token-{verb}"))?;
        findings.extend(expect::status(&seen, &[401], "the request is not refused with 401"));
    }
    Ok(findings)
}
