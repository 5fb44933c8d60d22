//! Queries by POST (RFC 7644 §3.4.3). No document advertises them, so the answer to the first one tells whether they
//! are offered.

mod answers_200;
mod bad_operator;
mod list_response;
mod paging;
mod projection;
mod root;
mod same_as_get;
mod sorting;
mod wrong_schema;

use super::paging::{another, ids, listed, lists_work, of_every_type, same_members, set, text, unless};
use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &list_response::CHECK,
    &answers_200::CHECK,
    &root::CHECK,
    &wrong_schema::CHECK,
    &bad_operator::CHECK,
    &same_as_get::CHECK,
    &projection::CHECK,
    &sorting::CHECK,
    &paging::CHECK,
];

/// The answer to a search of users, where the tenant offers any.
fn asked<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    let first = e.seen("search/all")?;
    if [403, 404, 405, 501].contains(&first.status()) {
        let reason = format!("the tenant does not offer POST /Users/.search: {}", first.status());
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason));
    }
    if step != "search/all" && !first.succeeded() {
        return Err(another("every search is refused"));
    }
    e.seen(step)
}

/// Refuses a judgement where a search does not find what the same query by GET finds.
pub(super) fn finds_the_set(e: &Evidence) -> Result<(), Unjudged> {
    unless(&same_as_get::CHECK, e)
}

/// The list a search of the set is answered with.
fn found<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    let seen = asked(e, step)?;
    set(e)?;
    listed(seen)
}
