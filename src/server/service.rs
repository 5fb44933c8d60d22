//! The service behind the gate: it finds the endpoint and holds what the handlers share.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::http::header::{ACCEPT, AUTHORIZATION, LOCATION, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{Method, Uri};
use serde_json::json;

use super::endpoint::Endpoint;
use super::fault::{Fault, FaultSet};
use super::oauth::{self, OauthClient};
use super::policy::Policy;
use super::projection::Projection;
use super::reply::{Answer, Reply};
use super::request::{Query, Request};
use super::store::{Kind, Store, foreign};
use super::tenant::{BODY_LIMIT, Options};
use super::{bulk, discovery, groups, query, replace, users};
use crate::scim::schema::Model;
use crate::scim::{Error, Path, urn};

/// How long a reader of the fault `stale-reads` waits for a write.
const STALENESS: Duration = Duration::from_millis(300);

/// The query parameters of RFC 7644 and RFC 9865, and Entra's dialect flags.
const PARAMETERS: &[&str] = &[
    "filter",
    "attributes",
    "excludedAttributes",
    "sortBy",
    "sortOrder",
    "startIndex",
    "count",
    "cursor",
    "aadOptscim062020",
    "AzureAdScimPatch2017",
];

/// A tenant without its socket.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) base_url: String,
    pub(super) token: String,
    client: Option<OauthClient>,
    pub(super) policy: Policy,
    pub(super) faults: FaultSet,
    pub(super) latency: Option<Duration>,
    users: Model,
    groups: Model,
    store: Mutex<Store>,
    /// How many requests were admitted; counted for the faults `overloaded` and `order-changes`.
    pub(super) admitted: AtomicUsize,
    /// When requests came of late; kept for the faults of load only.
    pub(super) recent: Mutex<Vec<(Instant, Uri)>>,
    /// The unknown path that was asked for last; looked at for the fault `unknown-path-wavers` only.
    last_unknown: Mutex<String>,
    /// What the store held before each recent write; kept for the fault `stale-reads` only.
    past: Mutex<Vec<(Instant, Arc<Store>)>>,
}

impl Service {
    pub(super) fn new(base_url: String, options: Options) -> Self {
        let Options { token, policy, faults, latency, users: foreign_users, id_prefix, client, .. } = options;
        let (users, groups) = (policy.user_model(), policy.group_model());
        let matching: Vec<Path> =
            policy.matching.iter().filter_map(|path| users.qualify(path).ok()).collect();
        let mut store = Store::new(&matching);
        for kind in [Kind::User, Kind::Group] {
            store.table_mut(kind).id_prefix.clone_from(&id_prefix);
        }
        foreign::populate(&mut store, foreign_users, &users);
        if faults.has(Fault::ReservedIds) {
            "bulkId-".clone_into(&mut store.table_mut(Kind::User).id_prefix);
        }
        let (store, past) = (Mutex::new(store), Mutex::default());
        let (admitted, last_unknown) = (AtomicUsize::default(), Mutex::default());
        let recent = Mutex::default();
        Self {
            base_url,
            token,
            client,
            policy,
            faults,
            latency,
            users,
            groups,
            store,
            admitted,
            recent,
            last_unknown,
            past,
        }
    }

    pub(super) fn model(&self, kind: Kind) -> &Model {
        match kind {
            Kind::User => &self.users,
            Kind::Group => &self.groups,
        }
    }

    /// The store as readers see it.
    pub(super) fn read(&self) -> Reading<'_> {
        if self.faults.has(Fault::StaleReads) {
            let past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, store)) = past.iter().find(|(at, _)| at.elapsed() < STALENESS) {
                return Reading::Past(Arc::clone(store));
            }
        }
        Reading::Now(self.lock())
    }

    /// The store for a write.
    pub(super) fn write(&self) -> MutexGuard<'_, Store> {
        let store = self.lock();
        if self.faults.has(Fault::StaleReads) {
            let mut past = self.past.lock().unwrap_or_else(PoisonError::into_inner);
            past.retain(|(at, _)| at.elapsed() < STALENESS);
            past.push((Instant::now(), Arc::new(store.clone())));
        }
        store
    }

    fn lock(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request. A body that is missing was too large to be read.
    pub(super) fn respond(&self, parts: &Parts, body: Option<&[u8]>) -> Reply {
        if let (Some(client), oauth::PATH, Some(body)) = (&self.client, parts.uri.path(), body) {
            return oauth::token(self, client, parts, body);
        }
        if let Err(refusal) = self.admit(parts) {
            if let (true, Some(body)) = (self.faults.has(Fault::RefusedWriteCarriedOut), body) {
                self.answer(parts, body);
            }
            let reply = Reply::refusal(&refusal, parts.headers.contains_key(AUTHORIZATION));
            let polite = refusal.status == 429 && self.faults.has(Fault::LoadLimited);
            return if polite { reply.with((RETRY_AFTER, "1".to_owned())) } else { reply };
        }
        match body {
            Some(body) => self.answer(parts, body),
            None if self.faults.has(Fault::BulkLimitUnnamed) => {
                Reply::error(&Error::new(413, "the request is too large"))
            }
            None => Reply::error(&Error::new(
                413,
                format!("the request body is larger than {BODY_LIMIT} bytes (maxPayloadSize)"),
            )),
        }
    }

    /// Answers a request that passed the gate.
    pub(super) fn answer(&self, parts: &Parts, body: &[u8]) -> Reply {
        let query = Query::parse(parts.uri.query().unwrap_or_default(), &self.faults);
        let request = Request { parts, body, query };
        self.route(&request).unwrap_or_else(|error| Reply::error(&error))
    }

    fn route(&self, request: &Request) -> Answer {
        if let Some(reply) = self.turn_away(request)? {
            return Ok(reply);
        }
        let path = request.parts.uri.path();
        let served = self.as_served(path);
        let endpoint = Endpoint::of(&served).filter(|endpoint| self.offers(endpoint));
        let Some(endpoint) = endpoint else { return self.no_endpoint(request, path) };
        let method =
            if request.parts.method == Method::HEAD { Method::GET } else { request.parts.method.clone() };
        match (&method, &endpoint) {
            (&Method::GET, Endpoint::Me) if self.faults.has(Fault::MeNotFound) => {
                Err(Error::new(404, "there is no such endpoint"))
            }
            (&Method::GET, Endpoint::Me) if self.serves_me() => self.me(),
            (_, Endpoint::Me) => Err(Error::new(501, "this tenant does not offer /Me")),
            (_, Endpoint::NotOffered(name)) => {
                Err(Error::new(501, format!("this tenant does not offer {name}")))
            }
            (&Method::GET, Endpoint::Root) => query::root(self, request),
            (&Method::POST, Endpoint::Users) => users::create(self, request),
            (&Method::PUT, Endpoint::Users) if self.faults.has(Fault::PutOnCollectionCreates) => {
                users::create(self, request)
            }
            (&Method::OPTIONS, _) if self.faults.has(Fault::OptionsServerError) => {
                Err(Error::new(500, "an unexpected error occurred"))
            }
            (&Method::GET, Endpoint::Users) => users::list(self, request),
            (&Method::GET, Endpoint::User(id)) => users::get(self, request, id),
            (&Method::POST, Endpoint::User(id)) if self.faults.has(Fault::PostToIdReplaces) => {
                replace::user(self, request, id)
            }
            (&Method::PUT, Endpoint::User(id)) => replace::user(self, request, id),
            (&Method::PATCH, Endpoint::User(id)) => users::patch(self, request, id),
            (&Method::DELETE, Endpoint::User(id)) => users::delete(self, request, id),
            (&Method::POST, Endpoint::Groups) => groups::create(self, request),
            (&Method::GET, Endpoint::Groups) => groups::list(self, request),
            (&Method::GET, Endpoint::Group(id)) => groups::get(self, request, id),
            (&Method::PUT, Endpoint::Group(id)) => replace::group(self, request, id),
            (&Method::PATCH, Endpoint::Group(id)) => groups::patch(self, request, id),
            (&Method::DELETE, Endpoint::Group(id)) => groups::delete(self, request, id),
            (&Method::POST, Endpoint::Search(kind)) => query::search(self, *kind, request),
            (&Method::POST, Endpoint::Bulk) => bulk::post(self, request),
            (&Method::GET, _)
                if !matches!(endpoint, Endpoint::Root | Endpoint::Search(_) | Endpoint::Bulk) =>
            {
                discovery::get(self, request, &endpoint)
            }
            _ => Ok(discovery::write(self, request, &endpoint)
                .unwrap_or_else(|| refuse_method(&method, &endpoint, path))),
        }
    }

    fn serves_me(&self) -> bool {
        [Fault::MeLocatedAtItself, Fault::MeNewestUser].into_iter().any(|fault| self.faults.has(fault))
    }

    /// Whom a faulty server takes its client for.
    fn me(&self) -> Answer {
        if self.faults.has(Fault::MeLocatedAtItself) {
            let address = format!("{}/Me", self.base_url);
            let client = json!({
                "schemas": [urn::USER],
                "id": "provisioning",
                "userName": "provisioning.service",
                "meta": { "resourceType": "User", "location": address },
            });
            return Ok(Reply::json(200, client).with((LOCATION, address)));
        }
        let store = self.read();
        let newest = store.table(Kind::User).iter().last();
        let Some(newest) = newest else { return Err(Error::new(404, "there is no user")) };
        let user = self.represent(&store, Kind::User, newest, &Projection::default());
        Ok(Reply::json(200, user).with((LOCATION, self.location(Kind::User, &newest.id))))
    }

    /// The answer to a path that names nothing.
    fn no_endpoint(&self, request: &Request, path: &str) -> Answer {
        let mut last = self.last_unknown.lock().unwrap_or_else(PoisonError::into_inner);
        let again = *last == path;
        path.clone_into(&mut last);
        if self.faults.has(Fault::UnknownPathFound) {
            return Ok(Reply::json(200, serde_json::json!({ "status": "ready" })));
        }
        let mut detail = format!("there is no endpoint '{path}' below {}", self.base_url);
        let sent = request.parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        if let (true, Some(sent)) = (self.faults.has(Fault::HeadersInDetail), sent) {
            detail = format!("{detail}; the request said authorization: {sent}");
        }
        let wavers = again && self.faults.has(Fault::UnknownPathWavers);
        Err(Error::new(if wavers { 400 } else { 404 }, detail))
    }

    /// What a faulty server refuses or redirects before it looks for the endpoint.
    fn turn_away(&self, request: &Request) -> Result<Option<Reply>, Error> {
        let path = request.parts.uri.path();
        if let (true, Some(short)) = (self.faults.has(Fault::TrailingSlashRedirected), path.strip_suffix('/'))
        {
            return Ok(Some(Reply::empty(301).with((LOCATION, short.to_owned()))));
        }
        let accept = request.parts.headers.get(ACCEPT).and_then(|value| value.to_str().ok());
        if self.faults.has(Fault::AcceptJsonRefused) && accept == Some("application/json") {
            return Err(Error::new(406, "this tenant answers with application/scim+json"));
        }
        let unknown = request.query.without(PARAMETERS);
        match unknown.first() {
            Some((name, _)) if self.faults.has(Fault::UnknownParameterRefused) => {
                Err(Error::new(400, format!("there is no query parameter '{name}'")))
            }
            _ => Ok(None),
        }
    }

    /// The path as the routes see it.
    fn as_served<'a>(&self, path: &'a str) -> Cow<'a, str> {
        let behind = path.strip_prefix("/scim/v").filter(|_| self.faults.has(Fault::AnyVersionServed));
        match behind.and_then(|rest| rest.split_once('/')) {
            Some((_, rest)) => Cow::Owned(format!("/scim/v2/{rest}")),
            None => Cow::Borrowed(path),
        }
    }

    fn offers(&self, endpoint: &Endpoint) -> bool {
        self.policy.groups
            || !matches!(
                endpoint,
                Endpoint::Groups | Endpoint::Group(_) | Endpoint::Search(Some(Kind::Group))
            )
    }

    /// Address of a resource as it shows it of itself.
    pub(super) fn own_location(&self, kind: Kind, id: &str) -> String {
        let location = self.location(kind, id);
        if self.faults.has(Fault::LocationElsewhere) {
            location.replace(&self.base_url, "http://scim.internal:8080/scim")
        } else if self.faults.has(Fault::LocationWithoutPlural) {
            location.replace("/Users/", "/User/")
        } else {
            location
        }
    }

    /// Address of a resource.
    pub(super) fn location(&self, kind: Kind, id: &str) -> String {
        format!("{}{}/{id}", self.base_url, self.model(kind).endpoint)
    }
}

fn refuse_method(method: &Method, endpoint: &Endpoint, path: &str) -> Reply {
    let allow = endpoint.allow();
    Reply::not_allowed(allow, format!("{method} is not allowed on '{path}'; it allows {allow}"))
}

/// The store as a reader sees it: as it is, or as it was.
pub(super) enum Reading<'a> {
    Now(MutexGuard<'a, Store>),
    Past(Arc<Store>),
}

impl Deref for Reading<'_> {
    type Target = Store;

    fn deref(&self) -> &Store {
        match self {
            Self::Now(store) => store,
            Self::Past(store) => store,
        }
    }
}
