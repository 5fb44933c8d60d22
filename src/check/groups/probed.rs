//! What the checks of the probed group share.

use super::*;
use crate::scim::access;

/// The id of the user that was made under that name.
pub(super) fn id(e: &Evidence, name: &str) -> Result<String, Unjudged> {
    let created = e.seen(&format!("membership/create-{name}"))?;
    Ok(created.body().and_then(access::id).unwrap_or_default())
}

/// The write of that step, whatever its answer, and the successful read behind it.
pub(super) fn accepted<'a>(e: &Evidence<'a>, step: &str) -> Result<(Seen<'a>, Seen<'a>), Unjudged> {
    let write = e.seen(step)?;
    let read = e.seen(&format!("{step}/read"))?;
    if read.succeeded() {
        return Ok((write, read));
    }
    Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step}/read did not succeed")))
}

/// Refuses a judgement unless the group showed that member right before the step.
pub(super) fn was_member(e: &Evidence, step: &str, id: &str) -> Result<(), Unjudged> {
    let before = e.before(step).map(expect::members_of).unwrap_or_default();
    match before.contains(&id) {
        true => Ok(()),
        false => Err(Unjudged::not_shown("the group did not show the member before")),
    }
}

/// Whether no read of the probed group showed any member, although members were written.
pub(super) fn hides_members(e: &Evidence) -> bool {
    let steps = ["membership/get", "membership/operations/read", "membership/replace/read"];
    let shows = |read: Seen| !expect::member_ids(&read).is_empty();
    !steps.iter().filter_map(|step| e.find(step)).any(shows)
}

/// Findings unless the PATCH was accepted, and left these users in the group and those out of it.
pub(super) fn leads_to(e: &Evidence, step: &str, inside: &[&str], outside: &[&str]) -> Judged {
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
pub(super) fn lost(before: &[&str], read: &Seen, patch: &Seen) -> Vec<Finding> {
    let after = expect::member_ids(read);
    let gone = before.iter().filter(|id| !after.contains(id)).count();
    if gone == 0 {
        return Vec::new();
    }
    let finding = Finding::at(read.exchange, "members are gone from the group");
    let expected = crate::text::count(before.len(), "member");
    vec![finding.expected(expected, format!("{gone} of them gone")).pointer("/members").caused_by(patch.exchange)]
}

/// Findings unless the PATCH was accepted and the read behind it shows its values.
pub(super) fn shows_effect(e: &Evidence, step: &str) -> Judged {
    let (patch, read) = accepted(e, step)?;
    Ok(expect::effect(&patch, Some(read)))
}

/// What the tenant's schema of that URN says of an attribute.
pub(super) fn declared(e: &Evidence, schema: &str, attribute: &str, characteristic: &str) -> Option<Value> {
    let schemas = e.find("discovery/schemas")?;
    let named = |value: &Value, key: &str, wanted: &str| {
        access::member(value, key).and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case(wanted))
    };
    let schema = schemas.resources().iter().find(|resource| named(resource, "id", schema))?;
    let attributes = access::member(schema, "attributes")?.as_array()?;
    let attribute = attributes.iter().find(|entry| named(entry, "name", attribute))?;
    access::member(attribute, characteristic).cloned()
}
