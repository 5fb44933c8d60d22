//! How a stored resource looks to a client: `schemas`, `id` and `meta` around its attributes, references and
//! memberships resolved.

use jiff::Timestamp;
use jiff::fmt::temporal::DateTimePrinter;
use serde_json::{Map, Value, json};

use super::fault::Fault;
use super::projection::Projection;
use super::service::Service;
use super::store::{Kind, Record, Store};
use super::version;
use crate::scim::urn;

impl Service {
    /// The resource as the projection asks for it.
    pub(super) fn represent(
        &self,
        store: &Store,
        kind: Kind,
        record: &Record,
        projection: &Projection,
    ) -> Value {
        let body = record.body();
        let mut out = Map::new();
        out.insert("schemas".into(), self.schemas(kind, &body));
        out.insert("id".into(), record.id.as_str().into());
        if let Value::Object(body) = body {
            out.extend(body);
        }
        self.derive(store, kind, &record.id, projection, &mut out);
        out.insert("meta".into(), self.meta(store, kind, record));
        projection.apply(Value::Object(out))
    }

    /// The schemas a resource uses, as its attributes tell (RFC 7643 §3).
    fn schemas(&self, kind: Kind, body: &Value) -> Value {
        let extensions =
            body.as_object().into_iter().flat_map(Map::keys).filter(|name| urn::is_extension(name));
        let core = self.model(kind).core.id.as_str();
        [core].into_iter().chain(extensions.map(String::as_str)).collect()
    }

    fn meta(&self, store: &Store, kind: Kind, record: &Record) -> Value {
        json!({
            "resourceType": self.model(kind).name,
            "created": date_time(record.created),
            "lastModified": date_time(record.modified),
            "location": self.location(kind, &record.id),
            "version": self.shown_version(store, kind, record),
        })
    }

    fn shown_version(&self, store: &Store, kind: Kind, record: &Record) -> String {
        let version = version::of(&self.faults, store, kind, record);
        if self.faults.has(Fault::VersionDiffersFromEtag) {
            return version.trim_start_matches("W/").to_owned();
        }
        if self.faults.has(Fault::VersionUnquoted) { version.replace('"', "") } else { version }
    }

    fn derive(
        &self,
        store: &Store,
        kind: Kind,
        id: &str,
        projection: &Projection,
        out: &mut Map<String, Value>,
    ) {
        match kind {
            Kind::User => {
                self.complete_manager(out);
                if self.policy.groups && projection.wants("groups") {
                    put_list(out, "groups", self.groups_of(store, id));
                }
                if let (true, Some(active)) = (self.faults.has(Fault::ActiveAsString), out.get_mut("active"))
                {
                    *active = if *active == Value::Bool(true) { "True".into() } else { "False".into() };
                }
            }
            Kind::Group if projection.wants("members") => {
                put_list(out, "members", self.members_of(store, id));
            }
            Kind::Group => {}
        }
    }

    /// Gives the manager the address that belongs to the id.
    fn complete_manager(&self, out: &mut Map<String, Value>) {
        let Some(manager) = out.get_mut(urn::ENTERPRISE_USER).and_then(|e| e.get_mut("manager")) else {
            return;
        };
        let Some(id) = manager.get("value").and_then(Value::as_str).map(str::to_owned) else { return };
        *manager = if self.faults.has(Fault::ManagerAsString) {
            id.into()
        } else {
            json!({ "value": id, "$ref": self.location(Kind::User, &id) })
        };
    }

    fn groups_of(&self, store: &Store, id: &str) -> Vec<Value> {
        let entry = |group| {
            let display = store.table(Kind::Group).get(group).map(|record| record.label.as_str());
            let address = self.location(Kind::Group, group);
            json!({ "value": group, "$ref": address, "display": display.unwrap_or_default(), "type": "direct" })
        };
        store.memberships.groups_of(id).map(entry).collect()
    }

    fn members_of(&self, store: &Store, id: &str) -> Vec<Value> {
        let entry = |member| {
            let (kind, display) = store.describe(member)?;
            let address = self.location(kind, member);
            Some(
                json!({ "value": member, "$ref": address, "type": self.model(kind).name, "display": display }),
            )
        };
        store.memberships.of(id).filter_map(entry).collect()
    }
}

fn put_list(out: &mut Map<String, Value>, name: &str, list: Vec<Value>) {
    if !list.is_empty() {
        out.insert(name.to_owned(), Value::Array(list));
    }
}

/// A point in time as RFC 3339 text with milliseconds.
fn date_time(time: Timestamp) -> String {
    const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(3));
    PRINTER.timestamp_to_string(&time)
}
