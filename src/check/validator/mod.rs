//! The tests of Microsoft's public SCIM Validator, by their names.

mod add_attributes_verbose;
mod add_group_member;
mod add_manager;
mod create_duplicate_group;
mod create_duplicate_user;
mod create_new_group;
mod create_new_user;
mod delete_group;
mod delete_twice;
mod delete_unknown;
mod delete_user;
mod disable_user;
mod filter_existing_group;
mod filter_existing_group_different_case;
mod filter_existing_group_lean;
mod filter_existing_user;
mod filter_existing_user_different_case;
mod filter_non_existing_group;
mod filter_non_existing_user;
mod get_group;
mod patch_different_attributes;
mod patch_group_add_and_remove;
mod patch_same_attribute;
mod remove_group_member;
mod remove_manager;
mod replace_attributes;
mod replace_attributes_verbose;
mod replace_group_attributes;
mod replace_manager;
mod update_group_display_name;
mod update_user_name;

use super::patch::takes_effect;
use super::prelude::*;
use crate::scim::access;
use crate::verdict::Severity;

pub(super) const CHECKS: &[&super::Check] = &[
    &create_new_user::CHECK,
    &create_duplicate_user::CHECK,
    &filter_existing_user::CHECK,
    &filter_non_existing_user::CHECK,
    &filter_existing_user_different_case::CHECK,
    &replace_attributes_verbose::CHECK,
    &replace_attributes::CHECK,
    &update_user_name::CHECK,
    &disable_user::CHECK,
    &add_attributes_verbose::CHECK,
    &add_manager::CHECK,
    &replace_manager::CHECK,
    &remove_manager::CHECK,
    &delete_user::CHECK,
    &get_group::CHECK,
    &filter_existing_group_lean::CHECK,
    &filter_existing_group::CHECK,
    &filter_non_existing_group::CHECK,
    &filter_existing_group_different_case::CHECK,
    &create_new_group::CHECK,
    &create_duplicate_group::CHECK,
    &replace_group_attributes::CHECK,
    &update_group_display_name::CHECK,
    &add_group_member::CHECK,
    &remove_group_member::CHECK,
    &delete_group::CHECK,
    &patch_different_attributes::CHECK,
    &patch_same_attribute::CHECK,
    &delete_unknown::CHECK,
    &delete_twice::CHECK,
    &patch_group_add_and_remove::CHECK,
];

/// The judgement, unless one of these checks fails: then that is the likely cause, and one cause is one finding. A name that
/// ends with a slash stands for all of Entra's checks in that area whose failure is an error.
pub(super) fn unless_named(e: &Evidence, judged: Judged, others: &[&str]) -> Judged {
    if judged.as_ref().map_or(true, Vec::is_empty) {
        return judged;
    }
    let is_meant = |check: &super::Check, other: &str| {
        let area = other.ends_with('/') && check.id.starts_with(other);
        let decides = check.profile == super::Profile::Entra && check.severity == Severity::Error;
        other == check.id || (area && decides)
    };
    let cause = |other: &&str| super::all().iter().find(|check| is_meant(check, other) && fails(e, check));
    match others.iter().find_map(cause) {
        Some(check) => {
            let reason = format!("{} fails, which may be the cause and comes first", check.id);
            Err(Unjudged::Skipped(SkipKind::NeedsStep, reason))
        }
        None => judged,
    }
}

/// Whether the check fails, or ends in an error, in one of the dialects it is judged in.
fn fails(e: &Evidence, check: &super::Check) -> bool {
    let entries = check.dialects.entries(&[Dialect::Default, Dialect::Compliant]);
    let mut judged = entries.into_iter().map(|dialect| (check.run)(&Evidence::new(e.transcript(), dialect)));
    judged.any(|judged| match judged {
        Ok(findings) => !findings.is_empty(),
        // The credential was refused there, or nothing came back.
        Err(Unjudged::Error(_)) => true,
        Err(Unjudged::Skipped(..)) => false,
    })
}

/// A finding unless the second create of the same is refused.
fn expect_conflict(e: &Evidence, step: &str) -> Judged {
    Ok(expect::status(&e.seen(step)?, &[409], "the same create once more is not refused with 409"))
}

/// Refuses a judgement where the same was created twice, which is named by itself.
fn needs_one(e: &Evidence, duplicate: &str) -> Result<(), Unjudged> {
    if e.find(duplicate).is_some_and(|seen| seen.succeeded()) {
        let reason = "there are two of the same name, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// A finding unless the query finds the group, and no other.
fn group_found(e: &Evidence, step: &str) -> Judged {
    needs_one(e, "validator/group/duplicate")?;
    Ok(expect::only_hit(&e.seen(step)?, &e.seen("validator/group/create")?))
}

/// Findings unless the DELETE was answered with 204 and what it deleted is gone.
fn deleted(e: &Evidence, step: &str) -> Judged {
    let delete = e.seen(step)?;
    let refused = expect::status(&delete, &[204], "the DELETE is not answered with 204");
    if !delete.succeeded() {
        return Ok(refused);
    }
    let gone =
        expect::status(&e.seen(&format!("{step}/read"))?, &[404], "what was deleted can still be read");
    Ok(refused.into_iter().chain(gone).collect())
}

/// The id of the manager a user shows.
fn manager(read: &Seen) -> Option<String> {
    let extension = access::member(read.body()?, crate::scim::urn::ENTERPRISE_USER)?;
    let manager = access::member(extension, "manager")?;
    access::member(manager, "value")
        .unwrap_or(manager)
        .as_str()
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
}

/// Findings unless the PATCH gave the user the manager it names.
fn sets_manager(e: &Evidence, step: &str) -> Judged {
    let patch = e.seen(step)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let written = expect::written(patch.sent()).into_iter().next().map(|(_, value)| value);
    let wanted = written.as_ref().and_then(|value| access::member(value, "value")?.as_str());
    let read = e.seen(&format!("{step}/read"))?;
    if !read.succeeded() {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PATCH"));
    }
    let shown = manager(&read);
    if shown.as_deref() == wanted {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the manager is not the one that the PATCH wrote");
    let actual = shown.unwrap_or_else(|| "nothing".to_owned());
    Ok(vec![finding.expected(wanted.unwrap_or_default(), actual).caused_by(patch.exchange)])
}

/// Findings unless the PATCH was accepted and left exactly these users in the group.
fn leaves(e: &Evidence, step: &str, names: &[&str]) -> Judged {
    let patch = e.seen(step)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH of members is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    let created =
        |name: &&str| e.seen(&format!("validator/group/{name}")).map(|seen| seen.body().and_then(access::id));
    let wanted: Vec<Option<String>> = names.iter().map(created).collect::<Result<_, _>>()?;
    let read = e.seen(&format!("{step}/read"))?;
    if !read.succeeded() {
        return Ok(expect::status(&read, &[200], "the group cannot be read after the PATCH"));
    }
    let shown = expect::member_ids(&read);
    if shown.is_empty() && !wanted.is_empty() && hides_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let there = wanted.iter().flatten().filter(|id| shown.contains(&id.as_str())).count();
    if there == wanted.len() && shown.len() == there {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, "the group does not have the members it should have");
    let expected = crate::text::count(wanted.len(), "member");
    let actual = format!("{there} of them, {} others", shown.len() - there);
    Ok(vec![finding.expected(expected, actual).pointer("/members").caused_by(patch.exchange)])
}

/// Whether a group that was given a member as Entra gives it shows none either.
fn hides_members(e: &Evidence) -> bool {
    let reads = e.everywhere("members/add/read");
    reads.iter().all(|read| read.json().is_none_or(|group| expect::members_of(group).is_empty()))
}
