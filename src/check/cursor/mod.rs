//! Pages by cursor (RFC 9865), judged where ServiceProviderConfig advertises them.

mod changed_count;
mod characters;
mod default_method;
mod first_page;
mod last_page;
mod negative_count;
mod next_cursor;
mod page_size;
mod search;
mod unknown_cursor;
mod walk;

use super::paging::{COUNT, another, ids, listed, own, set, text, unless};
use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &next_cursor::CHECK,
    &walk::CHECK,
    &last_page::CHECK,
    &first_page::CHECK,
    &unknown_cursor::CHECK,
    &negative_count::CHECK,
    &changed_count::CHECK,
    &page_size::CHECK,
    &search::CHECK,
    &default_method::CHECK,
    &characters::CHECK,
];

/// Refuses a judgement about a tenant that does not say that it pages by cursor, or of an unknown set.
fn advertised(e: &Evidence) -> Result<(), Unjudged> {
    let pagination = access::member(e.config()?, "pagination");
    if pagination.and_then(|pagination| access::member(pagination, "cursor")) != Some(&Value::Bool(true)) {
        let reason = "ServiceProviderConfig does not advertise pagination by cursor";
        return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()));
    }
    set(e).map(|_| ())
}

/// The pages of the walk as far as it went.
fn pages<'a>(e: &Evidence<'a>) -> Result<Vec<Seen<'a>>, Unjudged> {
    advertised(e)?;
    unless(&next_cursor::CHECK, e)?;
    let steps = ["cursor/page-1", "cursor/page-2", "cursor/page-3", "cursor/page-4", "cursor/page-5"];
    Ok(steps.into_iter().map_while(|step| e.find(step)).collect())
}

/// Whether the walk came to a page without a cursor to the next one.
fn ended(pages: &[Seen]) -> bool {
    pages.last().is_some_and(|last| last.status() == 200 && text(last, "nextCursor").is_none())
}
