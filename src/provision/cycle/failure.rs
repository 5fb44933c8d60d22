//! A failed request or operation: what `rules` says of it, whose failure it is, and when it is tried again.

use jiff::Timestamp;

use crate::http::{FailureKind, Method, Outcome, Response};
use crate::provision::rules::answers::{
    Answer, Asked, code_of, job_code, message_of_failure, message_of_status, stops_the_cycle,
};
use crate::provision::rules::{self, Failing};
use crate::provision::state::Escrow;

/// How much of a text a message quotes, in characters.
const QUOTED: usize = 1000;

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
    pub(super) fn object(code: &str, message: impl Into<String>) -> Self {
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
    pub(super) fn unreadable(what: &str, response: &Response) -> Self {
        let code = code_of(Method::Get, Answer::Unreadable, Asked::Resource);
        let message =
            format!("The answer cannot be deserialized: {what}. Web Response: {}", quoted(&response.body));
        Self { in_doubt: true, status: Some(response.status), ..Self::object(code, message) }
    }

    /// Something that an object refers to is not there yet.
    pub(super) fn reference(code: &str, message: impl Into<String>) -> Self {
        Self { failing: Failing::Reference, ..Self::object(code, message) }
    }

    /// The same failure, of a reference.
    #[must_use]
    pub(super) fn of_reference(mut self) -> Self {
        if self.failing == Failing::Object {
            self.failing = Failing::Reference;
        }
        self
    }

    /// The escrow it leads to; `None` where the operation has been tried for 28 days.
    pub(super) fn escrow(&self, before: Option<&Escrow>, now: Timestamp) -> Option<Escrow> {
        let first_failed = before.map_or(now, |escrow| escrow.first_failed);
        let attempts = before.map_or(0, |escrow| escrow.attempts).saturating_add(1);
        let next_attempt = rules::next_attempt(first_failed, now, attempts, self.failing)?;
        Some(Escrow {
            first_failed,
            attempts,
            next_attempt,
            code: self.code.clone(),
            message: self.message.clone(),
        })
    }
}

/// The answer, if it is one that the service goes on with.
pub(super) fn judge(asked: Asked, method: Method, outcome: Outcome) -> Result<Response, Trouble> {
    let (answer, message) = match outcome {
        Outcome::Response(response) if (200..300).contains(&response.status) => return Ok(response),
        Outcome::Response(response) => {
            let status = response.status;
            (Answer::Status(status), message_of_status(status, &response.body))
        }
        Outcome::Failure(failure) => (Answer::NoAnswer(failure.kind), message_of_failure(&failure)),
    };
    let halts = stops_the_cycle(answer, asked);
    let code = if halts { job_code(method, answer, asked) } else { code_of(method, answer, asked) };
    Err(Trouble {
        failing: Failing::of(answer),
        halts,
        in_doubt: may_have_worked(answer),
        status: if let Answer::Status(status) = answer { Some(status) } else { None },
        ..Trouble::object(code, message)
    })
}

/// Whether a request that ended like this may have been carried out all the same.
fn may_have_worked(answer: Answer) -> bool {
    match answer {
        Answer::Status(status) => status >= 500 && status != 501,
        Answer::NoAnswer(kind) => !matches!(kind, FailureKind::Connect | FailureKind::Tls),
        Answer::Unreadable | Answer::Several => true,
    }
}

/// The beginning of a text, for a message.
pub(super) fn quoted(text: &str) -> String {
    crate::text::cut(text, QUOTED)
}
