//! Queries (RFC 7644 §3.4.2): filter, paging and the ListResponse.

use serde_json::Value;

use super::fault::Fault;
use super::projection::Projection;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Record, Store};
use crate::scim::eval::{self, CaseRules};
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::schema::Model;
use crate::scim::{Error, ListResponse, Path, ScimType};

/// Resources on a page when the request does not say.
const DEFAULT_COUNT: usize = 100;
/// Most resources on a page.
pub(super) const MAX_COUNT: usize = 1000;

/// A query, read and checked.
struct Question {
    filter: Option<Filter>,
    start: usize,
    count: usize,
    projection: Projection,
}

/// Answers `GET /Users` or `GET /Groups`.
pub(super) fn list(service: &Service, kind: Kind, request: &Request) -> Answer {
    let question = Question::read(service, kind, request)?;
    let store = service.read();
    let mut page = Page { skip: question.start - 1, left: question.count, total: 0, resources: Vec::new() };
    match &question.filter {
        None => page.fill(service, kind, &store, &question.projection),
        Some(filter) => page.search(service, kind, &store, filter, &question.projection),
    }
    refuse_empty(service, kind, &page, question.filter.is_some())?;
    let list = ListResponse { total: page.total, start_index: question.start, resources: page.resources };
    Ok(Reply::json(200, disfigured(service, kind, list)))
}

impl Question {
    fn read(service: &Service, kind: Kind, request: &Request) -> Result<Self, Error> {
        let query = &request.query;
        let start = query.number("startIndex")?.unwrap_or(1).max(1);
        let count = query.number("count")?.map_or(DEFAULT_COUNT, |n| usize::try_from(n).unwrap_or(0));
        let mut projection = Projection::parse(query, service.model(kind), &service.faults);
        if kind == Kind::User && service.faults.has(Fault::SparseHits) {
            projection = Projection::only(&["userName", "meta"]);
        }
        Ok(Self {
            filter: query.get("filter").map(|text| read_filter(service, kind, text)).transpose()?.flatten(),
            start: usize::try_from(start).unwrap_or(usize::MAX),
            count: count.min(MAX_COUNT),
            projection,
        })
    }
}

fn read_filter(service: &Service, kind: Kind, text: &str) -> Result<Option<Filter>, Error> {
    let faults = &service.faults;
    if faults.has(Fault::FilterIgnored) {
        return Ok(None);
    }
    let filter = match text.trim().parse::<Filter>() {
        Ok(filter) => filter,
        Err(_) if faults.has(Fault::MalformedFilterIgnored) => return Ok(None),
        Err(error) => {
            return Err(Error::of(
                ScimType::InvalidFilter,
                format!("the filter '{text}' is malformed {error}"),
            ));
        }
    };
    let mut filter = service.model(kind).qualify_filter(&filter)?;
    refuse_paths(service, kind, &filter)?;
    if kind == Kind::User && faults.has(Fault::EqualsAsPrefix) {
        on_comparisons(&mut filter, &mut |path, op| {
            if *op == CompareOp::Eq && !path.is_attribute("id") {
                *op = CompareOp::Sw;
            }
        });
    }
    let column = match kind {
        Kind::User if faults.has(Fault::UserNameFilterMisses) => "userName",
        Kind::Group if faults.has(Fault::GroupNameFilterMisses) => "displayName",
        _ => return Ok(Some(filter)),
    };
    on_comparisons(&mut filter, &mut |path, _| {
        if path.is_attribute(column) {
            *path = Path::attribute("id");
        }
    });
    Ok(Some(filter))
}

/// Refuses filters by attributes that a faulty server cannot look up.
fn refuse_paths(service: &Service, kind: Kind, filter: &Filter) -> Result<(), Error> {
    let faults = &service.faults;
    let mut refused = None;
    on_comparisons(&mut filter.clone(), &mut |path, _| {
        let is = |name| path.is_attribute(name);
        let known = is("id") || is("userName") || is("externalId") || is("emails") || path.name == "manager";
        let unable = match kind {
            Kind::User => {
                (is("id") && faults.has(Fault::IdFilterRefused))
                    || (is("externalId") && faults.has(Fault::ExternalIdFilterRefused))
                    || (path.filter.is_some() && faults.has(Fault::WorkEmailFilterRefused))
                    || (!known && faults.has(Fault::OtherFiltersRefused))
            }
            Kind::Group => is("externalId") && faults.has(Fault::GroupExternalIdFilterRefused),
        };
        if unable {
            refused = Some(path.to_string());
        }
    });
    match refused {
        None => Ok(()),
        Some(path) => {
            Err(Error::of(ScimType::InvalidFilter, format!("filtering by '{path}' is not supported")))
        }
    }
}

fn on_comparisons(filter: &mut Filter, change: &mut dyn FnMut(&mut Path, &mut CompareOp)) {
    match filter {
        Filter::Compare(path, op, _) => change(path, op),
        Filter::And(left, right) | Filter::Or(left, right) => {
            on_comparisons(left, change);
            on_comparisons(right, change);
        }
        Filter::Not(inner) => on_comparisons(inner, change),
        Filter::Present(_) | Filter::Element(_) => {}
    }
}

/// The page under construction.
struct Page {
    skip: usize,
    left: usize,
    total: usize,
    resources: Vec<Value>,
}

impl Page {
    fn fill(&mut self, service: &Service, kind: Kind, store: &Store, projection: &Projection) {
        let table = store.table(kind);
        self.total = table.len();
        let page = table.iter().skip(self.skip).take(self.left);
        self.resources = page.map(|record| service.represent(store, kind, record, projection)).collect();
    }

    fn search(
        &mut self,
        service: &Service,
        kind: Kind,
        store: &Store,
        filter: &Filter,
        projection: &Projection,
    ) {
        let table = store.table(kind);
        let candidates = table.candidates(filter).unwrap_or_else(|| table.iter().collect());
        let buried = service.faults.has(Fault::DeletedListed) && kind == Kind::User;
        let buried = table.buried().filter(|_| buried);
        for record in candidates.into_iter().chain(buried) {
            if service.finds(store, kind, record, filter) {
                self.push(|| service.represent(store, kind, record, projection));
            }
        }
    }

    fn push(&mut self, resource: impl FnOnce() -> Value) {
        self.total += 1;
        if self.total > self.skip && self.left > 0 {
            self.left -= 1;
            self.resources.push(resource());
        }
    }
}

impl Service {
    fn finds(&self, store: &Store, kind: Kind, record: &Record, filter: &Filter) -> bool {
        // What is derived is looked up only for filters that speak of it.
        let derived =
            ["id", "schemas", "meta", "members", "groups"].into_iter().any(|name| mentions(filter, name));
        let resource =
            if derived { self.represent(store, kind, record, &Projection::default()) } else { record.body() };
        if kind == Kind::User
            && self.faults.has(Fault::InactiveHidden)
            && resource["active"] == Value::Bool(false)
        {
            return false;
        }
        let rules = Rules { model: self.model(kind), exact: self.faults.has(Fault::UserNameCaseSensitive) };
        eval::matches(filter, &resource, &rules)
    }
}

fn mentions(filter: &Filter, name: &str) -> bool {
    match filter {
        Filter::Compare(path, ..) | Filter::Present(path) | Filter::Element(path) => path.is_attribute(name),
        Filter::And(left, right) | Filter::Or(left, right) => mentions(left, name) || mentions(right, name),
        Filter::Not(inner) => mentions(inner, name),
    }
}

struct Rules<'a> {
    model: &'a Model,
    exact: bool,
}

impl CaseRules for Rules<'_> {
    fn case_exact(&self, path: &Path) -> bool {
        (self.exact && path.is_attribute("userName")) || self.model.case_exact(path)
    }
}

fn refuse_empty(service: &Service, kind: Kind, page: &Page, filtered: bool) -> Result<(), Error> {
    let has = |fault| filtered && page.total == 0 && service.faults.has(fault);
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
fn disfigured(service: &Service, kind: Kind, list: ListResponse) -> Value {
    let mut message = list.into_json();
    let has = |fault| kind == Kind::User && service.faults.has(fault);
    if has(Fault::ListWithoutIds) {
        for resource in message["Resources"].as_array_mut().into_iter().flatten() {
            if let Value::Object(resource) = resource {
                resource.shift_remove("id");
            }
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
