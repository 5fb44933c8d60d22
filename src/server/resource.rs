//! What users and groups have in common: lookup by id, uniqueness, the answers that carry a resource.

use axum::http::header::{CACHE_CONTROL, CONTENT_LOCATION};
use serde_json::Value;

use super::fault::Fault;
use super::projection::Projection;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Record, Store};
use super::version;
use crate::scim::{Error, ScimType};

impl Service {
    /// The record with this id, or the 404 that says there is none.
    pub(super) fn find<'a>(&self, store: &'a Store, kind: Kind, id: &str) -> Result<&'a Record, Error> {
        let missing = || Error::new(404, format!("there is no {} with the id '{id}'", self.model(kind).name));
        store.table(kind).get(id).ok_or_else(missing)
    }

    /// The answer of a faulty server to the DELETE of a group that is not there.
    pub(super) fn missing_group_deleted(&self, store: &Store, id: &str) -> Option<Reply> {
        let table = store.table(Kind::Group);
        let missing = table.get(id).is_none();
        let known = table.buried().any(|record| record.id == id);
        let silent = missing
            && (self.faults.has(Fault::UnknownDeleteNoContent)
                || (known && self.faults.has(Fault::SecondDeleteNoContent)));
        silent.then(|| Reply::empty(204))
    }

    pub(super) fn projection(&self, kind: Kind, request: &Request) -> Projection {
        let has = |fault| kind == Kind::User && self.faults.has(fault);
        let reads = request.parts.method.is_safe();
        if (reads && has(Fault::ReadAttributesIgnored)) || (!reads && has(Fault::WriteAnswersWhole)) {
            let mut query = request.query.clone();
            query.forget(&["attributes"]);
            return Projection::parse(&query, self.model(kind), &self.faults);
        }
        if reads && request.query.get("attributes").is_some() && has(Fault::NamedAttributeDropped) {
            return Projection::only(&[]);
        }
        Projection::parse(&request.query, self.model(kind), &self.faults)
    }

    /// Fails where a faulty server does not know what to make of a projection.
    pub(super) fn stumble(&self, kind: Kind, request: &Request) -> Result<(), Error> {
        let names = request.query.get("attributes").unwrap_or_default();
        let extension = names.split(',').any(|name| self.model(kind).extension(name.trim()).is_some());
        let both = !names.is_empty() && request.query.get("excludedAttributes").is_some();
        if (extension && self.faults.has(Fault::ExtensionUrnServerError))
            || (both && self.faults.has(Fault::BothParametersServerError))
        {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
        Ok(())
    }

    /// The answer to a create: 201 with the resource and its address (RFC 7644 §3.3).
    pub(super) fn created(&self, store: &Store, kind: Kind, id: &str, request: &Request) -> Answer {
        let record = self.find(store, kind, id)?;
        let resource = self.represent(store, kind, record, &self.projection(kind, request));
        let reply = Reply::created(self.own_location(kind, id), resource);
        Ok(reply.with(version::header(&self.faults, store, kind, record)))
    }

    /// The answer that shows a resource.
    pub(super) fn shown(&self, store: &Store, kind: Kind, id: &str, request: &Request) -> Answer {
        let record = self.find(store, kind, id)?;
        let resource = self.represent(store, kind, record, &self.projection(kind, request));
        let place = match kind {
            Kind::User if self.faults.has(Fault::ContentLocationElsewhere) => format!("/internal/user/{id}"),
            _ => self.own_location(kind, id),
        };
        let reply = Reply::json(200, resource).with((CONTENT_LOCATION, place));
        let cached = self.faults.has(Fault::PublicCaching);
        let public = (CACHE_CONTROL, "public, max-age=300".to_owned());
        let reply = if cached { reply.with(public) } else { reply };
        if kind == Kind::Group && self.faults.has(Fault::GroupsWithoutEtag) {
            return Ok(reply);
        }
        Ok(reply.with(version::header(&self.faults, store, kind, record)))
    }

    /// Refuses a value of the resource type's unique attribute that a resource has, letter case aside.
    pub(super) fn demand_unique(&self, store: &Store, kind: Kind, body: &Value) -> Result<(), Error> {
        let attribute = unique_attribute(kind);
        let value = body[attribute].as_str().unwrap_or_default();
        if store.table(kind).having(attribute, value).is_empty() {
            return Ok(());
        }
        let what = self.model(kind).name;
        Err(Error::of(ScimType::Uniqueness, format!("{attribute} '{value}' is taken by another {what}")))
    }

    /// The same for a change; a resource may keep its value or write it in other letters.
    pub(super) fn demand_still_unique(
        &self,
        store: &Store,
        kind: Kind,
        before: &Value,
        after: &Value,
    ) -> Result<(), Error> {
        let folded = |body: &Value| body[unique_attribute(kind)].as_str().map(str::to_lowercase);
        if folded(before) == folded(after) { Ok(()) } else { self.demand_unique(store, kind, after) }
    }
}

/// The attribute no two resources share, beside `id`.
pub(super) fn unique_attribute(kind: Kind) -> &'static str {
    match kind {
        Kind::User => "userName",
        Kind::Group => "displayName",
    }
}
