//! Updates: what a PATCH of Entra must do to a user, in each dialect.

mod active_add;
mod active_boolean;
mod active_no_path;
mod active_string;
mod all_operations;
mod all_texts;
mod answer_200_or_204;
mod answer_shows_result;
mod atomic;
mod core_urn_path;
mod empty_string_clears;
mod error_message;
mod immutable_refused;
mod malformed_path_400;
mod manager_array;
mod manager_cleared;
mod manager_display_name;
mod manager_emptied;
mod manager_object;
mod manager_string;
mod manager_text;
mod many_operations;
mod names_ignore_case;
mod no_path_dotted;
mod no_path_mixed;
mod no_path_plain;
mod no_path_urn;
mod null_clears;
mod offered;
mod one_element_for_sub_attributes;
mod one_primary;
mod op_ignores_case;
mod operations_required;
mod other_elements_kept;
mod quoted_boolean;
mod read_only_refused;
mod refusal_keyword;
mod refusal_names_attribute;
mod repeated;
mod replace_attribute;
mod role_by_primary;
mod role_text;
mod roles_assertive;
mod same_attribute_in_order;
mod schemas_required;
mod sub_attribute;
mod undeclared_extension;
mod unknown_attribute_400;
mod unknown_attribute_no_server_error;
mod unknown_id_404;
mod unknown_op_400;
mod urn_path;
mod user_name_in_use;
mod value_filter_add;
mod value_filter_replace;
mod value_filter_replace_missing;
mod wrong_type_400;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &op_ignores_case::CHECK,
    &names_ignore_case::CHECK,
    &replace_attribute::CHECK,
    &all_operations::CHECK,
    &atomic::CHECK,
    &sub_attribute::CHECK,
    &urn_path::CHECK,
    &value_filter_replace::CHECK,
    &value_filter_add::CHECK,
    &value_filter_replace_missing::CHECK,
    &other_elements_kept::CHECK,
    &one_element_for_sub_attributes::CHECK,
    &no_path_plain::CHECK,
    &no_path_dotted::CHECK,
    &no_path_urn::CHECK,
    &no_path_mixed::CHECK,
    &active_string::CHECK,
    &active_boolean::CHECK,
    &manager_string::CHECK,
    &manager_cleared::CHECK,
    &offered::CHECK,
    &answer_200_or_204::CHECK,
    &answer_shows_result::CHECK,
    &schemas_required::CHECK,
    &operations_required::CHECK,
    &unknown_op_400::CHECK,
    &unknown_attribute_400::CHECK,
    &unknown_attribute_no_server_error::CHECK,
    &undeclared_extension::CHECK,
    &malformed_path_400::CHECK,
    &refusal_keyword::CHECK,
    &read_only_refused::CHECK,
    &wrong_type_400::CHECK,
    &refusal_names_attribute::CHECK,
    &error_message::CHECK,
    &unknown_id_404::CHECK,
    &one_primary::CHECK,
    &core_urn_path::CHECK,
    &many_operations::CHECK,
    &same_attribute_in_order::CHECK,
    &repeated::CHECK,
    &user_name_in_use::CHECK,
    &immutable_refused::CHECK,
    &active_add::CHECK,
    &active_no_path::CHECK,
    &quoted_boolean::CHECK,
    &manager_object::CHECK,
    &manager_array::CHECK,
    &manager_text::CHECK,
    &manager_display_name::CHECK,
    &manager_emptied::CHECK,
    &role_by_primary::CHECK,
    &role_text::CHECK,
    &roles_assertive::CHECK,
    &empty_string_clears::CHECK,
    &null_clears::CHECK,
    &all_texts::CHECK,
];

/// Findings unless the PATCH of that step was accepted and the read behind it shows its effect.
pub(super) fn takes_effect(e: &Evidence, step: &str) -> Judged {
    needs_spelling(e)?;
    let patch = e.seen(step)?;
    needs_stored(e, &patch)?;
    if !patch.succeeded() {
        return Ok(expect::effect(&patch, None));
    }
    Ok(expect::effect(&patch, Some(e.seen(&format!("{step}/read"))?)))
}

/// Refuses a judgement where the server does not understand the operation words of the dialect, which
/// `patch/op-ignores-case` judges.
pub(super) fn needs_spelling(e: &Evidence) -> Result<(), Unjudged> {
    let alone = Evidence::new(e.transcript(), None);
    let refused = |step: &str| {
        let Some(patch) = alone.find(step) else { return false };
        let read = alone.find(&format!("{step}/read")).filter(|_| patch.succeeded());
        !expect::effect(&patch, read).is_empty()
    };
    let (own, other) = match e.dialect {
        None => return Ok(()),
        Some(Dialect::Default) => ("spelling/capital", "spelling/small"),
        Some(Dialect::Compliant) => ("spelling/small", "spelling/capital"),
    };
    if refused(own) && !refused(other) {
        let reason = "the operation words of this dialect are not understood, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// Refuses a judgement about attributes that the tenant does not even store on create, which
/// `suite/create-round-trip` judges.
fn needs_stored(e: &Evidence, patch: &Seen) -> Result<(), Unjudged> {
    match expect::written(patch.sent()).iter().find(|(path, _)| !is_stored(e, path)) {
        None => Ok(()),
        Some((path, _)) => {
            let reason =
                format!("the tenant does not store {path} on create either, which another check names");
            Err(Unjudged::Skipped(SkipKind::NeedsStep, reason))
        }
    }
}

/// Whether a value that was sent at that path when the first user was created is shown when that user is read.
pub(super) fn is_stored(e: &Evidence, path: &str) -> bool {
    let alone = Evidence::new(e.transcript(), None);
    let (Some(create), Some(get)) = (alone.find("users/create"), alone.find("users/get")) else {
        return true;
    };
    let (Ok(path), Some(shown)) = (path.parse(), get.body().filter(|_| get.id().is_some())) else {
        return true;
    };
    let sent = crate::scim::access::first(create.sent(), &path).is_some();
    !sent || crate::scim::access::first(shown, &path).is_some()
}

/// Findings of the steps that were sent. When none was, the reason of the first.
fn take_effect(e: &Evidence, steps: &[&str]) -> Judged {
    let judged: Vec<Judged> = steps.iter().map(|step| takes_effect(e, step)).collect();
    if judged.iter().all(Result::is_err) {
        return judged.into_iter().next().unwrap_or(Ok(Vec::new()));
    }
    if let Some(error) = judged.iter().find(|judged| matches!(judged, Err(Unjudged::Error(_)))) {
        return error.clone();
    }
    Ok(judged.into_iter().flatten().flatten().collect())
}

/// The elements of the multi-valued attribute that a PATCH addresses by a value filter.
fn elements<'a>(resource: &'a Value, path: &crate::scim::Path) -> &'a [Value] {
    let home = path.urn.as_deref().filter(|urn| !crate::scim::urn::is_core(urn));
    let container = match home {
        Some(urn) => crate::scim::access::member(resource, urn).unwrap_or(&Value::Null),
        None => resource,
    };
    crate::scim::access::member(container, &path.name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The path of the first operation of a PATCH.
fn first_path(patch: &Seen) -> Option<crate::scim::Path> {
    expect::written(patch.sent()).first()?.0.parse().ok()
}

/// Whether `patch/other-elements-kept` fails.
pub(super) fn drops_elements(e: &Evidence) -> bool {
    (other_elements_kept::CHECK.run)(e).is_ok_and(|findings| !findings.is_empty())
}

/// An accepted PATCH, with the resource in front of it and behind it.
pub(super) struct Patched<'a> {
    /// The PATCH.
    pub(super) patch: Seen<'a>,
    /// The read behind it.
    pub(super) read: Seen<'a>,
    /// The resource as it was.
    pub(super) before: &'a Value,
    /// The resource as it is.
    pub(super) after: &'a Value,
}

/// Judges what a PATCH of the RFC's own kind made of the resource, where PATCH is offered and a plain one works.
pub(super) fn accepted(e: &Evidence, step: &str, judge: &dyn Fn(&Patched) -> Judged) -> Judged {
    offered(e)?;
    let patch = e.seen(step)?;
    let refused = expect::status(&patch, &[200, 204], "the PATCH is refused");
    if !refused.is_empty() {
        return Ok(refused);
    }
    judge(&Patched::of(e, step, patch)?)
}

/// Refuses a judgement where the tenant does not advertise PATCH, or where a plain one is without effect, which
/// other checks name.
fn offered(e: &Evidence) -> Result<(), Unjudged> {
    e.needs_support("patch")?;
    let plain = |step: &str| {
        let patch = e.find(step)?;
        let read = e.find(&format!("{step}/read")).filter(|_| patch.succeeded());
        Some(expect::effect(&patch, read).is_empty())
    };
    if plain("modify/good") == Some(false) {
        let reason = "a plain replace of the title does not work, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// Refuses a judgement that rests on what one of these checks judges, where that check fails.
pub(super) fn unless_named(e: &Evidence, checks: &[&str], judge: impl Fn() -> Judged) -> Judged {
    let findings = judge()?;
    if findings.is_empty() {
        return Ok(findings);
    }
    let views = [None, Some(Dialect::Default), Some(Dialect::Compliant)];
    let fails = |id: &&&str| {
        let check = super::by_id(id);
        let judged = check.into_iter().flat_map(|check| {
            views.iter().map(move |dialect| (check.run)(&Evidence::new(e.transcript(), *dialect)))
        });
        judged.into_iter().any(|judged| judged.is_ok_and(|findings| !findings.is_empty()))
    };
    match checks.iter().find(fails) {
        Some(id) => Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{id} names the cause"))),
        None => Ok(findings),
    }
}

impl<'a> Patched<'a> {
    fn of(e: &Evidence<'a>, step: &str, patch: Seen<'a>) -> Result<Self, Unjudged> {
        let read = e.seen(&format!("{step}/read"))?;
        let before = e.before(step);
        match (before, read.body().filter(|_| read.succeeded())) {
            (Some(before), Some(after)) => Ok(Self { patch, read, before, after }),
            _ => Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step}/read did not succeed"))),
        }
    }

    /// A finding unless the path shows the value, which it did not show before.
    pub(super) fn shows(&self, path: &str, value: &Value) -> Judged {
        let has =
            |resource: &Value| values(resource, path).iter().any(|actual| expect::arrived(value, actual));
        match (has(self.before), has(self.after)) {
            (true, true) => Err(Unjudged::not_shown(format!("{path} had that value already"))),
            (_, true) => Ok(Vec::new()),
            (_, false) => {
                let actual = values(self.after, path)
                    .first()
                    .map_or_else(|| "nothing".to_owned(), |v| expect::quote(v));
                Ok(vec![self.finding(
                    format!("{path} is not what the PATCH made it"),
                    expect::quote(value),
                    actual,
                )])
            }
        }
    }

    /// The same with the value that stands at this place of the request.
    pub(super) fn shows_sent(&self, path: &str, at: &str) -> Judged {
        self.shows(path, self.patch.sent().pointer(at).unwrap_or(&Value::Null))
    }

    /// A finding unless the path shows what it showed before.
    pub(super) fn keeps(&self, path: &str) -> Judged {
        let old = values(self.before, path);
        let Some(old) = old.first().copied() else {
            return Err(Unjudged::not_shown(format!("{path} had no value before")));
        };
        if values(self.after, path).iter().any(|new| expect::same(old, new)) {
            return Ok(Vec::new());
        }
        let message = format!("the PATCH took {path} away, which it does not name");
        Ok(vec![self.finding(message, expect::quote(old), "not there".to_owned())])
    }

    /// A finding unless the path has no value any more.
    pub(super) fn lacks(&self, path: &str) -> Judged {
        if values(self.before, path).is_empty() {
            return Err(Unjudged::not_shown(format!("{path} had no value before")));
        }
        let left = values(self.after, path);
        let Some(left) = left.first() else { return Ok(Vec::new()) };
        Ok(vec![self.finding(format!("{path} is still there"), "nothing".to_owned(), expect::quote(left))])
    }

    /// How many values the path has now.
    pub(super) fn count(&self, path: &str) -> usize {
        values(self.after, path).len()
    }

    /// A finding about what was read, which is the effect of the PATCH.
    pub(super) fn finding(&self, message: String, expected: String, actual: String) -> Finding {
        Finding::at(self.read.exchange, message).expected(expected, actual).caused_by(self.patch.exchange)
    }
}

/// The values at a path; an empty object or list, or `null`, is none.
pub(super) fn values<'a>(resource: &'a Value, path: &str) -> Vec<&'a Value> {
    let Ok(path) = path.parse::<crate::scim::Path>() else { return Vec::new() };
    let assigned = |value: &&Value| match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Null => false,
        _ => true,
    };
    crate::scim::access::values(resource, &path).into_iter().filter(assigned).collect()
}

/// Findings unless the PATCH was refused with one of these statuses and changed nothing. With `types`, the error
/// must carry one of these keywords.
pub(super) fn refused(e: &Evidence, step: &str, statuses: &[u16], types: &[&str]) -> Judged {
    offered(e)?;
    let patch = e.seen(step)?;
    let message =
        if patch.succeeded() { "the PATCH is accepted" } else { "the PATCH is refused in another way" };
    let findings = expect::status(&patch, statuses, message);
    if !findings.is_empty() {
        return Ok(findings);
    }
    let changed = unless_named(e, &["patch/atomic"], || nothing_changed(e, step, patch))?;
    if changed.is_empty() { keyword(&patch, types) } else { Ok(changed) }
}

/// A finding unless the resource is as it was.
fn nothing_changed<'a>(e: &Evidence<'a>, step: &str, patch: Seen<'a>) -> Judged {
    let now = Patched::of(e, step, patch)?;
    let lost = expect::differences(now.before, now.after).into_iter();
    let Some(change) = lost.chain(expect::differences(now.after, now.before)).next() else {
        return Ok(Vec::new());
    };
    let at = |resource: &Value| {
        resource.pointer(&change.pointer).map_or_else(|| "nothing".to_owned(), expect::quote)
    };
    let message = "the refused PATCH changed the resource".to_owned();
    Ok(vec![now.finding(message, at(now.before), at(now.after)).pointer(change.pointer.clone())])
}

/// A finding unless the error carries one of these keywords of RFC 7644, table 9.
pub(super) fn keyword(patch: &Seen, types: &[&str]) -> Judged {
    let found = patch.body().and_then(|body| crate::scim::access::member(body, "scimType"));
    let known = found.and_then(Value::as_str).is_some_and(|word| types.contains(&word));
    if types.is_empty() || known {
        return Ok(Vec::new());
    }
    if !is_scim_error(patch) {
        let reason = "the error is no SCIM error message, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    let actual = found.map_or_else(|| "nothing".to_owned(), expect::quote);
    let finding = Finding::at(patch.exchange, "the error does not carry the keyword of its cause");
    Ok(vec![finding.expected(types.join(" or "), actual).pointer("/scimType")])
}

/// Whether the answer names the schema of the SCIM error message.
fn is_scim_error(seen: &Seen) -> bool {
    let schemas = seen.body().and_then(|body| crate::scim::access::member(body, "schemas"));
    let names =
        |id: &Value| id.as_str().is_some_and(|id| crate::scim::urn::same(id, crate::scim::urn::ERROR));
    schemas.and_then(Value::as_array).is_some_and(|schemas| schemas.iter().any(names))
}

/// Findings unless the PATCH was refused with 400 and changed nothing, or was accepted and has its effect: where the
/// RFC and Entra ask for different things, either is right.
pub(super) fn either(
    e: &Evidence,
    step: &str,
    types: &[&str],
    effect: &dyn Fn(&Patched) -> Judged,
) -> Judged {
    if e.seen(step)?.succeeded() { accepted(e, step, effect) } else { refused(e, step, &[400], types) }
}

/// The path of the id of a user's manager.
fn manager() -> String {
    crate::suite::enterprise("manager.value")
}

/// The mutability that `/Schemas` declares for a sub-attribute.
fn mutability<'a>(e: &Evidence<'a>, schema: &str, attribute: &str, sub: &str) -> Result<&'a str, Unjudged> {
    use crate::scim::{access, urn};
    let schemas = Evidence::new(e.transcript(), None).seen("discovery/schemas")?;
    let id =
        |schema: &Value| access::member(schema, "id").and_then(Value::as_str).unwrap_or_default().to_owned();
    let declared = schemas.resources().iter().find(|declared| urn::same(&id(declared), schema));
    let named = |list: Option<&'a Value>, name: &str| {
        let list = list.and_then(Value::as_array).into_iter().flatten();
        let is = |entry: &&Value| {
            access::member(entry, "name")
                .and_then(Value::as_str)
                .is_some_and(|own| own.eq_ignore_ascii_case(name))
        };
        list.into_iter().find(is)
    };
    let attribute = named(declared.and_then(|schema| access::member(schema, "attributes")), attribute);
    let sub = named(attribute.and_then(|attribute| access::member(attribute, "subAttributes")), sub);
    let mutability = sub.and_then(|sub| access::member(sub, "mutability")).and_then(Value::as_str);
    mutability
        .ok_or_else(|| Unjudged::not_shown(format!("{schema} does not declare its attributes at /Schemas")))
}
