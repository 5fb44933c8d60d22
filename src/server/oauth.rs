//! The token endpoint of a tenant whose app is documented to use OAuth 2.0 client credentials (RFC 6749 §4.4, §5).

use axum::http::Method;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::fault::Fault;
use super::reply::Reply;
use super::service::Service;

/// Path of the token endpoint, from the host.
pub(super) const PATH: &str = "/oauth/token";
/// How long a token lives, in seconds.
const LIFETIME: u64 = 3600;

/// A client that may ask for tokens.
#[derive(Debug, Clone)]
pub struct OauthClient {
    /// Client id.
    pub id: String,
    /// Client secret.
    pub secret: String,
}

/// The client in an `Authorization: Basic` header (RFC 6749 §2.3.1).
fn basic(parts: &Parts) -> Option<(String, String)> {
    let header = parts.headers.get(AUTHORIZATION)?.to_str().ok()?;
    let text = String::from_utf8(STANDARD.decode(header.strip_prefix("Basic ")?).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((id.to_owned(), secret.to_owned()))
}

/// Answers a request for a token; the client authenticates in the form or in the header.
pub(super) fn token(service: &Service, client: &OauthClient, parts: &Parts, body: &[u8]) -> Reply {
    let refuse = |status: u16, error: &str| Reply::json(status, json!({ "error": error }));
    if parts.method != Method::POST {
        return Reply::not_allowed("POST", "tokens are asked for by POST".to_owned());
    }
    let form: Vec<(String, String)> = url::form_urlencoded::parse(body).into_owned().collect();
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    if field("grant_type") != Some("client_credentials") {
        return refuse(400, "unsupported_grant_type");
    }
    let in_form = field("client_id").zip(field("client_secret"));
    let in_header = basic(parts);
    let shown = in_form.or(in_header.as_ref().map(|(id, secret)| (id.as_str(), secret.as_str())));
    let known = shown == Some((client.id.as_str(), client.secret.as_str()));
    if !known && !service.faults.has(Fault::AnyClientSecretAccepted) {
        return refuse(401, "invalid_client");
    }
    let lifetime = if service.faults.has(Fault::TokenLivesAYear) { 365 * 24 * LIFETIME } else { LIFETIME };
    Reply::json(200, json!({ "access_token": service.token, "token_type": "Bearer", "expires_in": lifetime }))
}
