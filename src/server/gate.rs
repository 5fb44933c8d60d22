//! The gate in front of every endpoint: the Host header and the credential.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::http::Method;
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::request::Parts;

use super::fault::Fault;
use super::service::Service;
use crate::scim::Error;

impl Service {
    /// Refuses requests for another host and requests without the tenant's credential.
    pub(super) fn admit(&self, parts: &Parts) -> Result<(), Error> {
        demand_host(parts)?;
        match self.demand_token(parts) {
            Err(error) if self.faults.has(Fault::BadTokenForbidden) => Err(Error { status: 403, ..error }),
            verdict => verdict.and_then(|()| self.bear_load(parts)),
        }
    }

    /// Whether more than fifteen equal queries came within a second; counted for the faults of load only.
    fn is_hurried(&self, parts: &Parts) -> bool {
        const CALM: usize = 15;
        let limited = [Fault::LoadLimited, Fault::LoadLimitedSilently];
        if parts.uri.query().is_none() || !limited.into_iter().any(|fault| self.faults.has(fault)) {
            return false;
        }
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.retain(|(at, _)| at.elapsed() < Duration::from_secs(1));
        recent.push((Instant::now(), parts.uri.clone()));
        recent.iter().filter(|(_, uri)| *uri == parts.uri).count() > CALM
    }

    fn bear_load(&self, parts: &Parts) -> Result<(), Error> {
        const EVERY: usize = 20;
        if self.is_hurried(parts) {
            return Err(Error::new(429, "more than fifteen equal queries a second"));
        }
        if self.faults.has(Fault::Overloaded)
            && self.admitted.fetch_add(1, Ordering::Relaxed) % EVERY == EVERY - 1
        {
            return Err(Error::new(429, "too many requests; wait a moment and send this one again"));
        }
        Ok(())
    }

    /// Whether a method was forgotten when the routes were guarded.
    fn leaves_open(&self, parts: &Parts) -> bool {
        let bulk = parts.uri.path().ends_with("/Bulk") && self.faults.has(Fault::BulkWithoutToken);
        bulk || parts.method == Method::PUT && self.faults.has(Fault::OpenReplace)
    }

    fn demand_token(&self, parts: &Parts) -> Result<(), Error> {
        let reads = parts.method.is_safe();
        let Some(header) = parts.headers.get(AUTHORIZATION) else {
            if reads && self.faults.has(Fault::NoTokenAccepted) || self.leaves_open(parts) {
                return Ok(());
            }
            let status = if self.faults.has(Fault::ConfigNeedsUser) && is_config(parts) { 500 } else { 401 };
            return Err(Error::new(
                status,
                "the Authorization header is missing; send 'Authorization: Bearer <token>'",
            ));
        };
        let text = header.to_str().unwrap_or_default();
        let (scheme, token) = text.split_once(' ').unwrap_or((text, ""));
        let misspelt = self.faults.has(Fault::SchemeCaseSensitive) && scheme != "Bearer";
        if !scheme.eq_ignore_ascii_case("bearer") || misspelt {
            return Err(Error::new(401, "the Authorization header must use the Bearer scheme"));
        }
        let empty = token.trim().is_empty();
        let lenient = if empty { Fault::EmptyTokenAccepted } else { Fault::AnyTokenAccepted };
        if reads && self.faults.has(lenient) {
            return Ok(());
        }
        if same_secret(token.trim(), &self.token) {
            return Ok(());
        }
        Err(Error::new(401, "the bearer token is not the token of this tenant, or it has expired"))
    }
}

fn is_config(parts: &Parts) -> bool {
    parts.uri.path().ends_with("/ServiceProviderConfig")
}

/// A page in a browser must not reach the tenant through a name that resolves to the loopback address.
fn demand_host(parts: &Parts) -> Result<(), Error> {
    let header = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = parts.uri.authority().map(axum::http::uri::Authority::as_str).or(header).unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name);
    if ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| own.eq_ignore_ascii_case(name)) {
        return Ok(());
    }
    Err(Error::new(421, format!("this tenant answers to 127.0.0.1 and localhost only, not to '{host}'")))
}

/// Compares without telling by the time it takes where the two differ.
fn same_secret(given: &str, expected: &str) -> bool {
    let differs = given.bytes().zip(expected.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b));
    given.len() == expected.len() && differs == 0
}

#[cfg(test)]
mod tests {
    use super::same_secret;

    #[test]
    fn secrets_compare_whole() {
        assert!(same_secret("token", "token"));
        for other in ["", "toke", "tokens", "Token"] {
            assert!(!same_secret(other, "token"), "{other}");
        }
    }
}
