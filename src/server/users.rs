//! `/Users`: create, read, PATCH and delete (RFC 7644 §3.3 to §3.6).

use serde_json::{Value, json};

use super::fault::Fault;
use super::patch;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Store};
use super::{intake, query};
use crate::scim::{Error, ListResponse, Path, ScimType, access};

/// `GET /Users`.
pub(super) fn list(service: &Service, request: &Request) -> Answer {
    query::list(service, Kind::User, request)
}

/// `POST /Users`.
pub(super) fn create(service: &Service, request: &Request) -> Answer {
    if service.faults.has(Fault::CreateNeedsOtherScope) {
        return Err(Error::new(403, "the token lacks the scope users.write"));
    }
    let sent = request.json(&service.faults)?;
    refuse_members(service, &sent)?;
    let mut body = intake::resource(service.model(Kind::User), &sent)?;
    demand_required(service, &body)?;
    complete(service, &mut body);
    let mut store = service.write();
    refuse_taken(service, &store, &body)?;
    as_stored(service, &mut body);
    let id = insert(service, &mut store, &body);
    Ok(answer_create(service, service.created(&store, Kind::User, &id, request)?))
}

/// Refuses what a strict server takes amiss in Entra's create.
fn refuse_members(service: &Service, sent: &Value) -> Result<(), Error> {
    let refuse = |detail: &str| Err(Error::of(ScimType::Mutability, detail));
    if service.faults.has(Fault::MetaRefused) && access::member(sent, "meta").is_some() {
        return refuse("'meta' is read-only and must not be sent");
    }
    let no_roles = access::member(sent, "roles").and_then(Value::as_array).is_some_and(Vec::is_empty);
    if service.faults.has(Fault::EmptyRolesRefused) && no_roles {
        return refuse("'roles' must not be empty");
    }
    Ok(())
}

/// Refuses a user that lacks an attribute the tenant requires.
pub(super) fn demand_required(service: &Service, body: &Value) -> Result<(), Error> {
    let model = service.model(Kind::User);
    for path in [Path::attribute("userName")].iter().chain(&service.policy.required) {
        let path = model.qualify(path).unwrap_or_else(|_| path.clone());
        let optional = service.faults.has(Fault::RequiredNotEnforced) && !path.is_attribute("userName");
        if optional || access::first(body, &path).is_some() {
            continue;
        }
        if service.faults.has(Fault::RequiredServerError) {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
        let detail = format!("'{path}' is required: the tenant does not create a user without it");
        return Err(Error::of(ScimType::InvalidValue, detail));
    }
    Ok(())
}

/// A user is active unless the client says otherwise.
pub(super) fn complete(service: &Service, body: &mut Value) {
    if service.policy.disable && body.get("active").is_none() {
        body["active"] = true.into();
    }
}

fn refuse_taken(service: &Service, store: &Store, body: &Value) -> Result<(), Error> {
    if service.faults.has(Fault::UserNameStaysReserved) && buried_id(store, body).is_some() {
        return Err(Error::of(ScimType::Uniqueness, "userName belongs to a deleted user"));
    }
    match service.demand_unique(store, Kind::User, body) {
        Err(_) if service.faults.has(Fault::DuplicateCreated) => Ok(()),
        Err(error) if service.faults.has(Fault::DuplicateBadRequest) => Err(Error { status: 400, ..error }),
        verdict => verdict,
    }
}

/// Changes values as a faulty server's columns do.
fn as_stored(service: &Service, body: &mut Value) {
    let faults = &service.faults;
    if faults.has(Fault::UserNameLowerCased) {
        body["userName"] = body["userName"].as_str().unwrap_or_default().to_lowercase().into();
    }
    if faults.has(Fault::MarkupStripped) {
        on_strings(body, &without_markup);
    }
    if faults.has(Fault::RareLettersLost) {
        on_strings(body, &|text| text.chars().map(|c| if c as u32 > 0xFFFF { '?' } else { c }).collect());
    }
    if faults.has(Fault::NonAsciiLost) {
        on_strings(body, &|text| text.chars().map(|c| if c.is_ascii() { c } else { '?' }).collect());
    }
    if let (true, Some(phones)) = (faults.has(Fault::PhoneNumbersReformatted), body.get_mut("phoneNumbers")) {
        for phone in phones.as_array_mut().into_iter().flatten().filter_map(|phone| phone.get_mut("value")) {
            on_strings(phone, &|text| text.chars().filter(char::is_ascii_digit).collect());
        }
    }
    if let (true, Value::Object(body)) = (faults.has(Fault::TitleDropped), body) {
        body.shift_remove("title");
    }
}

fn without_markup(text: &str) -> String {
    let mut inside = false;
    let outside = |c: &char| {
        inside = *c == '<' || inside && *c != '>';
        !inside && *c != '>'
    };
    text.chars().filter(outside).collect()
}

fn on_strings(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| on_strings(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| on_strings(member, change)),
        _ => {}
    }
}

fn insert(service: &Service, store: &mut Store, body: &Value) -> String {
    if service.faults.has(Fault::RecreatedWithOldId)
        && let Some(id) = buried_id(store, body)
    {
        store.table_mut(Kind::User).insert_as(id.clone(), body);
        return id;
    }
    store.table_mut(Kind::User).insert(body)
}

/// The id of a deleted user with the same userName.
fn buried_id(store: &Store, body: &Value) -> Option<String> {
    let same = |buried: &Value| buried["userName"] == body["userName"];
    let found = store.table(Kind::User).buried().find(|record| same(&record.body()));
    found.map(|record| record.id.clone())
}

fn answer_create(service: &Service, reply: Reply) -> Reply {
    let faults = &service.faults;
    if faults.has(Fault::CreateNoContent) {
        Reply { status: 204, body: None, ..reply }
    } else if faults.has(Fault::CreateWithoutBody) {
        Reply { body: None, ..reply }
    } else if faults.has(Fault::CreateOk) {
        Reply { status: 200, ..reply }
    } else {
        reply
    }
}

/// `GET /Users/{id}`.
pub(super) fn get(service: &Service, request: &Request, id: &str) -> Answer {
    let store = service.read();
    if store.table(Kind::User).get(id).is_none() {
        return unknown(service, &store, request, id);
    }
    if let Some(reply) = service.unchanged(&store, Kind::User, id, request)? {
        return Ok(reply);
    }
    let reply = service.shown(&store, Kind::User, id, request)?;
    Ok(match reply.body {
        Some(user) if service.faults.has(Fault::GetByIdAsList) => {
            Reply::json(200, ListResponse::whole(vec![user]).into_json())
        }
        Some(mut user) if service.faults.has(Fault::GetByIdOtherId) => {
            user["id"] = id.to_uppercase().into();
            Reply::json(200, user)
        }
        Some(mut user) if service.faults.has(Fault::ReadsTouch) => {
            user["meta"]["lastModified"] = jiff::Timestamp::now().to_string().into();
            Reply { body: Some(user), ..reply }
        }
        body => Reply { body, ..reply },
    })
}

/// The answer to an id that no user has.
fn unknown(service: &Service, store: &Store, request: &Request, id: &str) -> Answer {
    let faults = &service.faults;
    let missing = service.find(store, Kind::User, id).err();
    match store.table(Kind::User).buried().find(|record| record.id == id) {
        Some(_) if faults.has(Fault::DeletedIdGone) => return Err(Error::new(410, "the user was deleted")),
        Some(record) if faults.has(Fault::DeletedIdReadable) => {
            let projection = service.projection(Kind::User, request);
            let mut user = service.represent(store, Kind::User, record, &projection);
            user["active"] = false.into();
            return Ok(Reply::json(200, user));
        }
        None if faults.has(Fault::UnknownIdEmpty) => return Ok(Reply::empty(200)),
        None if faults.has(Fault::UnknownIdServerError) => {
            return Err(Error::new(500, "an unexpected error occurred"));
        }
        _ => {}
    }
    Err(missing.unwrap_or_else(|| Error::new(404, "there is no such user")))
}

/// `PATCH /Users/{id}`.
pub(super) fn patch(service: &Service, request: &Request, id: &str) -> Answer {
    let sent = request.json(&service.faults)?;
    let mut store = service.write();
    let before = service.find_matching(&store, Kind::User, id, request)?.body();
    let mut after = before.clone();
    let outcome = patch::user(service, &sent, &mut after);
    if outcome.is_err() && !service.faults.has(Fault::PatchNotAtomic) {
        return outcome.map(|()| Reply::empty(204));
    }
    service.demand_still_unique(&store, Kind::User, &before, &after)?;
    let mut id = id.to_owned();
    if after != before {
        store.table_mut(Kind::User).update(&id, &after);
        id = after_activation(service, &mut store, id, &before, &after);
    }
    outcome?;
    service.shown(&store, Kind::User, &id, request)
}

/// What a faulty server does when a user is disabled or enabled again.
fn after_activation(
    service: &Service,
    store: &mut Store,
    id: String,
    before: &Value,
    after: &Value,
) -> String {
    match (before["active"] == json!(true), after["active"] == json!(true)) {
        (true, false) if service.faults.has(Fault::DisableDropsMemberships) => {
            store.memberships.forget(&id);
            id
        }
        (false, true) if service.faults.has(Fault::ReactivationNewId) => {
            store.table_mut(Kind::User).rename(&id).unwrap_or(id)
        }
        _ => id,
    }
}

/// `DELETE /Users/{id}`.
pub(super) fn delete(service: &Service, request: &Request, id: &str) -> Answer {
    if !service.policy.delete {
        let detail =
            "this tenant does not delete users; disable the user by a PATCH that sets active to false";
        return Err(Error::new(501, detail));
    }
    if service.faults.has(Fault::DeleteNeedsContentType) && !request.has_content_type() {
        return Err(Error::new(415, "Content-Type is missing; send application/scim+json"));
    }
    let keeps = [
        Fault::DeletedListed,
        Fault::DeletedIdGone,
        Fault::DeletedIdReadable,
        Fault::UserNameStaysReserved,
        Fault::RecreatedWithOldId,
        Fault::UnknownIdEmpty,
        Fault::UnknownIdServerError,
    ];
    let mut store = service.write();
    service.find_matching(&store, Kind::User, id, request)?;
    store.remove(Kind::User, id, keeps.into_iter().any(|fault| service.faults.has(fault)));
    if service.faults.has(Fault::DeleteServerError) {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    Ok(Reply::empty(if service.faults.has(Fault::DeleteAccepted) { 202 } else { 204 }))
}
