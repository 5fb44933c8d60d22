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
mod retry_after;
mod scim_json_request;
mod scim_json_response;
mod scripts_kept;
mod sustained_rate;
mod tls_key;
mod tls_no_challenge;
mod tls_old_versions;
mod tls_only;
mod tls_order;
mod tls_suite;
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
    &tls_suite::CHECK,
    &tls_order::CHECK,
    &tls_key::CHECK,
    &tls_old_versions::CHECK,
    &tls_only::CHECK,
    &tls_no_challenge::CHECK,
    &sustained_rate::CHECK,
    &retry_after::CHECK,
];

/// Findings unless the text of that create comes back as it was sent. A value that is refused or not stored at all
/// shows nothing of how texts are kept.
pub(super) fn comes_back(e: &Evidence, step: &str) -> Judged {
    let create = e.seen(step)?;
    if create.status() == 400 {
        return Err(Unjudged::not_shown("the value is refused with 400, which is lawful"));
    }
    if create.status() >= 500 && e.seen("transport/create")?.succeeded() {
        let finding = Finding::at(create.exchange, "the server fails over the text");
        return Ok(vec![finding.expected("201, or 400", expect::answer(create.exchange))]);
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

/// A finding about the connection itself, which no exchange shows. It is seen again with other tools than curl.
fn of_connection(e: &Evidence, message: &str, expected: &str, actual: String, again: &str) -> Judged {
    let test = e.seen("connection/test")?;
    let mut finding = Finding::at(test.exchange, message).expected(expected, actual);
    finding.curl = Some(again.to_owned());
    Ok(vec![finding])
}

/// The look-ups under load.
fn load<'a>(e: &Evidence<'a>) -> Result<&'a [crate::http::Exchange], Unjudged> {
    let record = e.records().find(|record| record.step == "load/look-ups");
    let exchanges = record.map(|record| record.exchanges.as_slice()).filter(|all| all.len() > 1);
    exchanges.ok_or_else(|| Unjudged::not_shown("no load was put on the tenant"))
}
