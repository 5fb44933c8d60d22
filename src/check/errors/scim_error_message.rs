use super::*;
use crate::http::Exchange;
use crate::scim::{access, urn};

check! {
    /// RFC 7644 §3.12 and Microsoft Learn ask for error answers in the form of the SCIM error message: the
    /// Error schema, the status as a string, and a `detail` that tells what to change.
    ///
    /// ## Why it matters
    /// The text goes into Entra's provisioning log. It is all the administrator sees of what went wrong.
    ///
    /// ## Usual cause
    /// Errors are written by the framework or a gateway, as HTML, plain text or JSON of its own.
    ///
    /// ## How to fix
    /// Answer every error with `{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"400",
    /// "scimType":"…","detail":"…"}`.
    ///
    /// ## Fails
    /// ```http
    /// GET /Users/u-0
    /// 404 {"error":"not found"}
    /// ```
    ///
    /// ## Passes
    /// ```http
    /// GET /Users/u-0
    /// 404 {"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"there is no user with the id u-0"}
    /// ```
    id: "errors/scim-error-message",
    title: "an error answer SHOULD be a SCIM error message with a detail",
    profile: Entra,
    severity: Warning,
    covers: ["E-15", "err-01", "err-02", "err-03", "err-05", "err-08"],
    sources: [Rfc7644("3.12"), Learn("general")],
    dialects: Without,
    needs: ["users/unknown-id", "users/duplicate", "refusals/malformed-body", "refusals/bad-filter"],
    run: judge,
}

/// The requests that any server has reason to refuse; one finding for each kind of fault.
fn judge(e: &Evidence) -> Judged {
    let refused = refused(e);
    if refused.is_empty() {
        return Err(Unjudged::not_shown("no request was answered with an error"));
    }
    let mut findings: Vec<Finding> = Vec::new();
    for finding in refused.iter().filter_map(|seen| fault(seen.exchange)) {
        if !findings.iter().any(|known| known.message == finding.message) {
            findings.push(finding);
        }
    }
    Ok(findings)
}

fn refused<'a>(e: &Evidence<'a>) -> Vec<Seen<'a>> {
    let steps = ["users/unknown-id", "users/duplicate", "refusals/malformed-body", "refusals/bad-filter"];
    steps.iter().filter_map(|step| e.find(step)).filter(|seen| seen.status() >= 400).collect()
}

/// Whether the ordinary errors already are no SCIM error messages.
pub(in crate::check) fn spoils_errors(e: &Evidence) -> bool {
    refused(e).iter().any(|seen| fault(seen.exchange).is_some())
}

/// What keeps an answer from being a SCIM error message; the first thing only.
pub(in crate::check) fn fault(exchange: &Exchange) -> Option<Finding> {
    let finding = |message: &str| Finding::at(exchange, message);
    let Some(body) = exchange.json().filter(|body| body.is_object()) else {
        let actual = exchange.response().and_then(crate::http::Response::media_type);
        let actual = actual.unwrap_or_else(|| "nothing".to_owned());
        return Some(finding("the error has no JSON body").expected("a SCIM error message", actual));
    };
    let schemas = access::member(body, "schemas").and_then(Value::as_array);
    let names = |schema: &Value| schema.as_str().is_some_and(|schema| urn::same(schema, urn::ERROR));
    if !schemas.is_some_and(|schemas| schemas.iter().any(names)) {
        return Some(
            finding("the error does not name the Error schema")
                .expected(urn::ERROR, "not there")
                .pointer("/schemas"),
        );
    }
    let status = access::member(body, "status");
    let code = exchange.status().unwrap_or_default().to_string();
    if status.and_then(Value::as_str) != Some(code.as_str()) {
        let actual = status.map_or_else(|| "nothing".to_owned(), expect::quote);
        return Some(
            finding("the status in the body is not the status as a string")
                .expected(format!("\"{code}\""), actual)
                .pointer("/status"),
        );
    }
    let detail = access::member(body, "detail")
        .and_then(Value::as_str)
        .is_some_and(|detail| !detail.trim().is_empty());
    (!detail).then(|| {
        finding("the error has no detail")
            .expected("a text that says what to change", "nothing")
            .pointer("/detail")
    })
}
