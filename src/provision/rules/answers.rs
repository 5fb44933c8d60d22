//! What an answer of the tenant is called in the log, and whether the job can go on after it.

use crate::http::{Failure, FailureKind, Method};
use crate::text::{cut, printable};

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Test Connection.
    TestConnection,
    /// A query: by a matching attribute, or whether a reference is written.
    Query,
    /// A resource: created, or read, changed or deleted by its id.
    Resource,
}

/// What came back, where it is not what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// This status.
    Status(u16),
    /// No complete answer.
    NoAnswer(FailureKind),
    /// An answer of the right status that cannot be read: no JSON, wrong types.
    Unreadable,
    /// Several resources where one is due.
    Several,
}

/// The error code of a request that failed (Microsoft Learn, "Analyze provisioning logs"; several are only seen in
/// logs).
pub fn code_of(method: Method, answer: Answer, asked: Asked) -> &'static str {
    match (answer, asked) {
        (Answer::Status(401), Asked::TestConnection) => {
            "SystemForCrossDomainIdentityManagementCredentialValidationFailure"
        }
        (_, Asked::TestConnection) => "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable",
        (Answer::Status(status), _) => code_of_status(method, status, asked),
        (Answer::NoAnswer(FailureKind::Timeout), _) => "Timeout",
        (Answer::NoAnswer(FailureKind::TooLarge), _) => "SystemForCrossDomainIdentityManagementBadResponse",
        (Answer::NoAnswer(_), _) => "WebExceptionProtocolError",
        (Answer::Unreadable, _) => "SystemForCrossDomainIdentityManagementServiceIncompatible",
        (Answer::Several, Asked::Query) => "DuplicateTargetEntries",
        (Answer::Several, _) => "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse",
    }
}

fn code_of_status(method: Method, status: u16, asked: Asked) -> &'static str {
    match status {
        401 => "Unauthorized",
        403 => "InsufficientRights",
        404 | 410 if asked == Asked::Resource && method != Method::Post => "InvalidAnchor",
        405 => "MethodNotAllowed",
        409 if method == Method::Post => "EntryConflict",
        409 => "Conflict",
        422 => "UnprocessableEntity",
        429 => "TooManyRequests",
        501 => "NotImplemented",
        500..=599 => "InternalServerError",
        400..=499 => "SystemForCrossDomainIdentityManagementServiceIncompatible",
        _ => "SystemForCrossDomainIdentityManagementBadResponse",
    }
}

/// Whether the cycle stops and the job is quarantined: nothing else will succeed, or the endpoint does not speak SCIM.
pub fn stops_the_cycle(answer: Answer, asked: Asked) -> bool {
    match answer {
        Answer::Status(401 | 403) => true,
        Answer::Status(404) => asked != Asked::Resource,
        _ => false,
    }
}

/// The error code of a job that stopped at this answer.
pub fn job_code(method: Method, answer: Answer, asked: Asked) -> &'static str {
    match (answer, asked) {
        (Answer::Status(401), Asked::Query | Asked::Resource) => {
            "SystemForCrossDomainIdentityManagementInvalidCredentials"
        }
        _ => code_of(method, answer, asked),
    }
}

/// At most so much of an answer is quoted.
const QUOTED: usize = 2_000;

/// The message of a failed request: `StatusCode: … Message: … Web Response: …`, with what the tenant wrote, which is
/// what the administrator reads.
pub fn message_of_status(status: u16, body: &str) -> String {
    let name = status_name(status);
    let body = cut(printable(body).trim(), QUOTED);
    let body = if body.is_empty() { "(empty)".to_owned() } else { body };
    format!("StatusCode: {name} Message: {} Web Response: {body}", said(status))
}

/// The message of a request without a complete answer.
pub fn message_of_failure(failure: &Failure) -> String {
    let what = match failure.kind {
        FailureKind::Connect => "No connection to the tenant was made",
        FailureKind::Tls => "The TLS handshake with the tenant failed",
        FailureKind::Timeout => "The tenant gave no complete answer in time",
        FailureKind::Lost => "The connection broke before the answer was complete",
        FailureKind::TooLarge => "The answer was too large",
    };
    format!("{what}: {}", printable(&failure.message))
}

fn said(status: u16) -> &'static str {
    match status {
        200..=299 => "The tenant's answer is not the one SCIM asks for.",
        300..=399 => "The tenant redirected the request; redirects are not followed.",
        401 => "The tenant did not accept the credential.",
        403 => "The tenant does not let this credential do it.",
        404 => "The tenant does not know this address.",
        409 => "The tenant has a conflicting resource.",
        429 => "The tenant asked for fewer requests.",
        400..=499 => "The tenant refused the request.",
        _ => "The tenant failed to process the request.",
    }
}

/// Statuses by the names that .NET gives them, which Entra's messages show.
const STATUS_NAMES: [(u16, &str); 35] = [
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (204, "NoContent"),
    (206, "PartialContent"),
    (301, "MovedPermanently"),
    (302, "Redirect"),
    (303, "SeeOther"),
    (304, "NotModified"),
    (307, "TemporaryRedirect"),
    (308, "PermanentRedirect"),
    (400, "BadRequest"),
    (401, "Unauthorized"),
    (402, "PaymentRequired"),
    (403, "Forbidden"),
    (404, "NotFound"),
    (405, "MethodNotAllowed"),
    (406, "NotAcceptable"),
    (408, "RequestTimeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "LengthRequired"),
    (412, "PreconditionFailed"),
    (413, "RequestEntityTooLarge"),
    (415, "UnsupportedMediaType"),
    (422, "UnprocessableEntity"),
    (423, "Locked"),
    (428, "PreconditionRequired"),
    (429, "TooManyRequests"),
    (500, "InternalServerError"),
    (501, "NotImplemented"),
    (502, "BadGateway"),
    (503, "ServiceUnavailable"),
    (504, "GatewayTimeout"),
    (507, "InsufficientStorage"),
];

fn status_name(status: u16) -> String {
    let known = STATUS_NAMES.iter().find(|(number, _)| *number == status);
    known.map_or_else(|| status.to_string(), |(_, name)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::rules::word;

    const METHODS: [Method; 4] = [Method::Get, Method::Post, Method::Patch, Method::Delete];
    const ASKED: [Asked; 3] = [Asked::TestConnection, Asked::Query, Asked::Resource];

    fn code(method: Method, status: u16) -> &'static str {
        code_of(method, Answer::Status(status), Asked::Resource)
    }

    #[test]
    fn what_statuses_are_called() {
        let incompatible = "SystemForCrossDomainIdentityManagementServiceIncompatible";
        for (method, status, expected) in [
            (Method::Post, 400, incompatible),
            (Method::Post, 401, "Unauthorized"),
            (Method::Patch, 403, "InsufficientRights"),
            (Method::Patch, 404, "InvalidAnchor"),
            (Method::Post, 404, incompatible),
            (Method::Patch, 405, "MethodNotAllowed"),
            (Method::Post, 409, "EntryConflict"),
            (Method::Patch, 409, "Conflict"),
            (Method::Patch, 412, incompatible),
            (Method::Post, 415, incompatible),
            (Method::Post, 422, "UnprocessableEntity"),
            (Method::Post, 429, "TooManyRequests"),
            (Method::Post, 500, "InternalServerError"),
            (Method::Patch, 501, "NotImplemented"),
            (Method::Get, 503, "InternalServerError"),
            (Method::Get, 302, "SystemForCrossDomainIdentityManagementBadResponse"),
        ] {
            assert_eq!(code(method, status), expected, "{method} {status}");
        }
        let query = |answer| code_of(Method::Get, answer, Asked::Query);
        assert_eq!(query(Answer::Status(404)), incompatible);
        assert_eq!(query(Answer::Several), "DuplicateTargetEntries");
        assert_eq!(query(Answer::Unreadable), incompatible);
        assert_eq!(query(Answer::NoAnswer(FailureKind::Timeout)), "Timeout");
        assert_eq!(query(Answer::NoAnswer(FailureKind::Connect)), "WebExceptionProtocolError");
        let test = |status| code_of(Method::Get, Answer::Status(status), Asked::TestConnection);
        assert_eq!(test(401), "SystemForCrossDomainIdentityManagementCredentialValidationFailure");
        assert_eq!(test(403), "SystemForCrossDomainIdentityManagementCredentialValidationUnavailable");
    }

    #[test]
    fn every_code_is_declared() {
        let mut answers: Vec<Answer> = (200..=599).map(Answer::Status).collect();
        answers.extend([Answer::Unreadable, Answer::Several]);
        answers.extend(
            [
                FailureKind::Connect,
                FailureKind::Tls,
                FailureKind::Timeout,
                FailureKind::Lost,
                FailureKind::TooLarge,
            ]
            .map(Answer::NoAnswer),
        );
        for method in METHODS {
            for asked in ASKED {
                for &answer in &answers {
                    for code in [code_of(method, answer, asked), job_code(method, answer, asked)] {
                        assert_eq!(
                            word(code).map(|word| word.id),
                            Some(code),
                            "{method} {answer:?} {asked:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn what_stops_the_cycle() {
        for asked in ASKED {
            assert!(
                stops_the_cycle(Answer::Status(401), asked) && stops_the_cycle(Answer::Status(403), asked)
            );
            assert!(
                !stops_the_cycle(Answer::Status(500), asked) && !stops_the_cycle(Answer::Unreadable, asked)
            );
        }
        assert!(stops_the_cycle(Answer::Status(404), Asked::Query));
        assert!(!stops_the_cycle(Answer::Status(404), Asked::Resource));
        let job = job_code(Method::Get, Answer::Status(401), Asked::Query);
        assert_eq!(job, "SystemForCrossDomainIdentityManagementInvalidCredentials");
    }

    #[test]
    fn messages_quote_the_tenant() {
        assert_eq!(
            message_of_status(409, "{\"detail\":\"userName is taken\"}\n"),
            "StatusCode: Conflict Message: The tenant has a conflicting resource. Web Response: {\"detail\":\"userName is taken\"}"
        );
        assert_eq!(
            message_of_status(599, ""),
            "StatusCode: 599 Message: The tenant failed to process the request. Web Response: (empty)"
        );
        let long = message_of_status(400, &"é\u{1b}".repeat(5_000));
        assert!(long.chars().count() < QUOTED + 100 && long.ends_with('…') && !long.contains('\u{1b}'));
        let lost = Failure { kind: FailureKind::Timeout, message: "30 s are over".into() };
        assert_eq!(message_of_failure(&lost), "The tenant gave no complete answer in time: 30 s are over");
    }
}
