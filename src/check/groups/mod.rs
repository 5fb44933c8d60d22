//! Groups and their members.

mod add_member;
mod add_member_twice;
mod add_several_members;
mod create_returns_201;
mod create_with_adscim_uri;
mod create_with_members;
mod delete;
mod duplicate_409;
mod excluded_members;
mod external_id;
mod failed_add_adds_nobody;
mod filter_by_display_name;
mod filter_by_external_id;
mod filter_by_member;
mod filter_ignores_case;
mod member_operations;
mod member_references;
mod members_shown;
mod members_survive_disable;
mod name_required;
mod nested_group;
mod no_match_empty_list;
mod patch_answers_204;
mod path_less_replace;
mod remove_absent_member;
mod remove_all_members;
mod remove_by_filter;
mod remove_listed_members;
mod rename;
mod rename_keeps_members;
mod replace_members;
mod unknown_member;
mod user_groups_read_only;
mod user_groups_shown;

use super::prelude::*;
use crate::scim::{access, urn};

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
    &patch_answers_204::CHECK,
    &create_with_members::CHECK,
    &name_required::CHECK,
    &members_shown::CHECK,
    &filter_ignores_case::CHECK,
    &filter_by_member::CHECK,
    &member_references::CHECK,
    &user_groups_shown::CHECK,
    &add_member_twice::CHECK,
    &remove_absent_member::CHECK,
    &unknown_member::CHECK,
    &failed_add_adds_nobody::CHECK,
    &user_groups_read_only::CHECK,
    &member_operations::CHECK,
    &replace_members::CHECK,
    &rename_keeps_members::CHECK,
    &external_id::CHECK,
    &path_less_replace::CHECK,
    &nested_group::CHECK,
    &remove_all_members::CHECK,
];

/// The id of the user that was made to be that member.
fn member(e: &Evidence, name: &str) -> Result<String, Unjudged> {
    let created = e.seen(&format!("members/create-user-{name}"))?;
    Ok(created.body().and_then(access::id).unwrap_or_default())
}

/// A finding unless the group has exactly these members.
fn has_members(e: &Evidence, read: &Seen, names: &[&str]) -> Judged {
    let wanted: Vec<String> = names.iter().map(|name| member(e, name)).collect::<Result<_, _>>()?;
    let found = expect::member_ids(read);
    if found.is_empty() && !wanted.is_empty() && never_shows_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let missing = wanted.iter().filter(|id| !found.contains(&id.as_str())).count();
    let further = found.iter().filter(|id| !wanted.iter().any(|wanted| wanted == *id)).count();
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
    let patch = e.seen(step)?;
    let read = e.seen(&format!("{step}/read"))?;
    if !read.succeeded() {
        return unreadable(e, step, &read);
    }
    let findings = has_members(e, &read, names)?;
    Ok(findings.into_iter().map(|finding| finding.caused_by(patch.exchange)).collect())
}

/// The read of a group with its members fails; it is told at the first step that does one.
fn unreadable(e: &Evidence, step: &str, read: &Seen) -> Judged {
    if step != "members/add" && e.find("members/add/read").is_some_and(|first| !first.succeeded()) {
        let reason = "a group with members cannot be read, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(expect::status(read, &[200], "the group cannot be read after the PATCH of its members"))
}

/// Findings unless the PATCH that removes the second member took it out, and nobody else of those who were in the
/// group right before.
fn removes_the_second(e: &Evidence) -> Judged {
    super::patch::needs_spelling(e)?;
    let patch = e.seen("members/remove")?;
    let two = member(e, "two")?;
    let before: Vec<&str> = e.before("members/remove").map(expect::members_of).unwrap_or_default();
    let refused = expect::status(&patch, &[200, 204], "the PATCH that removes a member is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let read = e.seen("members/remove/read")?;
    if never_shows_members(e) || !before.contains(&two.as_str()) || before.len() < 2 {
        return Err(Unjudged::not_shown("the group did not show the member and another before"));
    }
    let after = expect::member_ids(&read);
    if after.contains(&two.as_str()) {
        let finding = Finding::at(read.exchange, "the member is still in the group");
        return Ok(vec![finding.expected("not there", two).pointer("/members").caused_by(patch.exchange)]);
    }
    let lost = before.iter().filter(|id| **id != two && !after.contains(id)).count();
    if lost == 0 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "others than the listed member are gone from the group");
    let actual = format!("{lost} of them gone as well");
    let expected = crate::text::count(before.len() - 1, "member");
    Ok(vec![finding.expected(expected, actual).pointer("/members").caused_by(patch.exchange)])
}

/// Whether no read of a group showed any member, although every PATCH of members was accepted.
fn never_shows_members(e: &Evidence) -> bool {
    let steps = ["members/add", "members/add-several", "members/remove"];
    let accepted = steps.iter().all(|step| e.find(step).is_none_or(|patch| patch.succeeded()));
    let reads = steps.iter().filter_map(|step| e.find(&format!("{step}/read")));
    accepted
        && reads.into_iter().all(|read| {
            let members = read.body().and_then(|body| access::member(body, "members"));
            members.is_none()
        })
}

/// The id of the user that was made under that name.
fn id(e: &Evidence, name: &str) -> Result<String, Unjudged> {
    let created = e.seen(&format!("membership/create-{name}"))?;
    Ok(created.body().and_then(access::id).unwrap_or_default())
}

/// The write of that step, whatever its answer, and the successful read behind it.
fn accepted<'a>(e: &Evidence<'a>, step: &str) -> Result<(Seen<'a>, Seen<'a>), Unjudged> {
    let write = e.seen(step)?;
    let read = e.seen(&format!("{step}/read"))?;
    if read.succeeded() {
        return Ok((write, read));
    }
    Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step}/read did not succeed")))
}

/// Refuses a judgement unless the group showed that member right before the step.
fn was_member(e: &Evidence, step: &str, id: &str) -> Result<(), Unjudged> {
    let before = e.before(step).map(expect::members_of).unwrap_or_default();
    if before.contains(&id) {
        return Ok(());
    }
    Err(Unjudged::not_shown("the group did not show the member before"))
}

/// Whether an id stands in an address as it is, without percent signs.
fn is_plain(id: &str) -> bool {
    id.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
}

/// Whether no read of the probed group showed any member, although members were written.
fn hides_members(e: &Evidence) -> bool {
    let steps = ["membership/get", "membership/operations/read", "membership/replace/read"];
    let shows = |read: Seen| !expect::member_ids(&read).is_empty();
    !steps.iter().filter_map(|step| e.find(step)).any(shows)
}

/// Findings unless the PATCH was accepted, and left these users in the group and those out of it.
fn leads_to(e: &Evidence, step: &str, inside: &[&str], outside: &[&str]) -> Judged {
    let (patch, read) = accepted(e, step)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH of members is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    if hides_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let found = expect::member_ids(&read);
    let before = e.before(step).map(expect::members_of).unwrap_or_default();
    let ids = |names: &[&str]| names.iter().map(|name| id(e, name)).collect::<Result<Vec<_>, _>>();
    if !ids(outside)?.iter().any(|id| before.contains(&id.as_str())) {
        return Err(Unjudged::not_shown("the group did not show before whom the request takes out"));
    }
    let missing = ids(inside)?.iter().filter(|id| !found.contains(&id.as_str())).count();
    let further = ids(outside)?.iter().filter(|id| found.contains(&id.as_str())).count();
    if missing + further == 0 {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the group does not have the members it should have");
    let actual = format!("{missing} of them missing, {further} who should be out");
    let expected = crate::text::count(inside.len(), "new member");
    Ok(vec![finding.expected(expected, actual).pointer("/members").caused_by(patch.exchange)])
}

/// A finding when members are gone who were there before.
fn lost(before: &[&str], read: &Seen, patch: &Seen) -> Vec<Finding> {
    let after = expect::member_ids(read);
    let gone = before.iter().filter(|id| !after.contains(id)).count();
    if gone == 0 {
        return Vec::new();
    }
    let finding = Finding::at(read.exchange, "members are gone from the group");
    let expected = crate::text::count(before.len(), "member");
    vec![
        finding
            .expected(expected, format!("{gone} of them gone"))
            .pointer("/members")
            .caused_by(patch.exchange),
    ]
}

/// Refuses a judgement about `externalId` of groups where the tenant does not show the one a group was created
/// with, which `groups/create-returns-201` names.
pub(super) fn needs_external_id(e: &Evidence) -> Result<(), Unjudged> {
    let create = e
        .find("groups/create")
        .filter(|create| create.succeeded() && access::member(create.sent(), "externalId").is_some());
    let get = e.find("groups/get").and_then(|get| get.body());
    if create.is_none() || get.is_none_or(|group| access::member(group, "externalId").is_some()) {
        return Ok(());
    }
    let reason = "the group does not show the externalId it was created with, which another check names";
    Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
}

/// Findings unless the PATCH was accepted and the read behind it shows its values.
fn shows_effect(e: &Evidence, step: &str) -> Judged {
    let (patch, read) = accepted(e, step)?;
    Ok(expect::effect(&patch, Some(read)))
}

/// What the tenant's schema of that URN says of an attribute.
fn declared(e: &Evidence, schema: &str, attribute: &str, characteristic: &str) -> Option<Value> {
    let schemas = e.find("discovery/schemas")?;
    let named = |value: &Value, key: &str, wanted: &str| {
        access::member(value, key)
            .and_then(Value::as_str)
            .is_some_and(|text| text.eq_ignore_ascii_case(wanted))
    };
    let schema = schemas.resources().iter().find(|resource| named(resource, "id", schema))?;
    let attributes = access::member(schema, "attributes")?.as_array()?;
    let attribute = attributes.iter().find(|entry| named(entry, "name", attribute))?;
    access::member(attribute, characteristic).cloned()
}

/// Refuses a judgement where a member cannot be removed by a value filter at all, which `groups/remove-by-filter`
/// names.
fn needs_value_filter(e: &Evidence) -> Result<(), Unjudged> {
    let compliant = Evidence::new(e.transcript(), Some(Dialect::Compliant));
    if compliant.find("members/remove").is_none_or(|remove| remove.succeeded()) {
        return Ok(());
    }
    let reason = "a remove of members by value filter is refused, which another check names";
    Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
}
