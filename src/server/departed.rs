//! What faulty servers do with requests for users that are gone, and to what these leave behind.

use super::fault::Fault;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Record, Store};
use crate::scim::{Error, ScimType, urn};

/// Whether the user has a manager who is not there.
pub(super) fn lacks_manager(store: &Store, record: &Record) -> bool {
    let body = record.body();
    let manager = body.get(urn::ENTERPRISE_USER).and_then(|extension| extension["manager"]["value"].as_str());
    manager.is_some_and(|id| store.table(Kind::User).get(id).is_none())
}

/// Whether the user was deleted, and the tenant has not let it go.
pub(super) fn is_buried(store: &Store, id: &str) -> bool {
    let mut buried = store.table(Kind::User).buried();
    store.table(Kind::User).get(id).is_none() && buried.any(|record| record.id == id)
}

/// Refuses a DELETE for its headers, as strict frameworks do.
pub(super) fn refuse_headers(service: &Service, request: &Request) -> Result<(), Error> {
    let has = |name: &str| request.parts.headers.contains_key(name);
    let accepts =
        request.parts.headers.get("accept").is_some_and(|types| {
            types.to_str().is_ok_and(|types| types.to_ascii_lowercase().contains("json"))
        });
    if service.faults.has(Fault::DeleteNeedsAccept) && !accepts {
        return Err(Error::new(406, "send Accept: application/scim+json"));
    }
    if service.faults.has(Fault::TypedDeleteRefused) && has("content-type") && request.body.is_empty() {
        return Err(Error::of(ScimType::InvalidSyntax, "the body is empty, which is no JSON"));
    }
    Ok(())
}

/// What a faulty server answers to a DELETE of a user that is gone, or never was.
pub(super) fn delete_nothing(service: &Service, buried: bool) -> Option<Answer> {
    if buried && service.faults.has(Fault::SecondDeleteAccepted) {
        return Some(Ok(Reply::empty(204)));
    }
    let fails = !buried && service.faults.has(Fault::UnknownDeleteServerError);
    fails.then(|| Err(Error::new(500, "an unexpected error occurred")))
}

/// The groups a user is in.
pub(super) fn groups_of(store: &Store, id: &str) -> Vec<String> {
    store.memberships.groups_of(id).map(str::to_owned).collect()
}
