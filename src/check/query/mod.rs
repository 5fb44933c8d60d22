//! Queries: how users are looked up before anything is written.

mod deleted_users_absent;
mod filter_by_external_id;
mod filter_by_id;
mod filter_by_username;
mod filter_by_work_email;
mod hit_has_attributes;
mod inactive_users_found;
mod list_response;
mod no_match_empty_list;
mod one_hit_per_unique_value;
mod percent_encoding;
mod plus_is_space;
mod resources_have_id;
mod username_ignores_case;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &no_match_empty_list::CHECK,
    &list_response::CHECK,
    &resources_have_id::CHECK,
    &filter_by_username::CHECK,
    &filter_by_external_id::CHECK,
    &filter_by_id::CHECK,
    &filter_by_work_email::CHECK,
    &plus_is_space::CHECK,
    &percent_encoding::CHECK,
    &username_ignores_case::CHECK,
    &hit_has_attributes::CHECK,
    &one_hit_per_unique_value::CHECK,
    &inactive_users_found::CHECK,
    &deleted_users_absent::CHECK,
];

/// Findings unless the query of that step found the user of `users/create` and nobody else. A second user
/// with a similar name is in the tenant, so that a filter that is ignored or matches too much is noticed.
fn finds_the_user(e: &Evidence, step: &str) -> Judged {
    Ok(expect::only_hit(&e.seen(step)?, &e.seen("users/create")?))
}

/// Refuses a judgement about queries by `userName` where the suite has users matched by other attributes.
fn needs_user_name(e: &Evidence) -> Result<(), Unjudged> {
    if e.suite().looks_by_user_name() {
        return Ok(());
    }
    let reason = "the suite does not list userName as filterable or matching";
    Err(Unjudged::Skipped(SkipKind::Suite, reason.to_owned()))
}

/// Refuses a judgement where queries are not understood for how Entra spells them, or for `userName` at all;
/// both have checks of their own.
fn needs_working_queries(e: &Evidence) -> Result<(), Unjudged> {
    let alone = Evidence::new(e.transcript(), None);
    if finds_the_user(&alone, "users/match").is_ok_and(|findings| !findings.is_empty()) {
        let reason = "a query by the matching attribute does not find the user";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// Refuses a judgement where the query's spelling is what the server does not understand.
pub(super) fn needs_spelling(e: &Evidence) -> Result<(), Unjudged> {
    let finds = |step| finds_the_user(e, step).map(|findings| findings.is_empty());
    if finds("users/match") == Ok(false) && finds("users/match-percent") == Ok(true) {
        let reason = "a + in the query is not understood as a blank";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    if ["users/match", "users/match-percent"].iter().all(|step| is_ignored(e, step)) {
        let reason = "filters are ignored, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// Whether the query of that step returned the user and others with other names.
fn is_ignored(e: &Evidence, step: &str) -> bool {
    let (Some(seen), Some(created)) = (e.find(step), e.find("users/create")) else { return false };
    let hits = seen.resources().iter().filter(|hit| expect::is_created(hit, &created)).count();
    hits > 0 && seen.resources().len() > hits
}
