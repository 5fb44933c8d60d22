//! Order (RFC 7644 §3.4.2.3), judged where ServiceProviderConfig advertises it.
//!
//! The people are created out of order, and each attribute gives them an order of its own. Keys are taken from the
//! answer itself, so that it is judged by what the client sees.

mod across_pages;
mod ascending;
mod by_id;
mod date_time;
mod descending;
mod letter_case;
mod missing_values;
mod primary_value;
mod same_resources;
mod sub_attribute;
mod unknown_attribute;

use super::paging::{another, ids, listed, number, same_members, set, unless, walks};
use super::prelude::*;
use crate::scim::{Path, access};

pub(super) const CHECKS: &[&super::Check] = &[
    &ascending::CHECK,
    &descending::CHECK,
    &letter_case::CHECK,
    &primary_value::CHECK,
    &missing_values::CHECK,
    &date_time::CHECK,
    &by_id::CHECK,
    &unknown_attribute::CHECK,
    &across_pages::CHECK,
    &same_resources::CHECK,
    &sub_attribute::CHECK,
];

/// A list of the set that was asked for in some order.
fn sorted<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    e.needs_support("sort")?;
    set(e)?;
    let seen = e.seen(step)?;
    if [400, 501].contains(&seen.status()) {
        let reason = format!("the tenant does not sort by this attribute: {}", expect::answer(seen.exchange));
        return Err(Unjudged::not_shown(reason));
    }
    listed(seen)
}

/// Refuses a judgement where not even userName is sorted by, up and down.
pub(super) fn sorts(e: &Evidence) -> Result<(), Unjudged> {
    unless(&ascending::CHECK, e)?;
    unless(&descending::CHECK, e)
}

/// What each resource of the answer is sorted by, letter case aside.
fn keys(seen: &Seen, attribute: &str) -> Vec<Option<String>> {
    let path = attribute.parse::<Path>().ok();
    let text = |resource: &Value| Some(access::first(resource, path.as_ref()?)?.as_str()?.to_lowercase());
    seen.resources().iter().map(text).collect()
}

/// Findings unless these keys go up, or down. Which of two equal ones comes first is free.
pub(super) fn in_order(seen: &Seen, keys: &[String], down: bool, what: &str) -> Judged {
    let distinct: std::collections::BTreeSet<&String> = keys.iter().collect();
    if distinct.len() < 3 {
        return Err(Unjudged::not_shown(format!("fewer than three different values of {what} are shown")));
    }
    let wrong = |pair: &&[String]| if down { pair[0] < pair[1] } else { pair[0] > pair[1] };
    let Some(pair) = keys.windows(2).find(wrong) else { return Ok(Vec::new()) };
    let order = if down { "descending" } else { "ascending" };
    let finding = Finding::at(seen.exchange, format!("the resources are not in {order} order of {what}"));
    let expected =
        if down { format!("{} before {}", pair[1], pair[0]) } else { format!("{} first", pair[1]) };
    Ok(vec![finding.expected(expected, format!("{} in front of {}", pair[0], pair[1])).pointer("/Resources")])
}

/// The same, for an attribute that every resource has.
fn all_in_order(seen: &Seen, attribute: &str, down: bool) -> Judged {
    let keys: Vec<String> = keys(seen, attribute).into_iter().flatten().collect();
    if keys.len() < seen.resources().len() {
        return Err(Unjudged::not_shown(format!("not every resource shows its {attribute}")));
    }
    in_order(seen, &keys, down, attribute)
}
