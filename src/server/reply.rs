//! What the tenant answers, before it becomes an HTTP response.

use axum::body::Body;
use axum::http::header::{ALLOW, CONTENT_TYPE, ETAG, HeaderName, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::{Value, json};

use super::fault::{Fault, FaultSet};
use crate::scim::Error;

/// An answer, or why there is none.
pub(super) type Answer = Result<Reply, Error>;

/// Status, headers and body of an answer.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: Vec<(HeaderName, String)>,
    pub(super) body: Option<Value>,
}

impl Reply {
    pub(super) fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: None }
    }

    pub(super) fn json(status: u16, body: Value) -> Self {
        Self { body: Some(body), ..Self::empty(status) }
    }

    pub(super) fn created(location: String, body: Value) -> Self {
        Self { headers: vec![(LOCATION, location)], ..Self::json(201, body) }
    }

    /// The same with a header more.
    pub(super) fn with(mut self, header: (HeaderName, String)) -> Self {
        self.headers.push(header);
        self
    }

    pub(super) fn error(error: &Error) -> Self {
        Self::json(error.status, error.to_json())
    }

    /// The answer to a request the gate refuses (RFC 6750 §3: a 401 names the scheme).
    pub(super) fn refusal(error: &Error) -> Self {
        let challenge = (error.status == 401).then(|| (WWW_AUTHENTICATE, "Bearer".to_owned()));
        Self { headers: challenge.into_iter().collect(), ..Self::error(error) }
    }

    /// A method the endpoint does not have.
    pub(super) fn not_allowed(allow: &str, detail: String) -> Self {
        Self { headers: vec![(ALLOW, allow.to_owned())], ..Self::error(&Error::new(405, detail)) }
    }

    pub(super) fn into_response(self, faults: &FaultSet) -> Response<Body> {
        let Self { status, headers, body } = self.disfigured(faults);
        let (media_type, text) = match &body {
            None => (None, String::new()),
            Some(Value::String(page)) => (Some("text/html; charset=utf-8"), page.clone()),
            Some(body) => (Some(media_type(faults)), body.to_string()),
        };
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        for (name, value) in headers {
            if name == ETAG && faults.has(Fault::EtagHeaderMissing) {
                continue;
            }
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
        if let Some(media_type) = media_type {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        }
        response
    }

    /// Rewrites error messages as a faulty server does.
    pub(super) fn disfigured(mut self, faults: &FaultSet) -> Self {
        if self.status < 400 {
            return self;
        }
        if faults.has(Fault::HtmlErrors) {
            self.body = Some(format!("<html><body><h1>Error {}</h1></body></html>", self.status).into());
        }
        if faults.has(Fault::ForeignErrorMessage) {
            self.body = Some(json!({ "error": "the request failed", "code": self.status }));
        }
        if let (true, Some(body)) = (faults.has(Fault::ErrorStatusNumber), &mut self.body) {
            body["status"] = self.status.into();
        }
        self
    }
}

fn media_type(faults: &FaultSet) -> &'static str {
    if faults.has(Fault::PlainJsonAnswers) { "application/json" } else { "application/scim+json" }
}
