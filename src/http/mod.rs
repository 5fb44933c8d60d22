//! HTTP exchanges as data: what was sent, what came back, how long it took.
//!
//! Everything here is already redacted. Only [`client`] (and [`Ask`] through it), [`tls`] and [`webhook`] talk to the network.

mod ask;
pub mod base_url;
pub mod client;
mod credential;
pub mod curl;
pub mod oauth;
pub mod tls;
pub mod webhook;

use std::fmt;
use std::sync::OnceLock;

pub use ask::Ask;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The request methods of SCIM. The Entra provisioning service uses neither PUT nor the last two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the methods")]
pub enum Method {
    Get,
    Post,
    Patch,
    Delete,
    Put,
    Head,
    Options,
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
            Self::Put => "PUT",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
        })
    }
}

/// A request as it was sent, without its credential.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Whole URL.
    pub url: String,
    /// Headers the tool set, in order.
    pub headers: Vec<(String, String)>,
    /// Body text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// A response as it arrived; bytes that are not UTF-8 are replaced in `body`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Response {
    /// Status code.
    pub status: u16,
    /// Headers in the order of arrival.
    pub headers: Vec<(String, String)>,
    /// Body text; empty when there was none.
    pub body: String,
}

impl Response {
    /// The first header of that name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The media type without parameters, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let value = self.header("content-type")?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }
}

/// Why no response arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The host name has no address, or no connection was made; no byte of the request was sent.
    Connect,
    /// The TLS handshake failed; no byte of the request was sent.
    Tls,
    /// No complete answer within the time limit.
    Timeout,
    /// The connection broke, or what came over it was not HTTP.
    Lost,
    /// The body was larger than the limit.
    TooLarge,
}

/// Why no response arrived, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// The kind of failure.
    pub kind: FailureKind,
    /// What the system said.
    pub message: String,
}

/// What a request led to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A complete HTTP response.
    Response(Response),
    /// A transport error.
    Failure(Failure),
}

/// Why an exchange took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The step's own request.
    Step,
    /// The same request again after a failure that may be repeated.
    Retry,
    /// A read again, because the one before did not show the write.
    Settle,
    /// The same request at the same moment, to see whether the two disturb each other.
    Twin,
    /// A look at whose resource it is, or what became of an unanswered create.
    Verify,
}

/// One recorded request with its response or transport error.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// Position in plan order, from 1; 0 until the run is complete.
    pub number: u32,
    /// Why it took place.
    pub purpose: Purpose,
    /// Whether the credential was the tenant's own.
    pub with_credential: bool,
    /// Microseconds from the start of the run to the sending.
    pub at_us: u64,
    /// Microseconds from the sending to the end of the answer.
    pub elapsed_us: u64,
    /// What was sent.
    pub request: Request,
    /// What came back.
    pub outcome: Outcome,
    #[serde(skip)]
    parsed: OnceLock<Parsed>,
}

#[derive(Debug, Clone)]
struct Parsed {
    sent: Option<Value>,
    received: Option<Value>,
}

impl Exchange {
    /// Records an exchange.
    pub fn new(purpose: Purpose, request: Request, outcome: Outcome) -> Self {
        Self {
            number: 0,
            purpose,
            with_credential: true,
            at_us: 0,
            elapsed_us: 0,
            request,
            outcome,
            parsed: OnceLock::new(),
        }
    }

    /// The response, if one arrived.
    pub fn response(&self) -> Option<&Response> {
        match &self.outcome {
            Outcome::Response(response) => Some(response),
            Outcome::Failure(_) => None,
        }
    }

    /// The status code, if a response arrived.
    pub fn status(&self) -> Option<u16> {
        self.response().map(|response| response.status)
    }

    /// Whether a response with a 2xx status arrived.
    pub fn succeeded(&self) -> bool {
        self.status().is_some_and(|status| (200..300).contains(&status))
    }

    /// The response body as JSON, where it is JSON.
    pub fn json(&self) -> Option<&Value> {
        self.parsed().received.as_ref()
    }

    /// The request body as JSON, where it is JSON.
    pub fn sent(&self) -> Option<&Value> {
        self.parsed().sent.as_ref()
    }

    fn parsed(&self) -> &Parsed {
        let parse = |text: &str| serde_json::from_str(text).ok();
        self.parsed.get_or_init(|| Parsed {
            sent: self.request.body.as_deref().and_then(parse),
            received: self.response().and_then(|response| parse(&response.body)),
        })
    }
}
