//! Requests of the service: the forms of [`crate::entra`], sent by [`crate::http::client`], repeated where a tenant
//! asks for patience.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;

use super::Service;
use super::failure::Trouble;
use crate::entra::step::SCIM_JSON;
use crate::entra::{Dialect, query};
use crate::http::base_url::BaseUrl;
use crate::http::client::{Authorization, Client, Outgoing};
use crate::http::{Method, Outcome, Response};
use crate::provision::job::TooManyRequests;
use crate::provision::mapping::Match;
use crate::provision::object::Kind;
use crate::provision::rules::answers::Asked;
use crate::stop::Stop;

/// Longest pause a tenant's `Retry-After` is followed for.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// The pause where 429 comes without one.
const USUAL_PAUSE: Duration = Duration::from_secs(1);
/// How often a request that was answered with 429 is sent again.
const PATIENCE: u32 = 2;

/// What all requests of a cycle share.
pub(super) struct Wire {
    client: Arc<Client>,
    base: BaseUrl,
    /// How PATCH is written.
    pub dialect: Dialect,
    too_many_requests: TooManyRequests,
    stop: Arc<Stop>,
    halted: AtomicBool,
    requests: AtomicU64,
    /// Number of the cycle; 0 on demand.
    pub cycle: i64,
    /// The time of the cycle.
    pub now: Timestamp,
    /// Whether the enterprise URN stands in the `schemas` of a new user.
    pub has_enterprise: bool,
    /// Whether nothing may be written; see `survey`.
    pub reads_only: bool,
}

impl Wire {
    /// The wire of a cycle.
    pub fn new(service: &Service, cycle: i64, now: Timestamp) -> Self {
        Self {
            client: Arc::clone(&service.client),
            base: service.base.clone(),
            dialect: service.dialect,
            too_many_requests: service.settings.too_many_requests,
            stop: Arc::clone(&service.stop),
            halted: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            cycle,
            now,
            has_enterprise: service.mappings.has_enterprise,
            reads_only: false,
        }
    }

    /// The same, with nothing but GET requests.
    #[must_use]
    pub fn reading_only(self) -> Self {
        Self { reads_only: true, ..self }
    }

    /// The same, with PATCH as the service writes it on demand, whatever the tenant URL says.
    #[must_use]
    pub fn on_demand(self) -> Self {
        Self { dialect: Dialect::Default, ..self }
    }

    /// Whether no further object is begun.
    pub fn is_over(&self) -> bool {
        self.halted.load(Ordering::Relaxed) || self.stop.reason().is_some()
    }

    /// How many requests were sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// Looks for resources by a matching attribute.
    pub async fn find(&self, kind: Kind, by: &Match) -> Result<Response, Trouble> {
        let query = matching_query(kind, &by.target, &by.value);
        self.query(kind, query).await
    }

    /// Sends a query.
    pub async fn query(&self, kind: Kind, query: String) -> Result<Response, Trouble> {
        let url = self.base.join(endpoint(kind), Some(&query));
        self.ask(Asked::Query, outgoing(Method::Get, url, None)).await
    }

    /// Reads a linked resource; groups without their members.
    pub async fn get(&self, kind: Kind, id: &str) -> Result<Response, Trouble> {
        let query = (kind == Kind::Group).then_some("excludedAttributes=members");
        let url = self.base.join(&resource(kind, id), query);
        self.ask(Asked::Resource, outgoing(Method::Get, url, None)).await
    }

    /// Creates a resource.
    pub async fn create(&self, kind: Kind, body: &Value) -> Result<Response, Trouble> {
        let url = self.base.join(endpoint(kind), None);
        self.ask(Asked::Resource, outgoing(Method::Post, url, Some(body))).await
    }

    /// Changes a resource.
    pub async fn patch(&self, kind: Kind, id: &str, body: &Value) -> Result<Response, Trouble> {
        let url = self.base.join(&resource(kind, id), None);
        self.ask(Asked::Resource, outgoing(Method::Patch, url, Some(body))).await
    }

    /// Deletes a resource.
    pub async fn delete(&self, kind: Kind, id: &str) -> Result<Response, Trouble> {
        let url = self.base.join(&resource(kind, id), None);
        self.ask(Asked::Resource, outgoing(Method::Delete, url, None)).await
    }

    async fn ask(&self, asked: Asked, outgoing: Outgoing) -> Result<Response, Trouble> {
        let outcome = self.patiently(&outgoing).await;
        let answer = super::failure::judge(asked, outgoing.method, outcome);
        if answer.as_ref().is_err_and(|trouble| trouble.halts) {
            self.halted.store(true, Ordering::Relaxed);
        }
        answer
    }

    async fn patiently(&self, outgoing: &Outgoing) -> Outcome {
        let mut outcome = self.send(outgoing).await;
        for _ in 0..PATIENCE {
            let Some(pause) = self.pause(&outcome) else { break };
            self.stop.sleep(pause).await;
            if self.is_over() {
                break;
            }
            outcome = self.send(outgoing).await;
        }
        outcome
    }

    async fn send(&self, outgoing: &Outgoing) -> Outcome {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.client.ask(outgoing).await
    }

    /// How long to wait before the request is sent again, where it is.
    fn pause(&self, outcome: &Outcome) -> Option<Duration> {
        let Outcome::Response(refused) = outcome else { return None };
        if refused.status != 429 {
            return None;
        }
        if self.too_many_requests == TooManyRequests::NextCycle {
            return None;
        }
        let asked = refused.header("retry-after").and_then(|seconds| seconds.trim().parse().ok());
        Some(asked.map_or(USUAL_PAUSE, Duration::from_secs).min(LONGEST_PAUSE))
    }
}

/// The query by which the service looks for a value; members of groups are never asked for.
pub(super) fn matching_query(kind: Kind, path: &str, value: &str) -> String {
    match kind {
        Kind::User => query::filter(path, value),
        Kind::Group => query::group_filter(path, value),
    }
}

/// The endpoint of a kind, behind the base URL.
pub(super) fn endpoint(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "/Users",
        Kind::Group => "/Groups",
    }
}

fn resource(kind: Kind, id: &str) -> String {
    format!("{}/{}", endpoint(kind), query::encode_segment(id))
}

fn outgoing(method: Method, url: String, body: Option<&Value>) -> Outgoing {
    Outgoing {
        method,
        url,
        content_type: body.map(|_| SCIM_JSON.to_owned()),
        body: body.and_then(|body| serde_json::to_string(body).ok()),
        authorization: Authorization::Own,
        headers: Vec::new(),
    }
}
