//! Whether the credential is asked for, accepted throughout, and refused when it is wrong.

mod challenge_parameters;
mod credential_accepted_throughout;
mod empty_token_401;
mod error_body;
mod missing_token_401;
mod open_config;
mod put_needs_token;
mod refused_write_changes_nothing;
mod scheme_ignores_case;
mod wrong_token_401;
mod www_authenticate;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &credential_accepted_throughout::CHECK,
    &missing_token_401::CHECK,
    &wrong_token_401::CHECK,
    &refused_write_changes_nothing::CHECK,
    &empty_token_401::CHECK,
    &put_needs_token::CHECK,
    &scheme_ignores_case::CHECK,
    &www_authenticate::CHECK,
    &challenge_parameters::CHECK,
    &error_body::CHECK,
    &open_config::CHECK,
];

/// The verbs that a bad credential is tried on.
const VERBS: [&str; 4] = ["get", "post", "patch", "delete"];

/// Findings for every verb that a request with that kind of token was not answered with 401.
fn refused(e: &Evidence, kind: &str) -> Judged {
    let mut findings = Vec::new();
    for verb in VERBS {
        if let Some(seen) = offered(e, &format!("refusals/{kind}-token-{verb}"))? {
            findings.extend(expect::status(&seen, &[401], "the request is not refused with 401"));
        }
    }
    Ok(findings)
}

/// The step, unless the suite rules its verb out: then the other verbs are judged alone.
fn offered<'a>(e: &Evidence<'a>, step: &str) -> Result<Option<Seen<'a>>, Unjudged> {
    match e.seen(step) {
        Ok(seen) => Ok(Some(seen)),
        Err(Unjudged::Skipped(SkipKind::Suite, _)) => Ok(None),
        Err(unjudged) => Err(unjudged),
    }
}

/// The reads with a bad credential that were answered with 401; that they are is another check's matter.
fn refused_reads<'a>(e: &Evidence<'a>) -> Result<Vec<Seen<'a>>, Unjudged> {
    let mut seen = Vec::new();
    for step in ["refusals/missing-token-get", "refusals/wrong-token-get"] {
        seen.extend(Some(e.seen(step)?).filter(|seen| seen.status() == 401));
    }
    if seen.is_empty() {
        return Err(Unjudged::not_shown("no request with a bad credential was answered with 401"));
    }
    Ok(seen)
}

/// The header that names the schemes.
fn challenge<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    seen.exchange.response()?.header("www-authenticate")
}
