//! How a stored resource looks to a client: `schemas`, `id` and `meta` around its attributes, references and
//! memberships resolved.

use jiff::fmt::temporal::DateTimePrinter;
use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};

use super::fault::{Fault, FaultSet};
use super::projection::Projection;
use super::service::Service;
use super::store::{Kind, Record, Store};
use super::version;
use crate::scim::schema::Returned;
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
        let hidden = self.model(kind).core.attributes.iter().filter(|a| a.returned == Returned::Never);
        for attribute in hidden {
            out.shift_remove(&attribute.name);
        }
        self.derive(store, kind, &record.id, projection, &mut out);
        if kind == Kind::User && self.faults.has(Fault::UndeclaredAttribute) {
            out.insert("lastLogin".into(), self.date_time(record.modified).into());
        }
        let claimed = out.shift_remove("meta");
        out.insert("meta".into(), self.meta(store, kind, record, claimed));
        if kind == Kind::User {
            disfigure(&self.faults, &mut out);
        }
        projection.apply(Value::Object(out))
    }

    /// The schemas a resource uses, as its attributes tell (RFC 7643 §3).
    fn schemas(&self, kind: Kind, body: &Value) -> Value {
        let numbered = body.get(urn::ENTERPRISE_USER).is_some_and(|e| e.get("employeeNumber").is_some());
        let overlooked = self.faults.has(Fault::SchemasNotExtended) && !numbered;
        let extensions = body.as_object().into_iter().flat_map(Map::keys);
        let extensions = extensions
            .filter(|name| urn::is_extension(name) && !(overlooked && urn::same(name, urn::ENTERPRISE_USER)));
        let core = self.model(kind).core.id.as_str();
        let extensions: Vec<&str> = extensions.map(String::as_str).collect();
        let has = |fault| kind == Kind::User && self.faults.has(fault);
        match extensions.as_slice() {
            [_, ..] if has(Fault::ExtensionUrnsOmitted) => vec![core],
            [_, ..] if has(Fault::CoreUrnOmitted) => extensions,
            [first, ..] if has(Fault::ExtensionUrnTwice) => [&[core, first][..], &extensions].concat(),
            _ if has(Fault::ForeignSchemaListed) => {
                [&[core, "urn:example:params:scim:schemas:Base"][..], &extensions].concat()
            }
            _ => [&[core][..], &extensions].concat(),
        }
        .into()
    }

    fn meta(&self, store: &Store, kind: Kind, record: &Record, claimed: Option<Value>) -> Value {
        let has = |fault| self.faults.has(fault);
        let name = self.model(kind).name;
        let created = if has(Fault::CreatedMoves) { record.modified } else { record.created };
        let modified = match record.created {
            created if has(Fault::LastModifiedFrozen) => created,
            created if has(Fault::TwoClockReadings) && created == record.modified => {
                created.checked_add(7.milliseconds()).unwrap_or(created)
            }
            _ => record.modified,
        };
        let mut meta = json!({
            "resourceType": if has(Fault::ResourceTypeLowerCase) { name.to_lowercase() } else { name.to_owned() },
            "created": self.date_time(created),
            "lastModified": self.date_time(modified),
            "location": self.own_location(kind, &record.id),
            "version": self.shown_version(store, kind, record),
        });
        if let Value::Object(meta) = &mut meta {
            // Only a faulty server has kept any.
            meta.extend(claimed.as_ref().and_then(Value::as_object).cloned().unwrap_or_default());
            if has(Fault::MetaWithoutCreated) {
                meta.shift_remove("created");
            }
        }
        meta
    }

    /// A point in time as RFC 3339 text with milliseconds.
    fn date_time(&self, time: Timestamp) -> String {
        const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(3));
        let text = PRINTER.timestamp_to_string(&time);
        if self.faults.has(Fault::DatesWithBlank) {
            text.replace('T', " ")
        } else if self.faults.has(Fault::DatesWithoutZone) {
            text.trim_end_matches('Z').to_owned()
        } else {
            text
        }
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
                if self.faults.has(Fault::DefaultActiveUnstored) && self.policy.disable {
                    out.entry("active").or_insert(true.into());
                }
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
            let name = manager.get("displayName").cloned();
            let mut shown = json!({ "value": id, "$ref": self.location(Kind::User, &id) });
            if let (true, Some(name)) = (self.faults.has(Fault::ManagerNameStored), name) {
                shown["displayName"] = name;
            }
            shown
        };
    }

    fn groups_of(&self, store: &Store, id: &str) -> Vec<Value> {
        let entry = |group| {
            let display = store.table(Kind::Group).get(group).map(|record| record.label.as_str());
            let address = self.location(Kind::Group, group);
            let by_name = self.faults.has(Fault::UserGroupsByName);
            let group = if by_name { display.unwrap_or_default() } else { group };
            json!({ "value": group, "$ref": address, "display": display.unwrap_or_default(), "type": "direct" })
        };
        store.memberships.groups_of(id).map(entry).collect()
    }

    fn members_of(&self, store: &Store, id: &str) -> Vec<Value> {
        let entry = |member| {
            let (kind, display) = store.describe(member)?;
            let of_group = self.faults.has(Fault::MemberAddressOfGroup);
            let mut address = self.location(if of_group { Kind::Group } else { kind }, member);
            if self.faults.has(Fault::RefWithoutPlural) {
                address = address.replace("/Users/", "/User/");
            }
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

/// Shows a user as a faulty server's serializer does.
fn disfigure(faults: &FaultSet, out: &mut Map<String, Value>) {
    if faults.has(Fault::PasswordMasked) {
        out.insert("password".into(), "********".into());
    }
    if faults.has(Fault::NamesLowerCased) {
        let name = out.shift_remove("displayName");
        out.extend(name.map(|name| ("displayname".to_owned(), name)));
    }
    let department = out.get(urn::ENTERPRISE_USER).and_then(|container| container.get("department"));
    if let (true, Some(department)) = (faults.has(Fault::EnterpriseFlattened), department.cloned()) {
        out.insert("department".into(), department);
    }
    let elements = |list: Option<&mut Value>, change: &dyn Fn(&mut Value)| {
        list.and_then(Value::as_array_mut).into_iter().flatten().for_each(change);
    };
    if faults.has(Fault::PrimaryAsText) {
        elements(out.get_mut("emails"), &|email| {
            if let Some(primary) = email.get_mut("primary") {
                *primary = primary.to_string().into();
            }
        });
    }
    if faults.has(Fault::CertificateAsPem) {
        elements(out.get_mut("x509Certificates"), &|item| {
            let text = item["value"].as_str().unwrap_or_default();
            let frame = format!("-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----");
            item["value"] = frame.into();
        });
    }
    if faults.has(Fault::IntegersAsText) {
        let containers = out.iter_mut().filter(|(name, _)| urn::is_extension(name));
        for value in containers.filter_map(|(_, c)| c.as_object_mut()).flat_map(|c| c.values_mut()) {
            if value.is_number() {
                *value = value.to_string().into();
            }
        }
    }
}
