//! Requests in large numbers: with the tenant's credential, without headers of their own, and without a record.

use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use url::Url;

use super::client::{self, Client};
use super::{Method, Outcome};

/// Media type of every SCIM request body (RFC 7644 §3.1).
const SCIM_JSON: HeaderValue = HeaderValue::from_static("application/scim+json");

/// A request with the tenant's credential of which nobody needs a record.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Method.
    pub method: Method,
    /// Whole URL.
    pub url: Url,
    /// Body text: SCIM's JSON.
    pub body: Option<String>,
}

/// The headers that all such requests carry, made once.
#[derive(Default)]
pub(super) struct Usual {
    headers: Vec<(String, String)>,
    /// The same as HTTP knows them, where it does.
    parsed: Option<HeaderMap>,
}

impl Usual {
    pub(super) fn new(headers: &[(String, String)]) -> Self {
        let parsed = headers.iter().map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        let parsed = parsed.collect::<Option<Vec<(HeaderName, HeaderValue)>>>().map(HeaderMap::from_iter);
        Self { headers: headers.to_vec(), parsed }
    }

    /// What HTTP does not know makes the request fail when it is sent.
    fn of(&self, request: RequestBuilder) -> RequestBuilder {
        match &self.parsed {
            Some(headers) => request.headers(headers.clone()),
            None => self.headers.iter().fold(request, |request, (name, value)| request.header(name, value)),
        }
    }
}

impl Client {
    /// Sends one request of which nobody needs a record. Of the answer's headers only `Retry-After` is handed on.
    pub async fn ask(&self, ask: &Ask) -> Outcome {
        self.wait_for_slot().await;
        let request = self.usual.of(self.inner.request(client::method(ask.method), ask.url.clone()));
        let request = if ask.body.is_some() { request.header(CONTENT_TYPE, SCIM_JSON) } else { request };
        self.outcome(request, ask.body.as_ref(), |name| *name == RETRY_AFTER).await
    }
}
