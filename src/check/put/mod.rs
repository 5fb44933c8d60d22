//! PUT, which other clients than Entra use.

mod body_id;
mod effect_visible;
mod empty_list_clears;
mod external_id;
mod group_members;
mod members_of_wrong_type;
mod null_clears;
mod offered;
mod omitted_attributes;
mod password_hidden;
mod read_only_ignored;
mod required_missing;
mod returns_representation;
mod round_trip;
mod taken_user_name;
mod unknown_id_404;

use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &offered::CHECK,
    &returns_representation::CHECK,
    &effect_visible::CHECK,
    &omitted_attributes::CHECK,
    &read_only_ignored::CHECK,
    &round_trip::CHECK,
    &required_missing::CHECK,
    &unknown_id_404::CHECK,
    &body_id::CHECK,
    &null_clears::CHECK,
    &empty_list_clears::CHECK,
    &external_id::CHECK,
    &password_hidden::CHECK,
    &taken_user_name::CHECK,
    &group_members::CHECK,
    &members_of_wrong_type::CHECK,
];

/// Whether the tenant knows the method: a 404 on a user that was just read says no, too.
pub(super) fn is_offered(put: &Seen) -> bool {
    !matches!(put.status(), 404 | 405 | 501)
}

/// Refuses a judgement where the tenant offers no PUT at all, which `put/offered` names.
pub(super) fn needs_put(e: &Evidence) -> Result<(), Unjudged> {
    if is_offered(&e.seen("put/replace")?) {
        return Ok(());
    }
    let reason = "the tenant does not offer PUT, which another check names";
    Err(Unjudged::Skipped(SkipKind::NotAdvertised, reason.to_owned()))
}

/// The PUT of that step. Where even an ordinary one is refused, nothing can be told from the others;
/// `put/returns-representation` names that.
fn accepted<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    needs_put(e)?;
    if !e.seen("put/replace")?.succeeded() {
        let reason = "an ordinary PUT is refused, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    e.seen(step)
}

/// Refuses a judgement where an ordinary PUT is refused, or changes nothing of what it should;
/// `put/effect-visible` names the latter.
fn needs_effect(e: &Evidence) -> Result<(), Unjudged> {
    let put = accepted(e, "put/replace")?;
    let read = e.seen("put/replace/read")?;
    let Ok(changed) = stored_changes(e, "put/create", "put/get", &put) else { return Ok(()) };
    if read.body().is_some_and(|body| expect::differences(&changed, body).is_empty()) {
        return Ok(());
    }
    let reason = "an ordinary PUT has no effect, which another check names";
    Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()))
}

/// What a PUT sends otherwise than the create request did, as far as the tenant stored it then.
fn stored_changes(e: &Evidence, create: &str, get: &str, put: &Seen) -> Result<Value, Unjudged> {
    let (created, shown) = (e.seen(create)?, e.seen(get)?);
    let mut changed = put.sent().clone();
    let stored = |name: &str, value: &Value| {
        let before = access::member(created.sent(), name);
        before.is_some_and(|before| before != value && is_shown(name, before, &shown))
    };
    if let Value::Object(members) = &mut changed {
        members.retain(|name, value| stored(name, value));
    }
    if changed.as_object().is_none_or(serde_json::Map::is_empty) {
        return Err(Unjudged::not_shown("the tenant does not store on create what the PUT changes"));
    }
    Ok(changed)
}

fn is_shown(name: &str, value: &Value, read: &Seen) -> bool {
    let sent = serde_json::json!({ name: value });
    read.body().is_some_and(|body| expect::differences(&sent, body).is_empty())
}

/// Findings unless the attribute that this PUT empties lost the value it was created with. Which attribute that
/// is tells the request itself.
fn clears(e: &Evidence, step: &str) -> Judged {
    needs_effect(e)?;
    let put = e.seen(step)?;
    let get = e.seen(&format!("{step}-get"))?;
    let created = e.seen(&format!("{step}-create"))?;
    let emptied = put.sent().as_object().into_iter().flatten().find(|(name, value)| {
        expect::is_empty(value)
            && access::member(created.sent(), name).is_some_and(|before| !expect::is_empty(before))
    });
    let Some((name, before)) =
        emptied.and_then(|(name, _)| Some((name, access::member(created.sent(), name)?)))
    else {
        return Err(Unjudged::not_shown("the suite leaves nothing to empty"));
    };
    if !is_shown(name, before, &get) {
        return Err(Unjudged::not_shown(format!("the tenant does not store {name} on create")));
    }
    if matches!(put.status(), 400 | 409 | 422) {
        return Err(Unjudged::not_shown(format!("the tenant refuses a user without {name}")));
    }
    if !put.succeeded() {
        return Ok(expect::status(&put, &[200], "the PUT that empties an attribute fails"));
    }
    let read = e.seen(&format!("{step}/read"))?;
    if read.body().is_none() || !read.succeeded() {
        return Ok(expect::status(&read, &[200], "the user cannot be read after the PUT"));
    }
    if !is_shown(name, before, &read) {
        return Ok(Vec::new());
    }
    let finding = Finding::at(read.exchange, format!("{name} still has its old value"));
    let finding = finding.expected("no value, or a default", expect::quote(before));
    Ok(vec![finding.pointer(expect::pointer("", name)).caused_by(put.exchange)])
}
