//! Bulk requests (RFC 7644 §3.7).

mod as_configured;
mod bulk_id_echoed;
mod changes_resources;
mod circular_references;
mod continues_after_error;
mod creates_resources;
mod fail_on_errors;
mod failed_operation_has_error;
mod forward_reference_among_members;
mod incomplete_operation;
mod limit_named;
mod location_on_results;
mod max_operations;
mod max_payload_size;
mod needs_credential;
mod paths_stay_inside;
mod reference_among_members;
mod reference_in_extension;
mod response_message;
mod status_is_code;
mod unresolved_reference;
mod version_condition;
mod wrong_message_urn;

use super::prelude::*;
use super::validator::unless_named;
use crate::scim::access;

pub(super) const CHECKS: &[&super::Check] = &[
    &as_configured::CHECK,
    &response_message::CHECK,
    &creates_resources::CHECK,
    &status_is_code::CHECK,
    &bulk_id_echoed::CHECK,
    &location_on_results::CHECK,
    &changes_resources::CHECK,
    &continues_after_error::CHECK,
    &failed_operation_has_error::CHECK,
    &fail_on_errors::CHECK,
    &reference_among_members::CHECK,
    &forward_reference_among_members::CHECK,
    &reference_in_extension::CHECK,
    &circular_references::CHECK,
    &unresolved_reference::CHECK,
    &incomplete_operation::CHECK,
    &max_operations::CHECK,
    &max_payload_size::CHECK,
    &limit_named::CHECK,
    &wrong_message_urn::CHECK,
    &paths_stay_inside::CHECK,
    &needs_credential::CHECK,
    &version_condition::CHECK,
];

/// The operations of a bulk request.
fn operations(sent: &Value) -> &[Value] {
    access::member(sent, "Operations").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The results in the answer to a bulk request.
fn results<'a>(seen: &Seen<'a>) -> &'a [Value] {
    seen.body().map_or(&[], operations)
}

/// The result of the operation at that place: the one with its bulkId, or else the one at the same place.
fn result<'a>(seen: &Seen<'a>, at: usize) -> Option<&'a Value> {
    let sent = operations(seen.sent());
    let name = sent.get(at).and_then(bulk_id);
    let named = results(seen).iter().find(|result| name.is_some() && bulk_id(result) == name);
    named.or_else(|| results(seen).get(at).filter(|result| bulk_id(result).is_none() || name.is_none()))
}

fn bulk_id(operation: &Value) -> Option<&str> {
    access::member(operation, "bulkId")?.as_str()
}

fn method(operation: &Value) -> Option<&str> {
    access::member(operation, "method")?.as_str()
}

/// The code of a result, in whichever form it is written; `bulk/status-is-code` judges the form.
fn code(result: &Value) -> Option<u16> {
    let status = access::member(result, "status")?;
    let status = access::member(status, "code").unwrap_or(status);
    let number = status.as_u64().or_else(|| status.as_str()?.trim().parse().ok())?;
    u16::try_from(number).ok()
}

fn failed(result: &Value) -> bool {
    code(result).is_some_and(|code| code >= 400)
}

/// What a result says, in short.
fn told(result: &Value) -> String {
    let code = code(result).map_or_else(|| "no status".to_owned(), |code| code.to_string());
    let detail = access::member(result, "response").and_then(|response| access::member(response, "detail"));
    match detail.and_then(Value::as_str) {
        Some(detail) => format!("{code}: {}", crate::text::cut(detail, 160)),
        None => code,
    }
}

fn named_elsewhere(what: &str) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{what}, which another check names"))
}

/// Whether that check fails.
fn fails(e: &Evidence, check: &super::Check) -> bool {
    (check.run)(e).is_ok_and(|findings| !findings.is_empty())
}

/// The answer of a step that the tenant must have answered with 200.
fn answered<'a>(e: &Evidence<'a>, step: &str) -> Result<Seen<'a>, Unjudged> {
    let seen = e.seen(step)?;
    if seen.status() != 200 {
        return Err(named_elsewhere("bulk requests are not answered with 200"));
    }
    Ok(seen)
}

/// Refuses a judgement where the tenant does not say that it supports Bulk, or where Bulk does not work at all, which
/// `bulk/as-configured` and `bulk/response-message` judge.
fn needs_bulk<'a>(e: &Evidence<'a>) -> Result<Seen<'a>, Unjudged> {
    e.needs_support("bulk")?;
    let create = answered(e, "bulk/create")?;
    if results(&create).is_empty() {
        return Err(named_elsewhere("the answer to a bulk request has no results"));
    }
    Ok(create)
}

/// Refuses a judgement where references to managers are never resolved, which `bulk/reference-in-extension` judges.
fn needs_references(e: &Evidence) -> Result<(), Unjudged> {
    if fails(e, &reference_in_extension::CHECK) {
        return Err(named_elsewhere("a reference in an extension is not resolved"));
    }
    Ok(())
}

/// A finding if the request, or its operation at that place, is refused.
fn refused(seen: &Seen, at: usize) -> Option<Finding> {
    if seen.status() != 200 {
        return expect::status(seen, &[200], "a bulk request with references is refused").into_iter().next();
    }
    let result = result(seen, at).filter(|result| failed(result))?;
    let finding = Finding::at(seen.exchange, "an operation with a reference is refused");
    Some(finding.expected("the reference resolved", told(result)).pointer(format!("/Operations/{at}/status")))
}

/// The id of the user that the operation at that place created, from the look-up behind the request or its result.
fn id_of(e: &Evidence, step: &str, at: usize) -> Option<String> {
    let seen = e.find(step)?;
    let sent = operations(seen.sent()).get(at)?;
    let name = access::member(access::member(sent, "data")?, "userName")?.as_str()?;
    let looked = seen.record.exchanges.iter().filter(|e| e.purpose == crate::http::Purpose::Verify);
    let lists = looked.filter_map(|look| {
        let body = look.json()?;
        body.as_array().or_else(|| access::member(body, "Resources")?.as_array())
    });
    let named = |hit: &Value| access::member(hit, "userName").and_then(Value::as_str).map(str::to_lowercase);
    lists.flatten().find(|hit| named(hit) == Some(name.to_lowercase())).and_then(access::id)
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

/// Findings unless the group that a bulk request created has the user of that operation as its member.
fn members_resolved(e: &Evidence, step: &str, group: usize) -> Judged {
    let seen = e.seen(step)?;
    if let Some(finding) = refused(&seen, group) {
        return Ok(vec![finding]);
    }
    let read = e.seen(&format!("{step}/read"))?;
    let member = id_of(e, step, 1 - group);
    if member.is_none() {
        return Err(Unjudged::not_shown("the user is not shown with its id"));
    }
    let shown = expect::member_ids(&read);
    if shown.iter().any(|id| Some(*id) == member.as_deref()) && shown.len() == 1 {
        return Ok(Vec::new());
    }
    if shown.is_empty() && hides_members(e) {
        return Err(Unjudged::not_shown("the tenant shows no members of any group, which it need not"));
    }
    let finding = Finding::at(read.exchange, "the member is not the user that the request created");
    let actual = if shown.is_empty() { "no members".to_owned() } else { shown.join(", ") };
    let expected = member.unwrap_or_else(|| "its id".to_owned());
    Ok(vec![finding.expected(expected, actual).pointer("/members").caused_by(seen.exchange)])
}

/// Whether a group that was given a member by PATCH shows none either.
fn hides_members(e: &Evidence) -> bool {
    let reads = e.everywhere("members/add/read");
    reads.iter().all(|read| read.json().is_none_or(|group| expect::members_of(group).is_empty()))
}

/// A limit of bulk requests that ServiceProviderConfig tells.
fn limit(e: &Evidence, name: &str) -> Result<u64, Unjudged> {
    let bulk = access::member(e.config()?, "bulk");
    let limit = bulk.and_then(|bulk| access::member(bulk, name)).and_then(Value::as_u64);
    limit.ok_or_else(|| Unjudged::not_shown(format!("ServiceProviderConfig does not tell {name}")))
}

/// A server may close the connection on a request that is too large.
fn without_answer(unjudged: Unjudged) -> Unjudged {
    match unjudged {
        Unjudged::Error(why) => Unjudged::not_shown(why),
        skipped @ Unjudged::Skipped(..) => skipped,
    }
}

/// A finding without the command that would repeat a very long request.
fn briefly(finding: Finding) -> Finding {
    Finding { curl: None, ..finding }
}
