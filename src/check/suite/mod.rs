//! What the app's own documentation promises: its attributes, one by one.

mod create_round_trip;
mod filterable;
mod group_create_round_trip;
mod patch_round_trip;
mod required_no_server_error;
mod required_refused;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &create_round_trip::CHECK,
    &patch_round_trip::CHECK,
    &filterable::CHECK,
    &group_create_round_trip::CHECK,
    &required_refused::CHECK,
    &required_no_server_error::CHECK,
];

/// The prefix of the steps that each leave one required attribute out.
const REQUIRED: &str = "required/";

/// The create requests that each lack one required attribute, without the reads behind them.
fn lacking<'a>(e: &Evidence<'a>) -> Result<Vec<(&'a str, Seen<'a>)>, Unjudged> {
    if !e.suite().user.attributes.iter().any(|attribute| attribute.required == Some(true)) {
        return Err(Unjudged::Skipped(SkipKind::Suite, "the suite calls no attribute required".to_owned()));
    }
    let all = e.seen_all(REQUIRED)?;
    Ok(all.into_iter().filter(|(name, _)| !name.ends_with("/read")).collect())
}
