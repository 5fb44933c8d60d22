//! Sorting (RFC 7644 §3.4.2.3): by one attribute, letter case as the attribute has it.
//!
//! Texts are in the order of their code points; no locale is implied.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

use super::filter::DERIVED;
use crate::scim::eval::CaseRules;
use crate::scim::schema::{self, Found, Model};
use crate::scim::{Error, Path, ScimType, access};
use crate::server::fault::Fault;
use crate::server::intake;
use crate::server::projection::Projection;
use crate::server::request::Query;
use crate::server::service::Service;
use crate::server::store::{Kind, Record, Store};

/// Which end comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

impl Direction {
    /// Reads `sortOrder`; ascending unless it says otherwise.
    pub(super) fn read(query: &Query) -> Result<Self, Error> {
        match query.get("sortOrder") {
            None => Ok(Self::Ascending),
            Some(word) if word.eq_ignore_ascii_case("ascending") => Ok(Self::Ascending),
            Some(word) if word.eq_ignore_ascii_case("descending") => Ok(Self::Descending),
            Some(word) => {
                let detail = format!("sortOrder is '{word}'; it must be 'ascending' or 'descending'");
                Err(Error::of(ScimType::InvalidValue, detail))
            }
        }
    }

    /// Compares keys. What has none comes last, and first in descending order.
    pub(super) fn compare(self, left: Option<&Value>, right: Option<&Value>) -> Ordering {
        let order = match (left, right) {
            (Some(left), Some(right)) => ascending(left, right),
            _ => left.is_none().cmp(&right.is_none()),
        };
        if self == Self::Descending { order.reverse() } else { order }
    }
}

fn ascending(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left.cmp(right),
        (Value::Bool(left), Value::Bool(right)) => left.cmp(right),
        (Value::Number(left), Value::Number(right)) => match (left.as_i64(), right.as_i64()) {
            (Some(left), Some(right)) => left.cmp(&right),
            _ => left.as_f64().partial_cmp(&right.as_f64()).unwrap_or(Ordering::Equal),
        },
        _ => rank(left).cmp(&rank(right)),
    }
}

/// An extension nobody declared may hold values of several types.
fn rank(value: &Value) -> u8 {
    match value {
        Value::Bool(_) => 0,
        Value::Number(_) => 1,
        Value::String(_) => 2,
        _ => 3,
    }
}

/// The attribute the resources of one type are sorted by.
#[derive(Debug)]
pub(super) struct SortBy {
    /// The attribute, without sub-attribute.
    path: Path,
    sub: String,
    exact: bool,
    time: bool,
    /// Whether the first of several values decides, and not the primary one: a fault.
    first: bool,
}

impl SortBy {
    /// Reads `sortBy`. None stands for an attribute that only another of the types the query looks at has.
    pub(super) fn read(
        service: &Service,
        kind: Kind,
        kinds: &[Kind],
        text: &str,
    ) -> Result<Option<Self>, Error> {
        let wrong =
            |e| Error::of(ScimType::InvalidPath, format!("sortBy is '{text}', which names nothing: {e}"));
        let path: Path = text.parse().map_err(wrong)?;
        let faults = &service.faults;
        match Self::of(service.model(kind), &path) {
            Err(_) if faults.has(Fault::SortUnknownServerError) => {
                Err(Error::new(500, "an unexpected error occurred"))
            }
            Err(_) if kinds.iter().any(|other| Self::of(service.model(*other), &path).is_ok()) => Ok(None),
            verdict => verdict.map(|by| {
                let exact = by.exact || faults.has(Fault::SortCaseExact);
                Some(Self { exact, first: faults.has(Fault::SortByFirstEmail), ..by })
            }),
        }
    }

    fn of(model: &Model, path: &Path) -> Result<Self, Error> {
        let found = model.find(path)?;
        found.map_or(Ok(()), demand_simple)?;
        let path = model.qualify(path)?;
        let exact = model.case_exact(&path);
        let time = found.is_some_and(|found| found.leaf().kind == schema::Kind::DateTime);
        let sub = path.sub.clone().unwrap_or_else(|| "value".to_owned());
        Ok(Self { path: Path { sub: None, ..path }, sub, exact, time, first: false })
    }

    /// What a record is sorted by: of several values the primary, or else the first.
    pub(super) fn key(&self, service: &Service, store: &Store, kind: Kind, record: &Record) -> Option<Value> {
        // What is derived is looked up only where it decides.
        let derived = DERIVED.into_iter().any(|name| self.path.is_attribute(name));
        let shown = derived.then(|| service.represent(store, kind, record, &Projection::default()));
        let key = self.value(&shown.unwrap_or_else(|| record.body()));
        key.or_else(|| service.faults.has(Fault::SortMissingFirst).then(|| Value::from("")))
    }

    fn value(&self, resource: &Value) -> Option<Value> {
        let values = access::values(resource, &self.path);
        let primary = values.iter().find(|value| !self.first && intake::is_primary(value));
        let chosen = primary.or(values.first())?;
        let value = if chosen.is_object() { access::member(chosen, &self.sub)? } else { *chosen };
        Some(match value {
            Value::String(text) => self.text_key(text),
            Value::Null => return None,
            other => other.clone(),
        })
    }

    fn text_key(&self, text: &str) -> Value {
        match text.parse::<Timestamp>() {
            Ok(time) if self.time => time.as_microsecond().into(),
            _ if self.exact => text.into(),
            _ => text.to_lowercase().into(),
        }
    }
}

/// A complex attribute has an order only by one of its sub-attributes.
fn demand_simple(found: Found) -> Result<(), Error> {
    let leaf = found.leaf();
    if leaf.kind != schema::Kind::Complex || leaf.sub("value").is_some() {
        return Ok(());
    }
    let example = leaf.sub_attributes.first().map(|sub| format!(", such as {}.{}", leaf.name, sub.name));
    let detail =
        format!("'{}' is complex; sort by a sub-attribute{}", leaf.name, example.unwrap_or_default());
    Err(Error::of(ScimType::InvalidPath, detail))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::server::fault::FaultSet;

    fn sorted(by: &str, order: &str, users: &[Value]) -> Vec<usize> {
        let query = Query::parse(&format!("sortOrder={order}"), &FaultSet::default());
        let direction = Direction::read(&query).unwrap();
        let by = SortBy::of(&Model::user(), &by.parse().unwrap()).unwrap();
        let mut keys: Vec<_> = users.iter().map(|user| by.value(user)).enumerate().collect();
        keys.sort_by(|(_, left), (_, right)| direction.compare(left.as_ref(), right.as_ref()));
        keys.into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn letter_case_counts_where_the_attribute_says_so() {
        let users =
            [("b", "b"), ("A", "B"), ("C", "a")].map(|(n, x)| json!({"userName": n, "externalId": x}));
        assert_eq!(sorted("USERNAME", "", &users), [1, 0, 2]);
        assert_eq!(sorted("userName", "Descending", &users), [2, 0, 1]);
        assert_eq!(sorted("externalId", "ascending", &users), [1, 2, 0]);
    }

    #[test]
    fn what_is_absent_comes_last_or_first() {
        let users = [json!({}), json!({"title": "b"}), json!({}), json!({"title": "a"})];
        assert_eq!(sorted("title", "ascending", &users), [3, 1, 0, 2]);
        assert_eq!(sorted("title", "descending", &users), [0, 2, 1, 3]);
    }

    #[test]
    fn one_of_several_values_decides() {
        let emails = |list: &[(&str, bool)]| {
            let list: Vec<_> =
                list.iter().map(|(v, p)| json!({"value": v, "primary": p, "type": v})).collect();
            json!({"emails": list, "name": {"givenName": list[0]["value"]}})
        };
        let users = [emails(&[("c", false), ("b", false)]), emails(&[("d", false), ("a", true)])];
        for by in ["emails", "emails.value", "emails.type"] {
            assert_eq!(sorted(by, "", &users), [1, 0], "{by}");
        }
        assert_eq!(sorted("emails[type eq \"d\" or type eq \"b\"]", "", &users), [0, 1]);
        assert_eq!(sorted("name.givenName", "", &users), [0, 1]);
    }

    #[test]
    fn types_have_their_own_order() {
        let times = ["2026-01-09T09:00:00+02:00", "2026-01-09T06:00:00Z"];
        let users = times.map(|time| json!({"meta": {"created": time}, "active": time.ends_with('0')}));
        assert_eq!(sorted("meta.created", "", &users), [1, 0]);
        assert_eq!(sorted("active", "", &users), [1, 0]);
        for by in ["name", "nonsense", "emails.nonsense"] {
            assert!(SortBy::of(&Model::user(), &by.parse().unwrap()).is_err(), "{by}");
        }
    }
}
