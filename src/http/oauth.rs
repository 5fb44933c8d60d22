//! Fetching an access token as the provisioning service does: OAuth 2.0 client credentials, by a secret (RFC 6749
//! §4.4) or by a signed assertion (RFC 7523, workload identity federation).
//!
//! The exchange is never recorded: only facts about the answer leave this module, and the token as a [`Secret`].

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::client::{Authorization, Client, Credential, Options, Outgoing};
use super::{Exchange, Method, Outcome, Purpose};
use crate::error::Error;
use crate::scim::access;
use crate::secret::Secret;

/// What proves who asks.
#[derive(Debug, Clone)]
pub enum Proof {
    /// The client secret.
    Secret(Secret),
    /// A signed assertion.
    Assertion(Secret),
}

/// Where the client secret stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretIn {
    /// In the form, as `client_id` and `client_secret`.
    Body,
    /// In an `Authorization: Basic` header.
    Header,
}

/// A request for a token.
#[derive(Debug, Clone)]
pub struct TokenRequest {
    /// The token endpoint.
    pub url: String,
    /// Client id.
    pub client_id: String,
    /// What proves who asks.
    pub proof: Proof,
    /// Scope, where one is asked for.
    pub scope: Option<String>,
    /// Where the secret stands.
    pub secret_in: SecretIn,
    /// Time limit.
    pub timeout: Duration,
    /// Further certificate authorities, PEM.
    pub authorities: Vec<u8>,
}

/// What a token endpoint said, without the token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenFacts {
    /// The token endpoint.
    pub url: String,
    /// `token_type` of the answer.
    pub token_type: Option<String>,
    /// `expires_in` of the answer, in seconds.
    pub expires_in: Option<u64>,
    /// What a request with a wrong client secret was answered with.
    pub wrong_secret: Option<Refusal>,
}

/// An answer to a request that must be refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// Status code.
    pub status: u16,
    /// The OAuth error code of the answer.
    pub error: Option<String>,
}

const FORM: &str = "application/x-www-form-urlencoded";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Fetches a token, then asks once more with a wrong secret, which must be refused.
///
/// # Errors
/// The endpoint is not reached, or its answer holds no token.
pub async fn fetch(request: &TokenRequest) -> Result<(Secret, TokenFacts), Error> {
    let client = client(request)?;
    let answer = client.send(&outgoing(request), Purpose::Step).await;
    let token = token(request, &answer)?;
    let expires_in = member(&answer, "expires_in").and_then(seconds);
    let facts = TokenFacts {
        url: request.url.clone(),
        token_type: member(&answer, "token_type").and_then(Value::as_str).map(str::to_owned),
        expires_in,
        wrong_secret: wrong_secret(&client, request).await,
    };
    Ok((token, facts))
}

/// Fetches a token and nothing more.
///
/// # Errors
/// The endpoint is not reached, or its answer holds no token.
pub async fn fetch_token(request: &TokenRequest) -> Result<Secret, Error> {
    let answer = client(request)?.send(&outgoing(request), Purpose::Step).await;
    token(request, &answer)
}

fn token(request: &TokenRequest, answer: &Exchange) -> Result<Secret, Error> {
    let token = member(answer, "access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
    token.map(Secret::new).ok_or_else(|| refused(request, answer))
}

/// A member of a successful answer.
fn member<'a>(answer: &'a Exchange, name: &str) -> Option<&'a Value> {
    let body = answer.json().filter(|_| answer.succeeded())?;
    access::member(body, name)
}

/// Some servers write the number as text.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

async fn wrong_secret(client: &Client, request: &TokenRequest) -> Option<Refusal> {
    let Proof::Secret(_) = request.proof else { return None };
    let wrong = TokenRequest { proof: Proof::Secret(Secret::new("never-issued-7d0c4")), ..request.clone() };
    let answer = client.send(&outgoing(&wrong), Purpose::Step).await;
    let error = answer.json().and_then(|body| access::member(body, "error")).and_then(Value::as_str);
    Some(Refusal { status: answer.status()?, error: error.map(str::to_owned) })
}

/// A client that knows the secret, so that nothing of it can be shown, and sends it nowhere by itself.
fn client(request: &TokenRequest) -> Result<Client, Error> {
    let (Proof::Secret(secret) | Proof::Assertion(secret)) = &request.proof;
    Client::new(Options {
        credential: Credential::Bearer(secret.clone()),
        timeout: request.timeout,
        interval: Duration::ZERO,
        authorities: request.authorities.clone(),
        headers: Vec::new(),
        tls: request.url.starts_with("https:"),
    })
}

fn outgoing(request: &TokenRequest) -> Outgoing {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "client_credentials");
    let mut headers = vec![("Accept".to_owned(), "application/json".to_owned())];
    match (&request.proof, request.secret_in) {
        (Proof::Secret(secret), SecretIn::Body) => {
            form.append_pair("client_id", &request.client_id).append_pair("client_secret", secret.expose());
        }
        (Proof::Secret(secret), SecretIn::Header) => {
            let pair = STANDARD.encode(format!("{}:{}", request.client_id, secret.expose()));
            headers.push(("Authorization".to_owned(), format!("Basic {pair}")));
        }
        (Proof::Assertion(assertion), _) => {
            form.append_pair("client_id", &request.client_id)
                .append_pair("client_assertion_type", ASSERTION_TYPE)
                .append_pair("client_assertion", assertion.expose());
        }
    }
    if let Some(scope) = &request.scope {
        form.append_pair("scope", scope);
    }
    Outgoing {
        method: Method::Post,
        url: request.url.clone(),
        content_type: Some(FORM.to_owned()),
        body: Some(form.finish()),
        authorization: Authorization::Missing,
        headers,
    }
}

fn refused(request: &TokenRequest, answer: &Exchange) -> Error {
    let help = "check the token endpoint, the client id, and SCIM_CLIENT_SECRET or the assertion";
    let said = match &answer.outcome {
        Outcome::Failure(failure) => {
            return Error::Unreachable(
                format!("cannot reach {}: {}", request.url, failure.message),
                help.to_owned(),
            );
        }
        Outcome::Response(response) => {
            let error = answer.json().and_then(|body| access::member(body, "error")).and_then(Value::as_str);
            error.map_or_else(|| response.status.to_string(), |error| format!("{} {error}", response.status))
        }
    };
    Error::Unreachable(format!("{} gives no token: {said}", request.url), help.to_owned())
}
