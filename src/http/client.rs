//! The only part that talks to a tenant: one connection pool, no redirects, no proxies of its own finding.
//!
//! It sends as Entra does (Microsoft Learn, "Develop a SCIM endpoint", Security requirements): HTTP/1.1 and
//! TLS 1.2, nothing newer. It decides nothing about what comes back; it records it.

use std::error::Error as StdError;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use reqwest::header::HeaderName;

use super::ask::Usual;
pub use super::credential::{Authorization, Credential};
use super::{Exchange, Failure, FailureKind, Method, Outcome, Purpose, Request, Response};
use crate::error::Error;
use crate::secret::{Redactor, Secret};

/// Largest response body that is read, in bytes.
pub const BODY_LIMIT: usize = 16 * 1024 * 1024;

/// Media type of every SCIM request body (RFC 7644 §3.1).
pub const SCIM_JSON: &str = "application/scim+json";

/// The product and version every request names.
pub const USER_AGENT: &str = concat!("scimproof/", env!("CARGO_PKG_VERSION"));

/// How the client connects and how long it waits.
#[derive(Debug, Clone)]
pub struct Options {
    /// The credential.
    pub credential: Credential,
    /// Time limit of one request, from connecting to the end of the body.
    pub timeout: Duration,
    /// Least time between two requests.
    pub interval: Duration,
    /// Further certificate authorities, PEM.
    pub authorities: Vec<u8>,
    /// Further headers; their values are secrets.
    pub headers: Vec<(String, Secret)>,
    /// Whether the tenant is reached over TLS at all; without it no certificates are loaded.
    pub tls: bool,
}

/// A request as the sequence asks for it.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Method.
    pub method: Method,
    /// Whole URL.
    pub url: String,
    /// Value of `Content-Type`, on requests that have one.
    pub content_type: Option<String>,
    /// Body text.
    pub body: Option<String>,
    /// Which credential it carries.
    pub authorization: Authorization,
    /// Further headers. One of the same name replaces what every request carries; an empty value leaves it out.
    pub headers: Vec<(String, String)>,
}

impl Outgoing {
    /// A GET with the tenant's own credential.
    pub fn get(url: String) -> Self {
        Self {
            method: Method::Get,
            url,
            content_type: None,
            body: None,
            authorization: Authorization::Own,
            headers: Vec::new(),
        }
    }
}

/// Sends requests and records what becomes of them.
pub struct Client {
    inner: reqwest::Client,
    options: Options,
    pub(super) usual: Usual,
    redactor: Redactor,
    start: Instant,
    next_slot: Mutex<Instant>,
}

impl Client {
    /// Builds the client; nothing is sent yet.
    ///
    /// # Errors
    /// A certificate authority that is not PEM.
    pub fn new(options: Options) -> Result<Self, Error> {
        let secrets: Vec<Secret> = options
            .credential
            .secrets()
            .into_iter()
            .chain(options.headers.iter().map(|(_, value)| value.clone()))
            .collect();
        let now = Instant::now();
        let inner = build(&options)?;
        let redactor = Redactor::new(&secrets);
        let next_slot = Mutex::new(now);
        let mut client = Self { inner, redactor, options, usual: Usual::default(), start: now, next_slot };
        client.usual =
            Usual::new([None, Some(SCIM_JSON.to_owned())].map(|content_type| {
                client.headers(&Outgoing { content_type, ..Outgoing::get(String::new()) })
            }));
        Ok(client)
    }

    /// The redactor that knows this client's credentials.
    pub fn redactor(&self) -> &Redactor {
        &self.redactor
    }

    /// Sends one request and records the exchange; a transport error is recorded, not returned.
    pub async fn send(&self, outgoing: &Outgoing, purpose: Purpose) -> Exchange {
        self.wait_for_slot().await;
        let headers = self.headers(outgoing);
        let at = self.start.elapsed();
        let begun = Instant::now();
        let request = self.request(outgoing.method, &outgoing.url, &headers).map(|mut request| {
            *request.body_mut() = outgoing.body.clone().map(reqwest::Body::from);
            request
        });
        let outcome = self.outcome(request, |_| true).await;
        let elapsed = begun.elapsed();
        let mut exchange = Exchange::new(purpose, self.recorded(outgoing, &headers), outcome);
        exchange.with_credential = outgoing.authorization.is_own();
        exchange.at_us = micros(at);
        exchange.elapsed_us = micros(elapsed);
        exchange
    }

    pub(super) async fn wait_for_slot(&self) {
        if self.options.interval.is_zero() {
            return;
        }
        let slot = {
            let mut next = self.next_slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let slot = (*next).max(Instant::now());
            *next = slot + self.options.interval;
            slot
        };
        tokio::time::sleep_until(slot.into()).await;
    }

    fn headers(&self, outgoing: &Outgoing) -> Vec<(String, String)> {
        let mut headers = vec![("User-Agent".to_owned(), USER_AGENT.to_owned())];
        headers.push(("Accept".to_owned(), SCIM_JSON.to_owned()));
        let authorization = match outgoing.authorization {
            Authorization::Own => self.options.credential.header(),
            Authorization::Missing => None,
            Authorization::Wrong => Some("Bearer 3f1d0c9e7ab24f6c8d5e-not-issued".to_owned()),
            Authorization::Empty => Some("Bearer ".to_owned()),
            Authorization::LowerCase => self.options.credential.header().map(lower_case_scheme),
        };
        headers.extend(authorization.map(|value| ("Authorization".to_owned(), value)));
        headers.extend(outgoing.content_type.clone().map(|value| ("Content-Type".to_owned(), value)));
        // Where a header of the user's is the credential, a request without one leaves it out.
        if outgoing.authorization.is_own() || !matches!(self.options.credential, Credential::None) {
            let own = self.options.headers.iter();
            headers.extend(own.map(|(name, value)| (name.clone(), value.expose().to_owned())));
        }
        for (name, value) in &outgoing.headers {
            headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            headers.extend((!value.is_empty()).then(|| (name.clone(), value.clone())));
        }
        headers
    }

    /// A request without a body.
    pub(super) fn request(
        &self,
        method: Method,
        url: &str,
        headers: &[(String, String)],
    ) -> reqwest::Result<reqwest::Request> {
        let request = self.inner.request(method.into(), url);
        headers.iter().fold(request, |request, (name, value)| request.header(name, value)).build()
    }

    /// Sends a request and reads the answer, with the headers that `hands_on` lets through.
    pub(super) async fn outcome(
        &self,
        request: reqwest::Result<reqwest::Request>,
        hands_on: fn(&HeaderName) -> bool,
    ) -> Outcome {
        let answer = match request {
            Ok(request) => self.inner.execute(request).await,
            Err(error) => Err(error),
        };
        match answer {
            Ok(response) => self.read(response, hands_on).await,
            Err(error) => self.failure(&error),
        }
    }

    async fn read(&self, mut response: reqwest::Response, hands_on: fn(&HeaderName) -> bool) -> Outcome {
        let status = response.status().as_u16();
        let headers = response.headers().iter().filter(|(name, _)| hands_on(name)).map(|(name, value)| {
            let text = String::from_utf8_lossy(value.as_bytes());
            (name.to_string(), self.redactor.header(name.as_str(), &text))
        });
        let headers = headers.collect();
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if body.len() + chunk.len() > BODY_LIMIT => return too_large(),
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return self.failure(&error),
            }
        }
        let body = String::from_utf8(body).unwrap_or_else(|error| {
            // What is not UTF-8 is replaced.
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        });
        let body = self.redactor.redacted(body);
        Outcome::Response(Response { status, headers, body })
    }

    fn recorded(&self, outgoing: &Outgoing, headers: &[(String, String)]) -> Request {
        let own: Vec<&str> = self.options.headers.iter().map(|(name, _)| name.as_str()).collect();
        let headers = headers.iter().map(|(name, value)| {
            let value = if own.contains(&name.as_str()) {
                crate::secret::REDACTED.to_owned()
            } else {
                self.redactor.header(name, value)
            };
            (name.clone(), value)
        });
        Request {
            method: outgoing.method,
            url: self.redactor.redact(&outgoing.url),
            headers: headers.collect(),
            body: outgoing.body.as_deref().map(|body| self.redactor.redact(body)),
        }
    }

    fn failure(&self, error: &reqwest::Error) -> Outcome {
        let message = self.redactor.redact(&innermost(error));
        Outcome::Failure(Failure { kind: kind_of(error), message })
    }
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
            Method::Put => Self::PUT,
            Method::Head => Self::HEAD,
            Method::Options => Self::OPTIONS,
        }
    }
}

fn build(options: &Options) -> Result<reqwest::Client, Error> {
    // A second client in the same process finds the provider installed already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .http1_only()
        .tls_version_min(reqwest::tls::Version::TLS_1_2)
        .tls_version_max(reqwest::tls::Version::TLS_1_2)
        .tcp_nodelay(true)
        .timeout(options.timeout);
    if options.tls {
        let authorities = reqwest::Certificate::from_pem_bundle(&options.authorities).unwrap_or_default();
        if authorities.is_empty() && !options.authorities.is_empty() {
            return Err(Error::usage("the file of --ca-cert holds no certificate", "give a PEM file"));
        }
        builder = builder.tls_certs_merge(authorities);
    } else {
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|error| {
        Error::usage(format!("cannot set up the client: {}", innermost(&error)), "check --ca-cert")
    })
}

fn too_large() -> Outcome {
    let message = format!("the body is larger than {} MiB", BODY_LIMIT / (1024 * 1024));
    Outcome::Failure(Failure { kind: FailureKind::TooLarge, message })
}

fn kind_of(error: &reqwest::Error) -> FailureKind {
    let tls = sources(error).any(is_tls);
    if tls {
        FailureKind::Tls
    } else if error.is_timeout() {
        FailureKind::Timeout
    } else if error.is_connect() {
        FailureKind::Connect
    } else {
        FailureKind::Lost
    }
}

/// Whether the error is one of TLS; I/O errors wrap others without naming them as their source.
fn is_tls(error: &(dyn StdError + 'static)) -> bool {
    let wrapped = || error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
    error.is::<rustls::Error>() || wrapped().is_some_and(|inner| is_tls(inner))
}

fn sources<'a>(error: &'a reqwest::Error) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |error| (*error).source())
}

/// The deepest cause, which is the one that says what happened; the layers above repeat the URL.
fn innermost(error: &reqwest::Error) -> String {
    sources(error).last().map_or_else(String::new, ToString::to_string)
}

fn lower_case_scheme(header: String) -> String {
    header
        .split_once(' ')
        .map_or_else(|| header.clone(), |(scheme, value)| format!("{} {value}", scheme.to_ascii_lowercase()))
}

fn micros(duration: Duration) -> u64 {
    u64::try_from(duration.as_micros()).unwrap_or(u64::MAX)
}
