//! What a failed request means to the service: its error code, whose failure it is, and when it is tried again.
//!
//! Codes are those of the provisioning logs (Microsoft Learn, "Understand how provisioning integrates with Azure
//! Monitor logs" and "How to analyze provisioning logs"); the long ones were observed.

use jiff::Timestamp;

use crate::http::{Exchange, FailureKind, Outcome, Response};
use crate::provision::rules::{self, Failing};
use crate::provision::state::Escrow;

/// A body or a body's format that does not fit.
pub(super) const INCOMPATIBLE: &str = "SystemForCrossDomainIdentityManagementServiceIncompatible";
/// A filter that is refused.
const NO_FILTER: &str = "SystemForCrossDomainIdentityManagementServiceIncompatibleFiltering";
/// An answer that is no answer.
const BAD_RESPONSE: &str = "SystemForCrossDomainIdentityManagementBadResponse";
/// A credential that was good and is not any more.
const BAD_CREDENTIALS: &str = "SystemForCrossDomainIdentityManagementInvalidCredentials";
/// How much of an answer a message quotes, in characters.
const QUOTED: usize = 1000;

/// What was asked of the tenant; the same status means different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Query,
    Get,
    Create,
    Patch,
    Delete,
}

/// Why an operation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Error code of the provisioning log.
    pub code: String,
    /// What the administrator reads.
    pub message: String,
    /// Whose failure it is.
    pub failing: Failing,
    /// Whether the whole cycle stops: a refused credential, a query that is answered with 404.
    pub halts: bool,
    /// Whether the request may have been carried out.
    pub in_doubt: bool,
    /// Status of the answer, if there was one.
    pub status: Option<u16>,
}

impl Trouble {
    /// A failure of the object itself.
    pub fn object(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            failing: Failing::Object,
            halts: false,
            in_doubt: false,
            status: None,
        }
    }

    /// An answer that cannot be read as what it should be. What it answers may have been carried out.
    pub fn unreadable(what: &str, response: &Response) -> Self {
        let message = format!(
            "the answer cannot be deserialized: {what}. Web Response: {}",
            quoted(&response.body)
        );
        Self { in_doubt: true, status: Some(response.status), ..Self::object(INCOMPATIBLE, message) }
    }

    /// Something that an object refers to is not there yet.
    pub fn reference(code: &str, message: impl Into<String>) -> Self {
        Self { failing: Failing::Reference, ..Self::object(code, message) }
    }

    /// The same failure, of a reference.
    #[must_use]
    pub fn of_reference(mut self) -> Self {
        if self.failing == Failing::Object {
            self.failing = Failing::Reference;
        }
        self
    }

    /// The escrow it leads to; `None` where the operation has been tried for 28 days.
    pub fn escrow(&self, before: Option<&Escrow>, now: Timestamp) -> Option<Escrow> {
        let first_failed = before.map_or(now, |escrow| escrow.first_failed);
        let attempts = before.map_or(0, |escrow| escrow.attempts) + 1;
        let next_attempt = rules::next_attempt(first_failed, now, attempts, self.failing)?;
        Some(Escrow { first_failed, attempts, next_attempt, code: self.code.clone(), message: self.message.clone() })
    }
}

/// The answer, if it is one that the service goes on with.
pub(super) fn judge(asked: Asked, exchange: Exchange) -> Result<Response, Trouble> {
    let place = place(&exchange);
    match exchange.outcome {
        Outcome::Failure(failure) => Err(Trouble {
            failing: Failing::Tenant,
            in_doubt: !matches!(failure.kind, FailureKind::Connect | FailureKind::Tls),
            ..Trouble::object(code_of_failure(failure.kind), format!("{place}: {}", failure.message))
        }),
        Outcome::Response(response) if (200..300).contains(&response.status) => Ok(response),
        Outcome::Response(response) => Err(refused(asked, &place, &response)),
    }
}

/// Method and path with query, as a message names a request.
fn place(exchange: &Exchange) -> String {
    let url = &exchange.request.url;
    let path = url.find("://").and_then(|scheme| url[scheme + 3..].find('/').map(|slash| scheme + 3 + slash));
    format!("{} {}", exchange.request.method, path.map_or(url.as_str(), |start| &url[start..]))
}

fn refused(asked: Asked, place: &str, response: &Response) -> Trouble {
    let status = response.status;
    let message = format!(
        "StatusCode: {} Message: {place} was answered with {status}. Web Response: {}",
        reason_phrase(status),
        quoted(&response.body)
    );
    Trouble {
        failing: if is_of_the_tenant(status) { Failing::Tenant } else { Failing::Object },
        halts: matches!(status, 401 | 403) || status == 404 && asked == Asked::Query,
        in_doubt: status >= 500 && status != 501,
        status: Some(status),
        ..Trouble::object(code_of(asked, status), message)
    }
}

fn is_of_the_tenant(status: u16) -> bool {
    status == 429 || status >= 500 && status != 501
}

/// The error code of a status.
fn code_of(asked: Asked, status: u16) -> &'static str {
    match status {
        401 => BAD_CREDENTIALS,
        403 => "InsufficientRights",
        404 if matches!(asked, Asked::Get | Asked::Patch | Asked::Delete) => "InvalidAnchor",
        405 => "MethodNotAllowed",
        409 => "EntryConflict",
        422 => "UnprocessableEntity",
        429 => "TooManyRequests",
        501 => "NotImplemented",
        500.. => "InternalServerError",
        300..400 => "WebExceptionProtocolError",
        400 if asked == Asked::Query => NO_FILTER,
        _ => INCOMPATIBLE,
    }
}

fn code_of_failure(kind: FailureKind) -> &'static str {
    match kind {
        FailureKind::Timeout => "Timeout",
        FailureKind::TooLarge => BAD_RESPONSE,
        FailureKind::Connect | FailureKind::Tls | FailureKind::Lost => "WebExceptionProtocolError",
    }
}

/// The status as .NET names it.
fn reason_phrase(status: u16) -> String {
    let known = match status {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        409 => "Conflict",
        412 => "PreconditionFailed",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableEntity",
        429 => "TooManyRequests",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => return status.to_string(),
    };
    known.to_owned()
}

/// The beginning of a text, for a message.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted: String = text.chars().take(QUOTED).collect();
    if quoted.len() < text.len() {
        quoted.push('…');
    }
    quoted
}
