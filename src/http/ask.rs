//! Requests in large numbers: with the tenant's credential, without headers of their own, and without a record.

use reqwest::Body;
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use url::Url;

use super::client::Client;
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
    /// The same as HTTP knows them, where it does: without a body and with one.
    parsed: Option<[HeaderMap; 2]>,
}

impl Usual {
    pub(super) fn new(headers: Vec<(String, String)>) -> Self {
        let parsed = headers.iter().map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
        let parsed = parsed.collect::<Option<Vec<(HeaderName, HeaderValue)>>>().map(|parsed| {
            let with_body = parsed.iter().cloned().chain([(CONTENT_TYPE, SCIM_JSON)]).collect();
            [parsed.into_iter().collect(), with_body]
        });
        Self { headers, parsed }
    }
}

impl Client {
    /// Sends one request of which nobody needs a record. Of the answer's headers only `Retry-After` is handed on.
    pub async fn ask(&self, ask: &Ask) -> Outcome {
        self.wait_for_slot().await;
        self.outcome(self.usual_request(ask), |name| *name == RETRY_AFTER).await
    }

    /// A header that HTTP does not know makes it fail, as it makes every other request fail.
    fn usual_request(&self, ask: &Ask) -> reqwest::Result<reqwest::Request> {
        let Some([without, with]) = &self.usual.parsed else {
            return self.request(ask.method, ask.url.as_str(), &self.usual.headers);
        };
        let mut request = reqwest::Request::new(ask.method.into(), ask.url.clone());
        request.headers_mut().clone_from(if ask.body.is_some() { with } else { without });
        *request.body_mut() = ask.body.clone().map(Body::from);
        Ok(request)
    }
}
