//! Lists and pages by index (RFC 7644 §3.4.2, §3.4.2.4).
//!
//! They are judged on twelve people whose userName begins alike, so that users who are no matter of the run make
//! no difference. Where the filter by that beginning does not work, there is nothing to judge.

mod beyond_the_end;
mod count_limit;
mod count_zero;
mod empty_resources;
mod first_page;
mod groups_walk;
mod items_per_page;
mod large_count;
mod list_representation;
mod negative_count;
mod not_a_number;
mod partial_page_fields;
mod root_list;
mod stable_order;
mod start_below_one;
mod start_index_echoed;
mod total_results;
mod unbounded_list;
mod users_walk;
mod walk;

use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &first_page::CHECK,
    &unbounded_list::CHECK,
    &total_results::CHECK,
    &empty_resources::CHECK,
    &partial_page_fields::CHECK,
    &items_per_page::CHECK,
    &count_limit::CHECK,
    &count_zero::CHECK,
    &negative_count::CHECK,
    &start_below_one::CHECK,
    &beyond_the_end::CHECK,
    &start_index_echoed::CHECK,
    &walk::CHECK,
    &users_walk::CHECK,
    &groups_walk::CHECK,
    &stable_order::CHECK,
    &large_count::CHECK,
    &not_a_number::CHECK,
    &list_representation::CHECK,
    &root_list::CHECK,
];

/// Most resources on the pages the probes ask for.
pub(super) const COUNT: usize = 5;

/// Why nothing is judged where the cause has a check of its own.
pub(super) fn another(what: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{what}, which another check names"))
}

/// Refuses a judgement where that check already names the cause.
pub(super) fn unless(check: &super::Check, e: &Evidence) -> Result<(), Unjudged> {
    match (check.run)(e) {
        Ok(findings) if findings.is_empty() => Ok(()),
        Ok(_) => Err(another(&format!("{} fails", check.id))),
        Err(unjudged) => Err(unjudged),
    }
}

/// Refuses a judgement where no query at all is answered with a proper list.
pub(super) fn lists_work(e: &Evidence) -> Result<(), Unjudged> {
    let malformed = |seen: Seen| seen.status() == 200 && expect::list(&seen).is_some();
    match e.find("connection/test") {
        Some(test) if malformed(test) => Err(another("lists are malformed throughout")),
        _ => Ok(()),
    }
}

/// The ids of the people, in the order of their creation.
pub(super) fn own(e: &Evidence) -> Vec<String> {
    let created = e.seen_all("paging/create-").unwrap_or_default();
    created.iter().filter_map(|(_, seen)| seen.body().and_then(access::id)).collect()
}

/// The list of all these people, if the filter finds them and nobody else.
pub(super) fn set<'a>(e: &Evidence<'a>) -> Result<Seen<'a>, Unjudged> {
    let all = listed(e.seen("paging/all")?)?;
    let (found, own) = (ids(&all), own(e));
    if found.iter().any(|id| !own.contains(id)) {
        return Err(Unjudged::not_shown("the filter by the beginning of userName finds other users as well"));
    }
    if own.iter().any(|id| !found.contains(id)) {
        return Err(Unjudged::not_shown(
            "the filter by the beginning of userName does not find everybody it should",
        ));
    }
    Ok(all)
}

/// The answer to a query of the set.
pub(super) fn page<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    set(e)?;
    listed(e.seen(step)?)
}

/// The answer, if it is a list whose resources can be told apart.
pub(super) fn listed(seen: Seen) -> Result<Seen, Unjudged> {
    let told = |resource: &Value| access::id(resource).is_some();
    if seen.succeeded() && seen.body().is_some() && seen.resources().iter().all(told) {
        return Ok(seen);
    }
    Err(another("the answer is no list of resources with ids"))
}

/// The ids on a page, in its order.
pub(super) fn ids(seen: &Seen) -> Vec<String> {
    seen.resources().iter().filter_map(access::id).collect()
}

/// Whether two lists hold the same, whatever the order.
pub(super) fn same_members(left: &[String], right: &[String]) -> bool {
    left.len() == right.len() && left.iter().all(|id| right.contains(id))
}

/// A number of the list message.
pub(super) fn number(seen: &Seen, name: &str) -> Option<u64> {
    access::member(seen.body()?, name)?.as_u64()
}

/// A text of the answer: `scimType`, `nextCursor`.
pub(super) fn text<'a>(seen: &Seen<'a>, name: &str) -> Option<&'a str> {
    access::member(seen.body()?, name)?.as_str()
}

/// Refuses a judgement about a tenant that pages by cursor alone, which is allowed (RFC 9865 §2.3).
pub(super) fn by_index(e: &Evidence) -> Result<(), Unjudged> {
    let first = e.find("paging/page-1");
    if first.is_some_and(|page| text(&page, "nextCursor").is_some() && number(&page, "startIndex").is_none())
    {
        return Err(Unjudged::not_shown("the tenant pages by cursor alone"));
    }
    Ok(())
}

/// Refuses a judgement where `count` is not heeded at all.
pub(super) fn heeds_count(e: &Evidence) -> Result<(), Unjudged> {
    unless(&count_limit::CHECK, e)
}

/// The number of the people, where `totalResults` of their first page is just that.
fn counted(e: &Evidence) -> Option<u64> {
    let all = own(e).len() as u64;
    e.find("paging/page-1").and_then(|first| number(&first, "totalResults")).filter(|total| *total == all)
}

/// Findings unless the answer holds the number of the people and none of them.
fn only_total(e: &Evidence, page: &Seen, asked: &str) -> Vec<Finding> {
    let refused = expect::status(page, &[200], &format!("{asked} is not answered with 200"));
    if !refused.is_empty() {
        return refused;
    }
    let shown = page.resources().len();
    if shown > 0 {
        let finding = Finding::at(page.exchange, format!("{asked} is answered with resources"));
        return vec![finding.expected("no resources", shown.to_string()).pointer("/Resources")];
    }
    let Some(all) = counted(e).filter(|all| number(page, "totalResults") != Some(*all)) else {
        return Vec::new();
    };
    let total = page.body().and_then(|body| access::member(body, "totalResults"));
    let total = total.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(page.exchange, format!("{asked} is not answered with the right totalResults"));
    vec![finding.expected(all.to_string(), total).pointer("/totalResults")]
}

/// Refuses a judgement where the tenant lists all its users to nobody, or not to this credential.
fn lists_everybody(seen: &Seen) -> Result<(), Unjudged> {
    if seen.status() == 400 && text(seen, "scimType") == Some("tooMany") {
        return Err(Unjudged::not_shown("the tenant does not list all users: tooMany"));
    }
    if seen.status() == 403 {
        return Err(Unjudged::not_shown("the credential may not list all users: 403"));
    }
    Ok(())
}

/// Findings unless the pages of the unsorted set hold each of the people once.
pub(super) fn walks(e: &Evidence) -> Result<(), Unjudged> {
    unless(&walk::CHECK, e)
}

/// A finding where the answer is a server error.
pub(super) fn server_error(seen: &Seen, message: &str, expected: &str) -> Vec<Finding> {
    if seen.status() < 500 {
        return Vec::new();
    }
    vec![Finding::at(seen.exchange, message).expected(expected, expect::answer(seen.exchange))]
}

/// Findings on the pages of a walk through everything: each is answered, shows something and says where it begins.
fn walk(e: &Evidence, steps: [&str; 3]) -> Judged {
    lists_work(e)?;
    let mut findings = Vec::new();
    for (step, start) in steps.into_iter().zip([1, 6, 11]) {
        let page = e.seen(step)?;
        let refused = expect::status(&page, &[200], "a page is not answered with 200");
        if !refused.is_empty() {
            findings.extend(refused);
        } else if number(&page, "startIndex") != Some(start) {
            let shown = page.body().and_then(|body| access::member(body, "startIndex"));
            let shown = shown.map_or_else(|| "nothing".to_owned(), expect::quote);
            let finding = Finding::at(page.exchange, "startIndex of the answer is not the requested one");
            findings.push(finding.expected(start.to_string(), shown).pointer("/startIndex"));
        } else if page.resources().is_empty() {
            let finding = Finding::at(page.exchange, "the page is empty, though there is more to show");
            findings.push(finding.expected("resources", "none").pointer("/Resources"));
        }
    }
    Ok(findings)
}

/// Findings on a query of all resource types, by what it finds of a user and a group that exist.
pub(super) fn of_every_type(e: &Evidence, steps: [&str; 2], created: [&str; 2], what: &str) -> Judged {
    let [user, group] = [e.seen(steps[0])?, e.seen(steps[1])?];
    if !user.succeeded() || !group.succeeded() {
        let errors = [user, group].into_iter().filter(|seen| ![501, 503].contains(&seen.status()));
        let findings: Vec<Finding> = errors
            .flat_map(|seen| server_error(&seen, "the query ends in a server error", "200, 4xx or 501"))
            .collect();
        if findings.is_empty() {
            let reason = format!("{what} is answered with {}", user.status().max(group.status()));
            return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason));
        }
        return Ok(findings);
    }
    let mut findings = Vec::new();
    for (seen, created) in [user, group].into_iter().zip(created) {
        if !is_list(&seen) {
            let reason = format!("{what} is answered with something else than a list");
            return Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason));
        }
        let seen = listed(seen)?;
        let created = e.seen(created)?;
        let id = created.body().and_then(access::id).ok_or_else(|| another("a create shows no id"))?;
        if ids(&seen).contains(&id) {
            continue;
        }
        if !seen.resources().is_empty() {
            return Err(Unjudged::not_shown(format!("{what} does not heed its filter")));
        }
        let finding = Finding::at(seen.exchange, "a resource that exists is not in the list of all types");
        let finding = finding.expected(format!("the resource with id {id}"), "no resource");
        findings.push(finding.pointer("/Resources"));
    }
    Ok(findings)
}

/// Whether the answer means to be a list. At a base URL there may be a page or a greeting.
fn is_list(seen: &Seen) -> bool {
    let has = |body: &Value, name: &str| access::member(body, name).is_some();
    seen.body().is_some_and(|body| has(body, "totalResults") || has(body, "Resources"))
}
