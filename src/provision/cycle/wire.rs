//! Requests of the service: the forms of [`crate::entra`], sent by [`crate::http::client`], repeated where a tenant
//! asks for patience.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::Service;
use super::failure::Trouble;
use crate::entra::{Dialect, query};
use crate::http::base_url::BaseUrl;
use crate::http::client::Client;
use crate::http::{Ask, Method, Outcome, Response};
use crate::provision::job::TooManyRequests;
use crate::provision::mapping::{Flow, Forms, Match};
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
    /// The endpoints of users and groups.
    endpoints: [Url; 2],
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
    users: Forms,
    groups: Forms,
    /// Whether nothing may be written; see `survey`.
    pub reads_only: bool,
}

impl Wire {
    /// The wire of a cycle.
    pub fn new(service: &Service, cycle: i64, now: Timestamp) -> Self {
        Self {
            client: Arc::clone(&service.client),
            base: service.base.clone(),
            endpoints: [Kind::User, Kind::Group].map(|kind| service.base.url(endpoint(kind), None)),
            dialect: service.dialect,
            too_many_requests: service.settings.too_many_requests,
            stop: Arc::clone(&service.stop),
            halted: AtomicBool::new(false),
            requests: AtomicU64::new(0),
            cycle,
            now,
            users: Forms::new(Kind::User, service.mappings.has_enterprise),
            groups: Forms::new(Kind::Group, false),
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
        let url = self.base.with_query(self.endpoint(kind).clone(), &query);
        self.ask(Asked::Query, Ask { method: Method::Get, url, body: None }).await
    }

    /// Reads a linked resource; groups without their members.
    pub async fn get(&self, kind: Kind, id: &str) -> Result<Response, Trouble> {
        let query = (kind == Kind::Group).then_some("excludedAttributes=members");
        let url = self.base.url(&resource(kind, id), query);
        self.ask(Asked::Resource, Ask { method: Method::Get, url, body: None }).await
    }

    /// Creates a resource with these values.
    pub async fn create(&self, kind: Kind, flows: &[Flow]) -> Result<Response, Trouble> {
        let forms = if kind == Kind::User { &self.users } else { &self.groups };
        let (url, body) = (self.endpoint(kind).clone(), Some(forms.create_body(flows)));
        self.ask(Asked::Resource, Ask { method: Method::Post, url, body }).await
    }

    /// Changes a resource.
    pub async fn patch(&self, kind: Kind, id: &str, body: &Value) -> Result<Response, Trouble> {
        let url = self.base.url(&resource(kind, id), None);
        self.ask(Asked::Resource, Ask { method: Method::Patch, url, body: Some(body.to_string()) }).await
    }

    /// Deletes a resource.
    pub async fn delete(&self, kind: Kind, id: &str) -> Result<Response, Trouble> {
        let url = self.base.url(&resource(kind, id), None);
        self.ask(Asked::Resource, Ask { method: Method::Delete, url, body: None }).await
    }

    fn endpoint(&self, kind: Kind) -> &Url {
        let [users, groups] = &self.endpoints;
        if kind == Kind::User { users } else { groups }
    }

    async fn ask(&self, asked: Asked, ask: Ask) -> Result<Response, Trouble> {
        let outcome = self.patiently(&ask).await;
        let answer = super::failure::judge(asked, ask.method, outcome);
        if answer.as_ref().is_err_and(|trouble| trouble.halts) {
            self.halted.store(true, Ordering::Relaxed);
        }
        answer
    }

    async fn patiently(&self, ask: &Ask) -> Outcome {
        let mut outcome = self.send(ask).await;
        for _ in 0..PATIENCE {
            let Some(pause) = self.pause(&outcome) else { break };
            self.stop.sleep(pause).await;
            if self.is_over() {
                break;
            }
            outcome = self.send(ask).await;
        }
        outcome
    }

    async fn send(&self, ask: &Ask) -> Outcome {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.client.ask(ask).await
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
