//! Versions of resources (RFC 7644 §3.14).

mod answered_tag_usable;
mod changes_with_the_resource;
mod concurrent_writes;
mod header_present;
mod if_match_any;
mod if_match_current;
mod if_match_stale;
mod modified_is_sent;
mod not_modified;
mod stable_between_reads;
mod version_format;
mod version_matches_header;

use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &header_present::CHECK,
    &version_format::CHECK,
    &version_matches_header::CHECK,
    &stable_between_reads::CHECK,
    &changes_with_the_resource::CHECK,
    &not_modified::CHECK,
    &modified_is_sent::CHECK,
    &if_match_current::CHECK,
    &if_match_stale::CHECK,
    &if_match_any::CHECK,
    &answered_tag_usable::CHECK,
    &concurrent_writes::CHECK,
];

/// The ETag header of an answer.
fn tag<'a>(seen: &Seen<'a>) -> Option<&'a str> {
    seen.exchange.response()?.header("etag")
}

/// The `meta.version` of an answer.
fn version<'a>(seen: &Seen<'a>) -> Option<&'a Value> {
    access::member(access::member(seen.body()?, "meta")?, "version").filter(|version| !version.is_null())
}

/// Whether the text has the form of an entity tag (RFC 9110 §8.8.3).
fn is_entity_tag(text: &str) -> bool {
    let opaque = text.strip_prefix("W/").unwrap_or(text);
    let inner = opaque.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.is_some_and(|inner| !inner.contains(['"', ' ']))
}

fn named_elsewhere(what: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{what}, which another check names"))
}

/// Refuses a judgement where the version moves by itself, which `etag/stable-between-reads` judges.
fn needs_stable(e: &Evidence) -> Result<(), Unjudged> {
    let (first, second) = (e.seen("etag/get")?, e.seen("etag/get-again")?);
    match (tag(&first), tag(&second)) {
        (None, _) | (_, None) => Err(named_elsewhere("a read shows no ETag header")),
        (before, after) if before != after => Err(named_elsewhere("the ETag moves without a change")),
        _ => Ok(()),
    }
}

/// Refuses a judgement where a PUT does not give the user another version.
fn needs_moving(e: &Evidence) -> Result<(), Unjudged> {
    needs_stable(e)?;
    if tag(&e.seen("etag/get")?) == tag(&e.seen("etag/put/read")?) {
        return Err(named_elsewhere("the ETag does not change with the user"));
    }
    Ok(())
}

/// Whether a write was refused for its condition. That a tenant has no PUT, takes offence at the values, or breaks
/// down, is another matter; a 400 counts where it speaks of versions.
fn refuses_condition(seen: &Seen) -> bool {
    let text = seen.exchange.response().map(|response| response.body.to_lowercase()).unwrap_or_default();
    let speaks =
        ["if-match", "etag", "entity tag", "version", "precondition"].iter().any(|word| text.contains(word));
    [409, 412, 428].contains(&seen.status()) || (seen.status() == 400 && speaks)
}

/// The writes that had their condition refused; where there is none, one must have been carried out.
fn refused_for_condition(writes: Vec<Seen<'_>>) -> Result<Vec<Seen<'_>>, Unjudged> {
    let carried_out = writes.iter().any(Seen::succeeded);
    let refused: Vec<Seen> = writes.into_iter().filter(refuses_condition).collect();
    if refused.is_empty() && !carried_out {
        return Err(Unjudged::not_shown("no such write was carried out, for reasons of its own"));
    }
    Ok(refused)
}

/// Whether a read shows what the write in front of it wrote.
fn shows_effect(read: &Seen) -> bool {
    read.record.state == crate::transcript::StepState::Succeeded
}
