//! How the tenant refuses what it cannot do, and what its error messages look like.

mod allow_header;
mod empty_body_refused;
mod foreign_body_refused;
mod head_and_options;
mod invalid_filter_400;
mod malformed_body_400;
mod malformed_put_refused;
mod method_not_allowed;
mod non_object_body_refused;
mod redirect_keeps_method;
mod repeatable;
mod scim_error_message;
mod scim_type_registered;
mod unknown_path_404;

use super::prelude::*;
use crate::scim::access;

pub(super) use scim_error_message::{fault, spoils_errors};

pub(super) const CHECKS: &[&super::Check] = &[
    &malformed_body_400::CHECK,
    &malformed_put_refused::CHECK,
    &empty_body_refused::CHECK,
    &non_object_body_refused::CHECK,
    &foreign_body_refused::CHECK,
    &invalid_filter_400::CHECK,
    &scim_error_message::CHECK,
    &scim_type_registered::CHECK,
    &unknown_path_404::CHECK,
    &repeatable::CHECK,
    &method_not_allowed::CHECK,
    &allow_header::CHECK,
    &head_and_options::CHECK,
    &redirect_keeps_method::CHECK,
];

/// Findings unless each of these bad creates and replacements was refused with a 4xx and left no trace. A server
/// without PUT may say so.
fn harmless(e: &Evidence, posts: &[&str], puts: &[&str]) -> Judged {
    needs_parser(e)?;
    let mut findings = Vec::new();
    for post in posts {
        let id = format!("transport/{post}-post");
        let (create, look) = (e.seen(&id)?, e.seen(&format!("{id}/read"))?);
        let before = findings.len();
        findings.extend(refusal(&create));
        if before == findings.len() && expect::has_user_name(&look, name_in(&create)) {
            let finding = Finding::at(look.exchange, "the refused request created the user");
            findings.push(finding.expected("no such user", "the user").caused_by(create.exchange));
        }
    }
    for put in puts {
        let id = format!("transport/{put}-put");
        let (write, read) = (e.seen(&id)?, e.seen(&format!("{id}/read"))?);
        let refusal = refusal(&write);
        findings.extend(if refusal.is_none() { trace(e, &read, &write) } else { refusal });
    }
    Ok(findings)
}

/// Refuses a judgement where the server fails over any body that is not JSON.
pub(super) fn needs_parser(e: &Evidence) -> Result<(), Unjudged> {
    if e.find("refusals/malformed-body").is_some_and(|seen| seen.status() >= 500) {
        let reason = "a body that is not JSON makes the server fail, which another check names";
        return Err(Unjudged::Skipped(SkipKind::NeedsStep, reason.to_owned()));
    }
    Ok(())
}

/// A finding unless the request was refused for a mistake of the client.
fn refusal(seen: &Seen) -> Option<Finding> {
    if matches!(seen.status(), 400..=499 | 501) {
        return None;
    }
    let finding = Finding::at(seen.exchange, "the request is not refused as the client's mistake");
    Some(finding.expected("400, or another 4xx", expect::answer(seen.exchange)))
}

/// The user name in a body, whatever its form.
fn name_in<'a>(create: &Seen<'a>) -> &'a str {
    let body = create.exchange.request.body.as_deref().unwrap_or_default();
    let behind = body.split_once("userName").map(|(_, rest)| rest.trim_start_matches(['"', ':', '>', ' ']));
    behind.and_then(|rest| rest.split(['"', '<']).next()).filter(|name| !name.is_empty()).unwrap_or("?")
}

/// A finding when the refused replacement changed the user's name or removed the user.
fn trace(e: &Evidence, read: &Seen, write: &Seen) -> Option<Finding> {
    let name = |seen: &Seen| {
        let name = seen.body().and_then(|body| access::member(body, "userName"))?.as_str()?;
        Some(name.to_lowercase())
    };
    let before = e.find("transport/get").filter(|seen| seen.succeeded()).and_then(|seen| name(&seen))?;
    let kept = read.succeeded() && name(read).as_ref() == Some(&before);
    let finding = || Finding::at(read.exchange, "the refused PUT changed the user").caused_by(write.exchange);
    (!kept).then(|| finding().expected(format!("userName {before}"), expect::answer(read.exchange)))
}

/// The requests whose method the endpoint does not have.
fn misplaced<'a>(e: &Evidence<'a>) -> Result<[Seen<'a>; 3], Unjudged> {
    Ok([
        e.seen("transport/put-on-collection")?,
        e.seen("transport/patch-on-collection")?,
        e.seen("transport/post-on-resource")?,
    ])
}
