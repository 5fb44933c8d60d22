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

use super::patched::{
    Patched, accepted, all, either, is_scim_error, keyword, manager, mutability, offered, refused,
    unless_named, values,
};
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
    let read = e.seen(&format!("{step}/read"))?;
    let findings = expect::effect(&patch, Some(read));
    if findings.is_empty() && step.starts_with("patch/") && shown_before(e, step, &patch, &read) {
        return Err(Unjudged::not_shown(format!("{step} writes what was there already")));
    }
    Ok(findings)
}

/// Whether the read in front of a PATCH shows all that it writes, so that the one behind it proves nothing.
fn shown_before(e: &Evidence, step: &str, patch: &Seen, read: &Seen) -> bool {
    let written = expect::written(patch.sent());
    let shows =
        |before| written.iter().all(|(path, value)| expect::shown(path, value, before, read).is_none());
    !written.is_empty() && e.before(step).is_some_and(shows)
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
