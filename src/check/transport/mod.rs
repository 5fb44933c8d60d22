//! Media types, repeated requests, the form of bodies and addresses, and how soon a read shows a write.

mod accept_variants;
mod charset_parameter;
mod first_attempt;
mod member_order;
mod no_content_type_on_get_delete;
mod one_json_value;
mod other_version_refused;
mod plain_json_request;
mod read_your_writes;
mod scim_json_request;
mod scim_json_response;
mod scripts_kept;
mod unknown_parameter;

use super::prelude::*;

pub(super) const CHECKS: &[&super::Check] = &[
    &no_content_type_on_get_delete::CHECK,
    &scim_json_request::CHECK,
    &charset_parameter::CHECK,
    &scim_json_response::CHECK,
    &accept_variants::CHECK,
    &plain_json_request::CHECK,
    &one_json_value::CHECK,
    &member_order::CHECK,
    &scripts_kept::CHECK,
    &unknown_parameter::CHECK,
    &other_version_refused::CHECK,
    &read_your_writes::CHECK,
    &first_attempt::CHECK,
];

/// Findings unless the text of that create comes back as it was sent. A value that is refused or not stored at all
/// shows nothing of how texts are kept.
pub(super) fn comes_back(e: &Evidence, step: &str) -> Judged {
    let create = e.seen(step)?;
    if create.status() == 400 {
        return Err(Unjudged::not_shown("the value is refused with 400, which is lawful"));
    }
    let read = e.seen(&format!("{step}/read"))?;
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{step} cannot be read back")));
    };
    let differences = expect::differences(create.sent(), body);
    let texts = |difference: &expect::Difference| difference.sent.as_str().is_some_and(is_unusual);
    let Some(difference) = differences.into_iter().find(texts) else { return Ok(Vec::new()) };
    if difference.shown.is_none() {
        return Err(Unjudged::not_shown(format!("{} is not stored at all", difference.pointer)));
    }
    Ok(vec![difference.finding(read.exchange).caused_by(create.exchange)])
}

/// Whether the text is one of those under test; how others are kept is judged elsewhere.
fn is_unusual(text: &str) -> bool {
    text.contains('<') || !text.is_ascii()
}
