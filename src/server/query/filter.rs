//! Which resources a query finds: reading its filter (RFC 7644 §3.4.2.2) and applying it to records.

use serde_json::Value;

use crate::scim::eval::{self, CaseRules};
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::schema::Model;
use crate::scim::{Error, Path, ScimType};
use crate::server::fault::Fault;
use crate::server::projection::Projection;
use crate::server::service::Service;
use crate::server::store::{Kind, Record, Store};

/// Attributes that are no part of a stored record, but of its representation.
pub(super) const DERIVED: [&str; 5] = ["id", "schemas", "meta", "members", "groups"];

/// Reads a filter for the resources of one type. `kinds` are all types the query looks at: what only another one
/// has is an attribute without value (RFC 7644 §3.4.2.1).
pub(super) fn read(
    service: &Service,
    kind: Kind,
    kinds: &[Kind],
    text: &str,
) -> Result<Option<Filter>, Error> {
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
    let mut filter = qualified(service, kind, kinds, &filter)?;
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

/// The filter in the spelling of the type's model.
fn qualified(service: &Service, kind: Kind, kinds: &[Kind], filter: &Filter) -> Result<Filter, Error> {
    let inner = |f: &Filter| qualified(service, kind, kinds, f).map(Box::new);
    Ok(match filter {
        Filter::And(left, right) => Filter::And(inner(left)?, inner(right)?),
        Filter::Or(left, right) => Filter::Or(inner(left)?, inner(right)?),
        Filter::Not(negated) => Filter::Not(inner(negated)?),
        leaf => match service.model(kind).qualify_filter(leaf) {
            Err(_) if kinds.iter().any(|other| service.model(*other).qualify_filter(leaf).is_ok()) => {
                leaf.clone()
            }
            verdict => verdict?,
        },
    })
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

impl Service {
    /// Whether a query with this filter finds the record.
    pub(super) fn finds(&self, store: &Store, kind: Kind, record: &Record, filter: &Filter) -> bool {
        // What is derived is looked up only for filters that speak of it.
        let derived = DERIVED.into_iter().any(|name| mentions(filter, name));
        let resource =
            if derived { self.represent(store, kind, record, &Projection::default()) } else { record.body() };
        if kind == Kind::User
            && self.faults.has(Fault::InactiveHidden)
            && resource["active"] == Value::Bool(false)
        {
            return false;
        }
        if let Some(found) = self.misjudged(kind, &resource, filter) {
            return found;
        }
        let rules = Rules { model: self.model(kind), exact: self.faults.has(Fault::UserNameCaseSensitive) };
        eval::matches(filter, &resource, &rules)
    }
}

impl Service {
    /// What a faulty server makes of a comparison of the naming attribute with a text.
    fn misjudged(&self, kind: Kind, resource: &Value, filter: &Filter) -> Option<bool> {
        let Filter::Compare(path, CompareOp::Eq, Value::String(value)) = filter else { return None };
        let attribute = crate::server::resource::unique_attribute(kind);
        let held = resource[attribute].as_str().filter(|_| path.is_attribute(attribute))?;
        let has = |fault| self.faults.has(fault);
        match kind {
            Kind::User if has(Fault::FilterValueNotFolded) => {
                Some(held == value || held.to_uppercase() == *value)
            }
            Kind::User if has(Fault::UserFoundByLocalPart) && !value.contains('@') => {
                held.split_once('@').map(|(local, _)| local.eq_ignore_ascii_case(value))
            }
            Kind::Group if has(Fault::GroupFoundByEnd) => {
                Some(held.to_lowercase().ends_with(&value.to_lowercase()))
            }
            Kind::Group if has(Fault::GroupNameCaseSensitive) => Some(held == value),
            _ => None,
        }
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
