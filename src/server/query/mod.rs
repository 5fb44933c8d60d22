//! Queries (RFC 7644 §3.4.2, RFC 9865): filter, order, pages by index or cursor, and the ListResponse.

mod bend;
mod deviate;
mod filter;
mod order;
mod page;
mod search;

use serde_json::Value;

pub(super) use self::search::search;

use self::order::SortBy;
use self::page::Page;
use super::fault::Fault;
use super::projection::Projection;
use super::reply::{Answer, Reply};
use super::request::{Query, Request};
use super::service::Service;
use super::store::{Kind, Record, Store};
use crate::scim::{Error, Filter, ListResponse};

/// Resources on a page when the request does not say.
pub(super) const DEFAULT_COUNT: usize = 100;
/// Most resources on a page.
pub(super) const MAX_COUNT: usize = 1000;

/// What a query asks of the resources of one type.
struct View {
    kind: Kind,
    filter: Option<Filter>,
    sort_by: Option<SortBy>,
    projection: Projection,
}

/// A record the query finds.
struct Hit<'a> {
    view: &'a View,
    record: &'a Record,
    /// What it is sorted by.
    key: Option<Value>,
}

/// Answers `GET /Users` or `GET /Groups`.
pub(super) fn list(service: &Service, kind: Kind, request: &Request) -> Answer {
    if service.faults.has(Fault::SortRefused) && request.query.get("sortBy").is_some() {
        return Err(Error::new(400, "sortBy is not supported"));
    }
    answer(service, &[kind], &request.query)
}

/// Answers `GET /`: resources of every type (RFC 7644 §3.4.2.1).
pub(super) fn root(service: &Service, request: &Request) -> Answer {
    answer(service, every_kind(service, Fault::RootListUsersOnly), &request.query)
}

/// The resource types a query of all of them looks at.
fn every_kind(service: &Service, one_only: Fault) -> &'static [Kind] {
    if service.policy.groups && !service.faults.has(one_only) {
        &[Kind::User, Kind::Group]
    } else {
        &[Kind::User]
    }
}

/// Answers a query of one resource type, or of several.
fn answer(service: &Service, kinds: &[Kind], sent: &Query) -> Answer {
    let query = &bend::parameters(service, kinds, sent)?;
    let page = Page::read(kinds, query, &service.faults)?;
    let direction = order::Direction::read(query)?;
    let views = kinds.iter().map(|kind| View::read(service, *kind, kinds, query));
    let views = views.collect::<Result<Vec<_>, _>>()?;
    let store = service.read();
    let mut hits: Vec<Hit> = views.iter().flat_map(|view| view.hits(service, &store)).collect();
    if kinds == [Kind::Group] && views[0].filter.is_some() {
        refuse_groups(service, &store, query, &mut hits)?;
    }
    if let ([kind], true) = (kinds, hits.is_empty() && views[0].filter.is_some()) {
        refuse_empty(service, *kind)?;
    }
    if query.get("sortBy").is_some() && service.faults.has(Fault::SortDropsMissing) {
        hits.retain(|hit| hit.key.is_some());
    }
    if query.get("sortBy").is_some() || query.has("cursor") {
        let part =
            if service.faults.has(Fault::SortWithinPage) { page.part(hits.len()) } else { 0..hits.len() };
        page::sort(&mut hits[part], direction);
    }
    let (shown, next_cursor) = page.cut(&hits, direction, &service.faults);
    let resources = shown.iter().map(|hit| hit.show(service, &store)).collect();
    let list = ListResponse { total: hits.len(), start_index: page.start(), next_cursor, resources };
    let message = disfigured(service, kinds, list);
    Ok(Reply::json(200, bend::list(service, &store, kinds, sent, message)?))
}

impl View {
    fn read(service: &Service, kind: Kind, kinds: &[Kind], query: &Query) -> Result<Self, Error> {
        let filter = query.get("filter").map(|text| filter::read(service, kind, kinds, text));
        let sort_by = query.get("sortBy").map(|text| SortBy::read(service, kind, kinds, text));
        let mut projection = Projection::parse(query, service.model(kind), &service.faults);
        if kind == Kind::User && service.faults.has(Fault::SparseHits) {
            projection = Projection::only(&["userName", "meta"]);
        }
        if kind == Kind::User && filter.is_some() && service.faults.has(Fault::ExcludedIgnoredWithFilter) {
            projection = projection.without_exceptions();
        }
        if kind == Kind::Group && service.faults.has(Fault::FoundGroupWithoutMembers) {
            projection = Projection::only(&["displayName", "externalId", "meta"]);
        }
        let (filter, sort_by) = (filter.transpose()?.flatten(), sort_by.transpose()?.flatten());
        Ok(Self { kind, filter, sort_by, projection })
    }

    fn hits<'a>(&'a self, service: &Service, store: &'a Store) -> Vec<Hit<'a>> {
        let key = |record| self.sort_by.as_ref().and_then(|by| by.key(service, store, self.kind, record));
        let hit = |record| Hit { view: self, record, key: key(record) };
        let table = store.table(self.kind);
        let Some(filter) = &self.filter else { return table.iter().map(hit).collect() };
        let scans = [Fault::UserFoundByLocalPart, Fault::GroupFoundByEnd];
        let scans = scans.into_iter().any(|fault| service.faults.has(fault));
        let candidates = table.candidates(filter).filter(|_| !scans);
        let candidates = candidates.unwrap_or_else(|| table.iter().collect());
        let buried = service.faults.has(Fault::DeletedListed) && self.kind == Kind::User;
        let buried = table.buried().filter(|_| buried);
        let found = candidates.into_iter().chain(buried);
        found.filter(|record| service.finds(store, self.kind, record, filter)).map(hit).collect()
    }
}

impl Hit<'_> {
    fn show(&self, service: &Service, store: &Store) -> Value {
        service.represent(store, self.view.kind, self.record, &self.view.projection)
    }
}

/// Refuses or loses groups that a query found, as a faulty server does.
fn refuse_groups(service: &Service, store: &Store, query: &Query, hits: &mut Vec<Hit>) -> Result<(), Error> {
    let lean = query.has("excludedAttributes");
    if lean && service.faults.has(Fault::LeanGroupQueryJoins) {
        hits.retain(|hit| hit.record.body().get("externalId").is_some());
    }
    let full = |hit: &Hit| store.memberships.of(&hit.record.id).next().is_some();
    if !lean && service.faults.has(Fault::WholeGroupQueryRefused) && hits.iter().any(full) {
        return Err(Error::new(400, "groups with members can be queried without their members only"));
    }
    Ok(())
}

/// Refuses a query without hits as a faulty server does.
fn refuse_empty(service: &Service, kind: Kind) -> Result<(), Error> {
    let has = |fault| service.faults.has(fault);
    match kind {
        Kind::User if has(Fault::NoMatchNotFound) => Err(Error::new(404, "no user matches the filter")),
        Kind::User if has(Fault::NoMatchBadRequest) => Err(Error::new(400, "no user matches the filter")),
        Kind::Group if has(Fault::GroupNoMatchNotFound) => {
            Err(Error::new(404, "no group matches the filter"))
        }
        _ => Ok(()),
    }
}

/// Rewrites the list as a faulty server does.
fn disfigured(service: &Service, kinds: &[Kind], list: ListResponse) -> Value {
    let mut message = list.into_json();
    let has = |fault| kinds == [Kind::User] && service.faults.has(fault);
    if has(Fault::HitsWithoutSchemas) {
        for resource in message["Resources"].as_array_mut().into_iter().flatten() {
            resource.as_object_mut().map(|resource| resource.shift_remove("schemas"));
        }
    }
    if has(Fault::ListWithoutIds) {
        for resource in message["Resources"].as_array_mut().into_iter().flatten() {
            if let Value::Object(resource) = resource {
                resource.shift_remove("id");
            }
        }
    }
    for resource in message["Resources"].as_array_mut().into_iter().flatten() {
        if let (true, Value::Object(resource)) = (has(Fault::ListWithoutSchemas), &mut *resource) {
            resource.shift_remove("schemas");
        }
        if let (true, Some(place)) =
            (has(Fault::ListRelativeLocations), resource.pointer_mut("/meta/location"))
        {
            *place = place.as_str().unwrap_or_default().replace(&service.base_url, "").into();
        }
    }
    if has(Fault::TotalResultsString) {
        message["totalResults"] = message["totalResults"].to_string().into();
    }
    if let (true, Value::Object(message)) = (has(Fault::ListWithoutUrn), &mut message) {
        message.shift_remove("schemas");
    }
    if has(Fault::BareArray) { message["Resources"].take() } else { message }
}
