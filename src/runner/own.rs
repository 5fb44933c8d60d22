//! Whose resource it is: before anything is changed or deleted, a read must show the run's marker.

use serde_json::Value;

use super::Run;
use super::retry::patiently;
use crate::entra::query;
use crate::entra::step::{Creation, ResourceType};
use crate::http::client::Outgoing;
use crate::http::{Exchange, Purpose};
use crate::scim::access;

/// What a look at a resource told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// It carries the run's marker.
    Ours,
    /// It does not exist.
    Gone,
    /// It is somebody else's, or does not tell; in words.
    Unknown(String),
}

/// Whether the resource carries the marker in one of the attributes that name it. What only refers to a
/// resource of ours (a group's members, a manager) does not count.
pub(super) fn carries_marker(resource: &Value, run: &str) -> bool {
    let text = |name: &str| access::member(resource, name).map(Value::to_string).unwrap_or_default();
    ["userName", "externalId", "displayName", "name"].iter().any(|name| text(name).contains(run))
}

impl Run<'_> {
    /// Finds out whose resource it is, by a read unless an earlier one told already.
    pub(super) async fn owner(&self, kind: ResourceType, id: &str) -> (Owner, Option<Exchange>) {
        if self.ledger.is_ours(kind, id) {
            return (Owner::Ours, None);
        }
        let path = format!("{}/{}", kind.endpoint(), query::encode_segment(id));
        let exchange = patiently(self, &self.read(&path, None), Purpose::Verify).await;
        let owner = self.learn(kind, id, &exchange);
        (owner, Some(exchange))
    }

    /// A GET with the tenant's credential.
    pub(super) fn read(&self, path: &str, query: Option<&str>) -> Outgoing {
        Outgoing::get(self.base.join(path, query))
    }

    /// Takes from a read of a resource what it tells about its owner.
    pub(super) fn learn(&self, kind: ResourceType, id: &str, exchange: &Exchange) -> Owner {
        match (exchange.status(), exchange.json()) {
            (Some(404 | 410), _) => Owner::Gone,
            (Some(200), Some(body)) if is(body, id) && carries_marker(body, &self.ledger.run) => {
                self.ledger.verified(kind, id);
                Owner::Ours
            }
            (Some(200), _) => {
                Owner::Unknown("what is read there does not carry this run's marker".to_owned())
            }
            (Some(status), _) => Owner::Unknown(format!("a read of it is answered with {status}")),
            (None, _) => Owner::Unknown("a read of it got no answer".to_owned()),
        }
    }

    /// Ids of the resources of that name which carry the marker, or `None` when the look-up failed. Servers
    /// that do not understand Entra's spelling of a query are asked in the other one.
    pub(super) async fn look_up(&self, creation: &Creation) -> (Option<Vec<String>>, Exchange) {
        let (kind, name) = (creation.kind, creation.name.as_str());
        let (attribute, value) = match &creation.found_by {
            Some((attribute, value)) => (attribute.as_str(), value.as_str()),
            None => (kind.naming_attribute(), name),
        };
        let query = match kind {
            ResourceType::User => query::filter(attribute, value),
            ResourceType::Group => query::group_filter(attribute, value),
        };
        let (ids, exchange) = self.look(kind, name, &query).await;
        if ids.as_ref().is_some_and(|ids| !ids.is_empty()) || exchange.response().is_none() {
            return (ids, exchange);
        }
        let (others, other) = self.look(kind, name, &query::filter_percent(attribute, value)).await;
        if others.is_some() { (others, other) } else { (ids, exchange) }
    }

    async fn look(&self, kind: ResourceType, name: &str, query: &str) -> (Option<Vec<String>>, Exchange) {
        let exchange = patiently(self, &self.read(kind.endpoint(), Some(query)), Purpose::Verify).await;
        let body = exchange.json().filter(|_| exchange.status() == Some(200));
        let hits =
            body.and_then(|body| body.as_array().or_else(|| access::member(body, "Resources")?.as_array()));
        let empty =
            body.is_some_and(|body| access::member(body, "totalResults").and_then(Value::as_u64) == Some(0));
        let ids = hits.map(|hits| {
            let ours =
                hits.iter().filter(|hit| carries_marker(hit, &self.ledger.run) && is_named(hit, kind, name));
            ours.filter_map(access::id).collect()
        });
        let absent = exchange.status() == Some(404);
        (ids.or((empty || absent).then(Vec::new)), exchange)
    }
}

fn is(body: &Value, id: &str) -> bool {
    access::id(body).as_deref() == Some(id)
}

fn is_named(resource: &Value, kind: ResourceType, name: &str) -> bool {
    let named = access::member(resource, kind.naming_attribute()).and_then(Value::as_str);
    named.is_some_and(|named| named.eq_ignore_ascii_case(name))
}
