//! Which resources a query finds: reading its filter (RFC 7644 §3.4.2.2) and applying it to records.

use serde_json::Value;

use super::deviate;
use crate::scim::eval::{self, CaseRules};
use crate::scim::filter::{CompareOp, Filter};
use crate::scim::schema::Model;
use crate::scim::{Error, Path, ScimType, urn};
use crate::server::fault::{Fault, FaultSet};
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
    let Some(text) = deviate::text(faults, text.trim()) else { return Ok(None) };
    let filter = match text.parse::<Filter>() {
        Ok(filter) => filter,
        Err(_) if faults.has(Fault::MalformedFilterIgnored) => return Ok(None),
        Err(error) => {
            return Err(Error::of(
                ScimType::InvalidFilter,
                format!("the filter '{text}' is malformed {error}"),
            ));
        }
    };
    if deviate::length(&filter) > 40 && faults.has(Fault::LongFilterServerError) {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    let filter = qualified(service, kind, kinds, &filter)?;
    if kind == Kind::Group && faults.has(Fault::MemberFilterIgnored) && is_of_members(&filter) {
        return Ok(None);
    }
    refuse_paths(service, kind, &filter)?;
    let mut filter = deviate::filter(faults, kind, filter);
    if kind == Kind::User && faults.has(Fault::EqualsAsPrefix) {
        on_comparisons(&mut filter, &mut |path, op, value| {
            if *op == CompareOp::Eq && value.is_string() && !path.is_attribute("id") {
                *op = CompareOp::Sw;
            }
        });
    }
    if faults.has(Fault::UrnSplitAtDot) {
        on_comparisons(&mut filter, &mut |path, _, _| {
            // What stands in front of the dot is no attribute that a user has.
            if path.urn.as_deref().is_some_and(|id| id.contains('.')) {
                *path = Path::attribute("externalId");
            }
        });
    }
    let column = match kind {
        Kind::User if faults.has(Fault::UserNameFilterMisses) => "userName",
        Kind::Group if faults.has(Fault::GroupNameFilterMisses) => "displayName",
        _ => return Ok(Some(filter)),
    };
    on_comparisons(&mut filter, &mut |path, _, _| {
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
            Err(_) if orders_booleans(service, kind, leaf) => deviate::nothing(),
            Err(_) if is_unknown(service, kind, leaf) => deviate::anything(),
            Ok(own) if misspelt(service, leaf, &own) => return Err(unsupported(leaf)),
            Err(_) if kinds.iter().any(|other| service.model(*other).qualify_filter(leaf).is_ok()) => {
                leaf.clone()
            }
            verdict => verdict?,
        },
    })
}

/// Whether a faulty server takes the comparison although the attribute's type has no order.
fn orders_booleans(service: &Service, kind: Kind, leaf: &Filter) -> bool {
    let Filter::Compare(path, ..) = leaf else { return false };
    service.faults.has(Fault::OrderOfBooleansAccepted) && service.model(kind).qualify(path).is_ok()
}

/// Whether a faulty server drops the condition because it does not know the attribute.
fn is_unknown(service: &Service, kind: Kind, leaf: &Filter) -> bool {
    let Filter::Compare(path, ..) = leaf else { return false };
    service.faults.has(Fault::UnknownAttributeMatchesAll) && service.model(kind).qualify(path).is_err()
}

/// Whether a faulty server does not know the attribute as it is written.
fn misspelt(service: &Service, leaf: &Filter, own: &Filter) -> bool {
    let (Filter::Compare(written, ..), Filter::Compare(known, ..)) = (leaf, own) else { return false };
    let qualified = written.urn.as_deref().is_some_and(|id| urn::same(id, urn::USER));
    (service.faults.has(Fault::FilterNamesExact) && written.name != known.name)
        || (service.faults.has(Fault::CoreUrnInFilterRefused) && qualified)
}

fn unsupported(what: impl std::fmt::Display) -> Error {
    Error::of(ScimType::InvalidFilter, format!("filtering by '{what}' is not supported"))
}

/// Refuses filters by attributes that a faulty server cannot look up.
fn refuse_paths(service: &Service, kind: Kind, filter: &Filter) -> Result<(), Error> {
    let faults = &service.faults;
    let mut refused = None;
    on_comparisons(&mut filter.clone(), &mut |path, op, _| {
        let is = |name| path.is_attribute(name);
        let known = is("id") || is("userName") || is("externalId") || is("emails") || path.name == "manager";
        let unable = match kind {
            Kind::User => {
                (is("id") && faults.has(Fault::IdFilterRefused))
                    || (is("externalId") && faults.has(Fault::ExternalIdFilterRefused))
                    || (path.filter.is_some() && faults.has(Fault::WorkEmailFilterRefused))
                    || (!known && faults.has(Fault::OtherFiltersRefused))
                    || (path.name == "manager" && faults.has(Fault::ManagerFilterRefused))
                    || (*op == CompareOp::Co && faults.has(Fault::ContainsRefused))
            }
            Kind::Group => {
                (is("externalId") && faults.has(Fault::GroupExternalIdFilterRefused))
                    || (is("members") && path.sub.is_none() && faults.has(Fault::MembersFilterRefused))
            }
        };
        if unable {
            refused = Some(path.to_string());
        }
    });
    refuse_unfilterable(service, kind, filter)?;
    match refused {
        None => Ok(()),
        Some(path) => Err(unsupported(path)),
    }
}

/// Refuses filters by attributes that the tenant's owner does not let anybody look up.
fn refuse_unfilterable(service: &Service, kind: Kind, filter: &Filter) -> Result<(), Error> {
    match filter {
        Filter::Compare(path, ..) | Filter::Present(path) | Filter::Element(path) => {
            service.demand_filterable(kind, path)
        }
        Filter::And(left, right) | Filter::Or(left, right) => {
            refuse_unfilterable(service, kind, left)?;
            refuse_unfilterable(service, kind, right)
        }
        Filter::Not(inner) => refuse_unfilterable(service, kind, inner),
    }
}

fn on_comparisons(filter: &mut Filter, change: &mut dyn FnMut(&mut Path, &mut CompareOp, &Value)) {
    match filter {
        Filter::Compare(path, op, value) => change(path, op, value),
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
        let rules = Rules { model: self.model(kind), faults: &self.faults };
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
            _ => None,
        }
    }
}

/// Whether it is a value filter on the members of groups.
fn is_of_members(filter: &Filter) -> bool {
    matches!(filter, Filter::Element(path) if path.is_attribute("members"))
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
    faults: &'a FaultSet,
}

impl CaseRules for Rules<'_> {
    fn case_exact(&self, path: &Path) -> bool {
        let exact = |name, fault| path.is_attribute(name) && self.faults.has(fault);
        if exact("externalId", Fault::ExternalIdIgnoresCase) {
            return false;
        }
        let user = self.model.name == "User";
        let name_fault = if user { Fault::DisplayNameCaseSensitive } else { Fault::GroupNameCaseSensitive };
        exact("displayName", name_fault)
            || user && exact("userName", Fault::UserNameCaseSensitive)
            || self.model.case_exact(path)
    }
}
