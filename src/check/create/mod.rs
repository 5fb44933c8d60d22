//! Creating resources: what a create must take, what it must refuse, and what its answer says.

mod active_word;
mod answer_is_stored;
mod client_id_ignored;
mod client_meta_ignored;
mod default_active_filterable;
mod duplicate_changes_nothing;
mod duplicate_ignores_case;
mod duplicate_scim_type;
mod external_id_not_invented;
mod inactive_stored;
mod location_header;
mod minimal_accepted;
mod names_ignore_case;
mod null_accepted;
mod null_not_empty_text;
mod null_stores_nothing;
mod post_to_id_refused;
mod primary_word;
mod read_only_ignored;
mod schemas_order;
mod schemas_required;
mod shared_external_id;
mod times_agree;
mod twins_one_created;
mod unknown_attribute;
mod unknown_schema_dropped;
mod unusual_user_names;
mod user_name_not_empty;
mod user_name_not_made_up;
mod user_name_required;
mod wrong_kind_refused;
mod wrong_type_refused;

use super::prelude::*;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &minimal_accepted::CHECK,
    &location_header::CHECK,
    &times_agree::CHECK,
    &read_only_ignored::CHECK,
    &client_id_ignored::CHECK,
    &client_meta_ignored::CHECK,
    &answer_is_stored::CHECK,
    &duplicate_scim_type::CHECK,
    &duplicate_ignores_case::CHECK,
    &duplicate_changes_nothing::CHECK,
    &user_name_required::CHECK,
    &user_name_not_made_up::CHECK,
    &user_name_not_empty::CHECK,
    &schemas_required::CHECK,
    &unknown_schema_dropped::CHECK,
    &wrong_type_refused::CHECK,
    &default_active_filterable::CHECK,
    &inactive_stored::CHECK,
    &active_word::CHECK,
    &shared_external_id::CHECK,
    &external_id_not_invented::CHECK,
    &unusual_user_names::CHECK,
    &wrong_kind_refused::CHECK,
    &post_to_id_refused::CHECK,
    &twins_one_created::CHECK,
    &primary_word::CHECK,
    &schemas_order::CHECK,
    &unknown_attribute::CHECK,
    &names_ignore_case::CHECK,
    &null_accepted::CHECK,
    &null_stores_nothing::CHECK,
    &null_not_empty_text::CHECK,
];

/// The answer to a create without which the judgement means nothing.
pub(super) fn accepted<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    let seen = e.seen(step)?;
    if seen.succeeded() {
        return Ok(seen);
    }
    Err(needs(format!("{step} did not succeed (answer {})", seen.status())))
}

/// A skip because of another step, or of what another check names.
pub(super) fn needs(reason: impl Into<String>) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, reason.into())
}

/// Findings unless the create of that step is accepted; blamed only where an ordinary one is.
pub(super) fn must_accept(e: &Evidence, step: &str, message: &str) -> Judged {
    let seen = e.seen(step)?;
    if seen.succeeded() {
        return Ok(Vec::new());
    }
    accepted(e, "create/plain")?;
    Ok(vec![Finding::at(seen.exchange, message).expected("201", expect::answer(seen.exchange))])
}

/// A finding where the answer is a server error; blamed only where an ordinary create is accepted.
pub(super) fn server_error(
    e: &Evidence,
    seen: &Seen,
    message: &str,
    expected: &str,
) -> Result<Option<Finding>, Unjudged> {
    if seen.status() < 500 {
        return Ok(None);
    }
    accepted(e, "create/plain")?;
    Ok(Some(Finding::at(seen.exchange, message).expected(expected, expect::answer(seen.exchange))))
}

/// Whether a create was refused with a 4xx. That tells something only where an ordinary one is accepted.
pub(super) fn refused(e: &Evidence, seen: &Seen) -> Result<bool, Unjudged> {
    if !(400..500).contains(&seen.status()) {
        return Ok(false);
    }
    accepted(e, "create/plain")?;
    Ok(true)
}

/// What a create made, as far as it made something: its answer and the read behind it.
pub(super) fn made<'a>(e: &Evidence<'a>, step: &str) -> Result<Vec<Seen<'a>>, Unjudged> {
    let create = e.seen(step)?;
    let read = e.find(&format!("{step}/read"));
    let answers = [Some(create), read].into_iter().flatten();
    let shown: Vec<_> =
        answers.filter(|seen| seen.succeeded() && seen.body().and_then(access::id).is_some()).collect();
    if create.succeeded() && shown.is_empty() {
        return Err(Unjudged::not_shown(format!("no answer shows what {step} made")));
    }
    Ok(shown)
}

/// Refuses a judgement by a filter where `eq` does not find the one user it names; other checks say so.
pub(super) fn needs_equality(e: &Evidence) -> Result<(), Unjudged> {
    let finds = expect::only_hit(&e.seen("users/match")?, &e.seen("users/create")?).is_empty();
    if finds && e.seen("users/match-prefix")?.resources().is_empty() {
        return Ok(());
    }
    Err(needs("a filter by eq does not find the one user it names, which another check names"))
}

/// Refuses a judgement where a missing userName is a server error, which the checks of the suite name.
fn needs_no_crash(e: &Evidence) -> Result<(), Unjudged> {
    match e.find("required/userName").filter(|seen| seen.status() >= 500) {
        Some(_) => {
            Err(needs("a create without a required attribute is a server error, which another check names"))
        }
        None => Ok(()),
    }
}

/// The top-level attribute of what is shown; `null` counts as absent.
pub(super) fn attribute<'a>(seen: &Seen<'a>, name: &str) -> Option<&'a Value> {
    seen.body().and_then(|body| access::member(body, name)).filter(|value| !value.is_null())
}

/// A shown value in words.
pub(super) fn told(value: Option<&Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), expect::quote)
}

/// A time of `meta`; one without a zone is read as UTC, so that times of the same server can be compared.
pub(super) fn time(seen: &Seen, name: &str) -> Option<jiff::Timestamp> {
    let text = seen.body()?.pointer(&format!("/meta/{name}"))?.as_str()?;
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}

/// Whether two addresses are the same, one of which may be relative.
pub(super) fn same_address(left: &str, right: &str) -> bool {
    let path = |address: &str| address.trim_start_matches('/').to_owned();
    let whole = |address: &str| url::Url::parse(address).ok();
    let equal = whole(left).is_some_and(|left| whole(right) == Some(left));
    equal
        || left == right
        || [(left, right), (right, left)].iter().any(|(long, short)| {
            !short.contains("://") && !short.is_empty() && long.ends_with(&format!("/{}", path(short)))
        })
}

/// The first attribute in which two representations of one resource differ, with both values in words. The version is
/// left out, and values that SCIM does not tell apart are the same.
pub(super) fn difference(left: &Value, right: &Value) -> Option<(String, String, String)> {
    let names = [left, right].into_iter().filter_map(Value::as_object).flat_map(serde_json::Map::keys);
    names.filter(|name| !["schemas", "meta"].contains(&name.as_str())).find_map(|name| {
        let of = |body| access::member(body, name).filter(|value| !expect::is_empty(value));
        let (one, other) = (of(left), of(right));
        let same = match (one, other) {
            (Some(one), Some(other)) => expect::same(one, other) && expect::same(other, one),
            (one, other) => one.is_none() && other.is_none(),
        };
        (!same).then(|| (name.clone(), told(one), told(other)))
    })
}

/// Findings on a request that was refused and must not have changed the resource. What it would have written must be
/// something that the tenant keeps.
fn unchanged(first: &Seen, before: &Seen, refused: &Seen, after: &Seen) -> Judged {
    let body = |seen: &Seen| seen.body().filter(|_| seen.succeeded()).cloned();
    let (Some(old), Some(new)) = (body(before), body(after)) else {
        return Err(Unjudged::not_shown("the user is not shown before and after the refused request"));
    };
    let kept =
        difference(refused.sent(), first.sent()).is_some_and(|(name, ..)| attribute(before, &name).is_some());
    if !kept {
        return Err(Unjudged::not_shown(
            "the tenant does not keep the attribute that would have been overwritten",
        ));
    }
    Ok(difference(&new, &old)
        .map(|(name, new, old)| {
            let finding =
                Finding::at(after.exchange, format!("{name} changed although the request was refused"));
            finding.expected(old, new).pointer(format!("/{name}")).caused_by(refused.exchange)
        })
        .into_iter()
        .collect())
}

/// Findings on attributes that were sent as null or as an empty list and are shown with such a value. What a user
/// shows who was created without the attribute is the server's default, which is lawful.
fn nulls(e: &Evidence, wrong: fn(&Value) -> bool, message: &str) -> Judged {
    let create = accepted(e, "create/nulls")?;
    let plain = made(e, "create/plain")?;
    let defaulted = |place: &Place| {
        plain.iter().any(|seen| at(seen, *place).is_some_and(|value| !expect::is_empty(value)))
    };
    let places: Vec<Place> =
        unassigned(create.sent()).into_iter().filter(|place| !defaulted(place)).collect();
    if places.is_empty() {
        return Err(Unjudged::not_shown("no attribute was sent as null that has no default"));
    }
    let shown = made(e, "create/nulls")?;
    let found = places.iter().find_map(|place| {
        shown.iter().find_map(|seen| Some((place, seen, at(seen, *place).filter(|value| wrong(value))?)))
    });
    Ok(found
        .map(|((name, sub), seen, value)| {
            let whole = expect::pointer("", name);
            let pointer = sub.map_or_else(|| whole.clone(), |sub| expect::pointer(&whole, sub));
            let finding = Finding::at(seen.exchange, message);
            finding.expected("no value", expect::quote(value)).pointer(pointer)
        })
        .into_iter()
        .collect())
}

/// An attribute, or a sub-attribute of it.
type Place<'a> = (&'a str, Option<&'a str>);

/// Where a body has null or an empty list, at the top level and one below it.
fn unassigned(body: &Value) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (name, value) in body.as_object().into_iter().flatten() {
        let below = value.as_object().into_iter().flatten().filter(|(_, value)| expect::is_empty(value));
        places.extend(below.map(|(sub, _)| (name.as_str(), Some(sub.as_str()))));
        if expect::is_empty(value) {
            places.push((name.as_str(), None));
        }
    }
    places
}

/// What is shown there; `null` counts as absent.
fn at<'a>(seen: &Seen<'a>, (name, sub): Place) -> Option<&'a Value> {
    let value = attribute(seen, name)?;
    match sub {
        None => Some(value),
        Some(sub) => access::member(value, sub).filter(|value| !value.is_null()),
    }
}
