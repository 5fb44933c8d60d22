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

    /// The answer to a request the gate refuses. A 401 names the scheme, and says whether a token was sent that does
    /// not count (RFC 6750 §3).
    pub(super) fn refusal(error: &Error, with_token: bool) -> Self {
        let reason = if with_token { ", error=\"invalid_token\"" } else { "" };
        let challenge = format!("Bearer realm=\"scim\"{reason}");
        let challenge = (error.status == 401).then_some((WWW_AUTHENTICATE, challenge));
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
            Some(body) if status == 405 && faults.has(Fault::DoubledErrors) => {
                (Some(media_type(faults)), body.to_string().repeat(2))
            }
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
        self.strip_headers(faults);
        if self.status == 401 && faults.has(Fault::GatewayRefusals) {
            self.body = Some(json!({ "message": "Unauthorized" }));
        }
        if let (404, true, Some(body)) = (self.status, faults.has(Fault::NotFoundScimType), &mut self.body) {
            body["scimType"] = "notFound".into();
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

impl Reply {
    /// Leaves out of an error's headers what a faulty server leaves out.
    fn strip_headers(&mut self, faults: &FaultSet) {
        if faults.has(Fault::NoChallenge) {
            self.headers.retain(|(name, _)| name != WWW_AUTHENTICATE);
        }
        if faults.has(Fault::NoAllowHeader) {
            self.headers.retain(|(name, _)| name != ALLOW);
        }
        let bare = faults.has(Fault::BareChallenge);
        for (_, value) in self.headers.iter_mut().filter(|(name, _)| bare && name == WWW_AUTHENTICATE) {
            "Bearer".clone_into(value);
        }
    }
}

fn media_type(faults: &FaultSet) -> &'static str {
    if faults.has(Fault::PlainJsonAnswers) { "application/json" } else { "application/scim+json" }
}
