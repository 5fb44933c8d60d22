//! `/Groups`: create, read, PATCH and delete (RFC 7644 §3.3 to §3.6). Members are kept apart from the group's
//! own attributes, so that a change of one does not cost more in a large group.

use serde_json::Value;

use super::fault::Fault;
use super::members::{self, Change};
use super::patch;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Store};
use super::terms::Verb;
use super::{intake, query, version};
use crate::scim::{Error, ScimType, access, urn};

/// `GET /Groups`.
pub(super) fn list(service: &Service, request: &Request) -> Answer {
    query::list(service, Kind::Group, request)
}

/// `GET /Groups/{id}`.
pub(super) fn get(service: &Service, request: &Request, id: &str) -> Answer {
    let store = service.read();
    let lost = |member: &str| store.describe(member).is_none();
    if service.faults.has(Fault::GroupLostWithMember) && store.memberships.of(id).any(lost) {
        return Err(Error::new(404, "there is no such group"));
    }
    let record = store.table(Kind::Group).get(id);
    let bare = record.is_some_and(|record| record.body().get("externalId").is_none());
    if bare && request.query.has("excludedAttributes") && service.faults.has(Fault::LeanGroupReadJoins) {
        return Err(Error::new(404, format!("there is no Group with the id '{id}'")));
    }
    match service.unchanged(&store, Kind::Group, id, request)? {
        Some(reply) => Ok(reply),
        None => service.shown(&store, Kind::Group, id, request),
    }
}

/// `POST /Groups`.
pub(super) fn create(service: &Service, request: &Request) -> Answer {
    service.demand_offered(Kind::Group, Verb::Create)?;
    let sent = request.json(&service.faults)?;
    refuse_schemas(service, &sent)?;
    let mut body = intake::resource(service.model(Kind::Group), &sent)?;
    if !service.faults.has(Fault::NamelessGroupCreated) {
        demand_name(&body)?;
    }
    if service.faults.has(Fault::GroupNeedsExternalId) && body.get("externalId").is_none() {
        return Err(Error::of(ScimType::InvalidValue, "'externalId' is required"));
    }
    if let (true, Some(body)) = (service.faults.has(Fault::GroupExtensionDropped), body.as_object_mut()) {
        body.retain(|name, _| !urn::is_extension(name));
    }
    let listed = body.as_object_mut().and_then(|body| body.shift_remove("members")).unwrap_or_default();
    service.demand_terms(Kind::Group, None, &body)?;
    let mut store = service.write();
    refuse_taken(service, &store, &body)?;
    let members = members::ids(&listed)?;
    members::demand_known(&store, &members, None)?;
    let id = insert(service, &mut store, &body);
    for member in members.iter().filter(|_| !service.faults.has(Fault::CreateDropsMembers)) {
        store.memberships.add(&id, member);
    }
    let reply = service.created(&store, Kind::Group, &id, request)?;
    Ok(if service.faults.has(Fault::GroupCreateOk) { Reply { status: 200, ..reply } } else { reply })
}

fn insert(service: &Service, store: &mut Store, body: &Value) -> String {
    let Some(id) = borrowed_id(service, store) else { return store.table_mut(Kind::Group).insert(body) };
    let groups = store.table_mut(Kind::Group);
    groups.borrowed = true;
    groups.insert_as(id.clone(), body);
    id
}

/// The id of a user in no group: where ids are made for each type alone, a group comes to have it. Once is enough.
fn borrowed_id(service: &Service, store: &Store) -> Option<String> {
    if !service.faults.has(Fault::IdsPerType) || store.table(Kind::Group).borrowed {
        return None;
    }
    let alone = |id: &str| store.memberships.groups_of(id).next().is_none();
    store.table(Kind::User).iter().find(|user| alone(&user.id)).map(|user| user.id.clone())
}

/// Refuses a group without the attribute every group must have (RFC 7643 §4.2).
pub(super) fn demand_name(body: &Value) -> Result<(), Error> {
    if body.get("displayName").is_some() {
        return Ok(());
    }
    let detail = "'displayName' is required: the tenant does not keep a group without it";
    Err(Error::of(ScimType::InvalidValue, detail))
}

/// Refuses schemas that a strict server does not know.
pub(super) fn refuse_schemas(service: &Service, sent: &Value) -> Result<(), Error> {
    let listed = access::member(sent, "schemas").and_then(Value::as_array);
    let foreign =
        listed.into_iter().flatten().filter_map(Value::as_str).find(|id| !urn::same(id, urn::GROUP));
    match foreign {
        Some(id) if service.faults.has(Fault::AdscimRefused) => {
            Err(Error::of(ScimType::InvalidValue, format!("'{id}' is not a schema of Group")))
        }
        _ => Ok(()),
    }
}

fn refuse_taken(service: &Service, store: &Store, body: &Value) -> Result<(), Error> {
    match service.demand_unique(store, Kind::Group, body) {
        Err(_) if service.faults.has(Fault::GroupDuplicateCreated) => Ok(()),
        Err(_)
            if service.faults.has(Fault::GroupDuplicateByExternalId) && body.get("externalId").is_none() =>
        {
            Ok(())
        }
        Err(error) if service.faults.has(Fault::GroupDuplicateBadRequest) => {
            Err(Error { status: 400, ..error })
        }
        verdict => verdict,
    }
}

/// `PATCH /Groups/{id}`: 204, so that a large group is not sent back, unless the request asks for attributes
/// (RFC 7644 §3.5.2).
pub(super) fn patch(service: &Service, request: &Request, id: &str) -> Answer {
    service.demand_offered(Kind::Group, Verb::Update)?;
    let sent = request.json(&service.faults)?;
    let mut store = service.write();
    let before = service.find_matching(&store, Kind::Group, id, request)?.body();
    let mut after = before.clone();
    let change = match patch::group(service, &store, id, &sent, &mut after) {
        Err(error) if service.faults.has(Fault::MemberAddNotAtomic) => {
            add_known(&mut store, id, &sent);
            return Err(error);
        }
        change => change?,
    };
    if service.faults.has(Fault::GroupUpdateDropsExternalId) && before["displayName"] != after["displayName"]
    {
        after["externalId"] = before["externalId"].clone();
    }
    service.demand_terms(Kind::Group, Some(&before), &after)?;
    service.demand_still_unique(&store, Kind::Group, &before, &after)?;
    commit(&mut store, id, &change, (before != after).then_some(&after));
    if service.faults.has(Fault::RenameDropsMembers) && before["displayName"] != after["displayName"] {
        let members: Vec<String> = store.memberships.of(id).map(str::to_owned).collect();
        for member in &members {
            store.memberships.remove(id, member);
        }
    }
    let lists = service.faults.has(Fault::GroupPatchListsMembers);
    if lists || service.projection(Kind::Group, request).is_narrowed() {
        return service.shown(&store, Kind::Group, id, request);
    }
    let record = service.find(&store, Kind::Group, id)?;
    Ok(Reply::empty(204).with(version::header(&service.faults, &store, Kind::Group, record)))
}

/// Adds those members of a refused PATCH that exist, as a faulty server does.
fn add_known(store: &mut Store, id: &str, sent: &Value) {
    let operations = access::member(sent, "Operations").and_then(Value::as_array).into_iter().flatten();
    let values = operations.filter_map(|operation| access::member(operation, "value"));
    let listed: Vec<String> = values.flat_map(|value| members::ids(value).unwrap_or_default()).collect();
    for member in listed.iter().filter(|member| *member != id) {
        if store.describe(member).is_some() {
            store.memberships.add(id, member);
        }
    }
}

/// Stores a change of the members and, if it is given, of the group itself.
pub(super) fn commit(store: &mut Store, id: &str, change: &Change, body: Option<&Value>) {
    for member in &change.removed {
        store.memberships.remove(id, member);
    }
    for member in &change.added {
        store.memberships.add(id, member);
    }
    match body {
        Some(body) => store.table_mut(Kind::Group).update(id, body),
        None if change.is_empty() => {}
        None => store.table_mut(Kind::Group).touch(id),
    }
}

/// `DELETE /Groups/{id}`.
pub(super) fn delete(service: &Service, request: &Request, id: &str) -> Answer {
    service.demand_offered(Kind::Group, Verb::Delete)?;
    if service.faults.has(Fault::DeleteNeedsContentType) && !request.has_content_type() {
        return Err(Error::new(415, "Content-Type is missing; send application/scim+json"));
    }
    let mut store = service.write();
    if let Some(reply) = service.missing_group_deleted(&store, id) {
        return Ok(reply);
    }
    service.find_matching(&store, Kind::Group, id, request)?;
    let members: Vec<String> = store.memberships.of(id).map(str::to_owned).collect();
    for member in members.iter().filter(|_| service.faults.has(Fault::GroupDeleteTakesMembers)) {
        store.remove(Kind::User, member, false);
    }
    if service.faults.has(Fault::GroupWithMembersDeleteRefused) && store.memberships.of(id).next().is_some() {
        return Err(Error::new(409, "the group has members"));
    }
    if !service.faults.has(Fault::GroupDeleteKept) {
        store.remove(Kind::Group, id, service.faults.has(Fault::SecondDeleteNoContent));
    }
    Ok(Reply::empty(if service.faults.has(Fault::GroupDeleteAccepted) { 202 } else { 204 }))
}
