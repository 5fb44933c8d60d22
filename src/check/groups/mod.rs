//! Groups and their members.

mod add_member;
mod add_several_members;
mod create_returns_201;
mod create_with_adscim_uri;
mod delete;
mod duplicate_409;
mod excluded_members;
mod filter_by_display_name;
mod filter_by_external_id;
mod members_survive_disable;
mod no_match_empty_list;
mod remove_by_filter;
mod remove_listed_members;
mod rename;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &no_match_empty_list::CHECK,
    &create_returns_201::CHECK,
    &create_with_adscim_uri::CHECK,
    &filter_by_display_name::CHECK,
    &filter_by_external_id::CHECK,
    &duplicate_409::CHECK,
    &rename::CHECK,
    &add_member::CHECK,
    &add_several_members::CHECK,
    &excluded_members::CHECK,
    &remove_listed_members::CHECK,
    &remove_by_filter::CHECK,
    &members_survive_disable::CHECK,
    &delete::CHECK,
];

/// The id of the user that was made to be that member.
fn member<'a>(e: &Evidence<'a>, name: &str) -> Result<&'a str, Unjudged> {
    Ok(e.seen(&format!("members/create-user-{name}"))?.id().unwrap_or_default())
}

/// A finding unless the group has exactly these members.
fn has_members(e: &Evidence, read: &Seen, names: &[&str]) -> Judged {
    let wanted: Vec<&str> = names.iter().map(|name| member(e, name)).collect::<Result<_, _>>()?;
    let found = expect::member_ids(read);
    let missing = wanted.iter().filter(|id| !found.contains(id)).count();
    let further = found.iter().filter(|id| !wanted.contains(id)).count();
    if missing == 0 && further == 0 {
        return Ok(Vec::new());
    }
    let actual = format!("{missing} of them missing, {further} others");
    let finding = Finding::at(read.exchange, "the group does not have the members it should have");
    let expected = crate::text::count(wanted.len(), "member");
    Ok(vec![finding.expected(expected, actual).pointer("/members")])
}

/// Findings unless the PATCH of that step was accepted and left exactly these members.
fn leaves_members(e: &Evidence, step: &str, names: &[&str]) -> Judged {
    super::patch::needs_spelling(e)?;
    let refused = expect::status(&e.seen(step)?, &[200, 204], "the PATCH of members is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    has_members(e, &e.seen(&format!("{step}/read"))?, names)
}
