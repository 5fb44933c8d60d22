//! Updates: what a PATCH of Entra must do to a user, in each dialect.

mod active_boolean;
mod active_string;
mod all_operations;
mod atomic;
mod manager_cleared;
mod manager_string;
mod names_ignore_case;
mod no_path_dotted;
mod no_path_mixed;
mod no_path_plain;
mod no_path_urn;
mod one_element_for_sub_attributes;
mod op_ignores_case;
mod other_elements_kept;
mod replace_attribute;
mod sub_attribute;
mod urn_path;
mod value_filter_add;
mod value_filter_replace;
mod value_filter_replace_missing;

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
