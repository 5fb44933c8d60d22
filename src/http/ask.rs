//! Requests in large numbers: with the tenant's credential, without headers of their own, and without a record.

use reqwest::Body;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use url::Url;

use super::client::Client;
use super::{Method, Outcome};

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
    /// Without a body.
    headers: Vec<(String, String)>,
    /// The same as HTTP knows them, where it does: without a body and with one.
    parsed: Option<[HeaderMap; 2]>,
}

impl Usual {
    pub(super) fn new([without, with]: [Vec<(String, String)>; 2]) -> Self {
        let parsed = parsed(&without).zip(parsed(&with)).map(|(without, with)| [without, with]);
        Self { headers: without, parsed }
    }
}

fn parsed(headers: &[(String, String)]) -> Option<HeaderMap> {
    let parsed = headers.iter().map(|(name, value)| Some((name.parse().ok()?, value.parse().ok()?)));
    parsed.collect::<Option<Vec<(HeaderName, HeaderValue)>>>().map(HeaderMap::from_iter)
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
