//! `/Users`: create, read, PATCH and delete (RFC 7644 §3.3 to §3.6).

use serde_json::{Value, json};

use super::fault::Fault;
use super::patch;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Record, Store};
use super::terms::Verb;
use super::{departed, intake, mishaps, query, version};
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
    service.demand_offered(Kind::User, Verb::Create)?;
    let sent = request.json(&service.faults)?;
    refuse_members(service, &sent)?;
    let read = mishaps::read(service, &sent)?;
    let mut body = intake::resource(service.model(Kind::User), &read)?;
    mishaps::keep(service, &sent, &mut body);
    demand_required(service, &body)?;
    service.demand_terms(Kind::User, None, &body)?;
    complete(service, &mut body);
    let mut store = service.write();
    mishaps::meet(service, &mut store, &body)?;
    let broken = service.faults.has(Fault::ConflictBreaksOnCharset) && request.names_charset();
    if request.parts.extensions.get::<FoundFree>().is_none() {
        refuse_taken(service, &store, &body).map_err(|error| {
            if broken { Error::new(500, "the media type of the error is not known") } else { error }
        })?;
    }
    as_stored(service, &mut body);
    let id = insert(service, &mut store, &sent, &body);
    let reply = mishaps::answer(service, &sent, service.created(&store, Kind::User, &id, request)?);
    Ok(answer_create(service, reply))
}

/// Says that an earlier look found the name free: the fault `racing-creates` does not look again.
#[derive(Debug, Clone, Copy)]
pub(super) struct FoundFree;

/// Whether nobody has the name that the request is to create.
pub(super) fn is_free(service: &Service, body: &[u8]) -> bool {
    let sent: Value = serde_json::from_slice(body).unwrap_or_default();
    service.demand_unique(&service.read(), Kind::User, &sent).is_ok()
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
        let optional = if path.is_attribute("userName") {
            service.faults.has(Fault::UserNameOptional)
        } else {
            let extension = service.faults.has(Fault::RequiredExtensionOptional) && path.urn.is_some();
            service.faults.has(Fault::RequiredNotEnforced) || extension
        };
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

/// Refuses an update that takes a value away which the tenant requires.
fn demand_still_required(service: &Service, before: &Value, after: &Value) -> Result<(), Error> {
    let had = |path: &Path| access::first(before, path).is_some();
    let lacks = |path: &Path| access::first(after, path).is_none();
    let model = service.model(Kind::User);
    let required =
        service.policy.required.iter().map(|path| model.qualify(path).unwrap_or_else(|_| path.clone()));
    match required.into_iter().find(|path| had(path) && lacks(path)) {
        Some(path) if !service.faults.has(Fault::RequiredNotEnforced) => {
            let detail = format!("'{path}' is required and cannot be removed or emptied");
            Err(Error::of(ScimType::InvalidValue, detail))
        }
        _ => Ok(()),
    }
}

/// A user is active unless the client says otherwise.
pub(super) fn complete(service: &Service, body: &mut Value) {
    let stored = !service.faults.has(Fault::DefaultActiveUnstored);
    if service.policy.disable && stored && body.get("active").is_none() {
        body["active"] = true.into();
    }
}

fn refuse_taken(service: &Service, store: &Store, body: &Value) -> Result<(), Error> {
    if service.faults.has(Fault::UserNameStaysReserved) && buried_id(store, body).is_some() {
        return Err(Error::of(ScimType::Uniqueness, "userName belongs to a deleted user"));
    }
    let name = body["userName"].as_str().unwrap_or_default();
    let dormant = |record: &&Record| record.body()["active"] == json!(false);
    if service.faults.has(Fault::DisabledNameFree)
        && store.table(Kind::User).having("userName", name).iter().all(dormant)
    {
        return Ok(());
    }
    match service.demand_unique(store, Kind::User, body) {
        Err(_) if service.faults.has(Fault::DuplicateCreated) => Ok(()),
        Err(error) if service.faults.has(Fault::DuplicateBadRequest) => Err(Error { status: 400, ..error }),
        Err(error) if service.faults.has(Fault::DuplicateWithoutScimType) => {
            Err(Error { scim_type: None, ..error })
        }
        Err(_) if service.faults.has(Fault::DuplicateCaseMissed) && !has_exactly(store, body) => Ok(()),
        verdict => verdict,
    }
}

/// Whether a user has the name letter for letter.
fn has_exactly(store: &Store, body: &Value) -> bool {
    let name = body["userName"].as_str().unwrap_or_default();
    let having = store.table(Kind::User).having("userName", name);
    having.iter().any(|record| record.body()["userName"] == body["userName"])
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

fn insert(service: &Service, store: &mut Store, sent: &Value, body: &Value) -> String {
    if let (true, Some(id)) = (service.faults.has(Fault::ClientIdKept), sent["id"].as_str()) {
        store.table_mut(Kind::User).insert_as(id.to_owned(), body);
        return id.to_owned();
    }
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
    service.stumble(Kind::User, request)?;
    let store = service.read();
    if id.len() > 128 && service.faults.has(Fault::LongIdServerError) {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    if service.faults.has(Fault::IdsOfAnyKind) && store.table(Kind::Group).get(id).is_some() {
        return service.shown(&store, Kind::Group, id, request);
    }
    let Some(record) = store.table(Kind::User).get(id) else {
        return unknown(service, &store, request, id);
    };
    if service.faults.has(Fault::ReportLostWithManager) && departed::lacks_manager(&store, record) {
        return Err(Error::new(404, "there is no such user"));
    }
    if let Some(reply) = service.unchanged(&store, Kind::User, id, request)? {
        return Ok(reply);
    }
    let mut reply = service.shown(&store, Kind::User, id, request)?;
    if service.faults.has(Fault::VersionPerAnswer) {
        let now = jiff::Timestamp::now().as_nanosecond();
        reply = version::replaced(reply, &format!("W/\"{now:x}\""));
    }
    Ok(match reply.body {
        Some(user) if service.faults.has(Fault::GetByIdAsList) => {
            Reply { body: Some(ListResponse::whole(vec![user]).into_json()), ..reply }
        }
        Some(mut user) if service.faults.has(Fault::GetByIdOtherId) => {
            user["id"] = id.to_uppercase().into();
            Reply { body: Some(user), ..reply }
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
    service.demand_offered(Kind::User, Verb::Update)?;
    let sent = request.json(&service.faults)?;
    let mut store = service.write();
    if service.faults.has(Fault::PatchOfDeletedAccepted) && departed::is_buried(&store, id) {
        return Ok(Reply::empty(204));
    }
    let found = service.find_matching(&store, Kind::User, id, request);
    let record = found.map_err(|error| misjudge(service, error))?;
    let old = version::of(&service.faults, &store, Kind::User, record);
    let before = record.body();
    if service.faults.has(Fault::UserGroupsWritten) && join(&mut store, id, &sent) {
        return Ok(Reply::empty(204));
    }
    refuse_second_disable(service, &before, &sent)?;
    let former = service.shown(&store, Kind::User, id, request)?;
    let mut after = before.clone();
    let outcome = patch::user(service, &sent, &mut after);
    if outcome.is_err() && !service.faults.has(Fault::PatchNotAtomic) {
        if service.faults.has(Fault::PatchErrorForeign) && patch::lax::has_unknown_op(&sent) {
            return Ok(Reply::json(400, json!({ "error": "unknown operation" })));
        }
        return outcome.map(|()| Reply::empty(204));
    }
    if !service.faults.has(Fault::PatchUserNameInUseAccepted) {
        service.demand_still_unique(&store, Kind::User, &before, &after)?;
    }
    if outcome.is_ok() {
        demand_still_required(service, &before, &after)?;
    }
    service.demand_terms(Kind::User, Some(&before), &after)?;
    refuse_disable(service, &store, id, &before, &after)?;
    let mut id = id.to_owned();
    if after != before {
        store.table_mut(Kind::User).update(&id, &after);
        id = after_activation(service, &mut store, id, &before, &after);
    } else if service.faults.has(Fault::NoOpTouches) {
        store.table_mut(Kind::User).touch(&id);
    }
    outcome?;
    if service.faults.has(Fault::PatchAnswersEmpty) {
        return Ok(Reply::empty(204));
    }
    let reply = service.shown(&store, Kind::User, &id, request)?;
    let reply = answer_patch(service, &id, reply, former);
    Ok(if service.faults.has(Fault::PatchAnswersOldVersion) { version::replaced(reply, &old) } else { reply })
}

/// Refuses to disable a user whom others have as manager, as a faulty server does.
fn refuse_disable(
    service: &Service,
    store: &Store,
    id: &str,
    before: &Value,
    after: &Value,
) -> Result<(), Error> {
    let disabled = before["active"] == json!(true) && after["active"] == json!(false);
    if disabled && service.faults.has(Fault::ManagerDisableRefused) && is_manager(store, id) {
        return Err(Error::new(409, "the user is the manager of others"));
    }
    Ok(())
}

/// Whether a user has this one as manager.
fn is_manager(store: &Store, id: &str) -> bool {
    let manages = |user: &Value| user[crate::scim::urn::ENTERPRISE_USER]["manager"]["value"] == id;
    store.table(Kind::User).iter().any(|record| manages(&record.body()))
}

/// The answer to a PATCH, which a faulty server cuts or takes from before it.
fn answer_patch(service: &Service, id: &str, mut reply: Reply, former: Reply) -> Reply {
    if service.faults.has(Fault::PatchAnswerStale) {
        return Reply { body: former.body, ..reply };
    }
    if let (true, Some(Value::Object(user))) =
        (service.faults.has(Fault::PatchAnswerPartial), &mut reply.body)
    {
        user.retain(|name, _| ["schemas", "id", "userName", "meta"].contains(&name.as_str()));
    }
    if let (true, Some(body)) = (service.faults.has(Fault::PatchAnswerOtherId), &mut reply.body) {
        body["id"] = id.to_uppercase().into();
    }
    reply
}

/// The error for an unknown id, which a faulty server takes for a wrong request.
fn misjudge(service: &Service, error: Error) -> Error {
    let wrong = error.status == 404 && service.faults.has(Fault::PatchUnknownIdBadRequest);
    if wrong { Error::of(ScimType::InvalidValue, error.detail) } else { error }
}

/// The operations of a PATCH on an attribute, by its path.
fn operations_on<'a>(sent: &'a Value, path: &str) -> impl Iterator<Item = &'a Value> {
    let operations = access::member(sent, "Operations").and_then(Value::as_array).into_iter().flatten();
    operations.filter(move |operation| {
        access::member(operation, "path").and_then(Value::as_str).is_some_and(|own| own == path)
    })
}

/// Adds the user to the groups a PATCH writes among its attributes, as a faulty server does.
fn join(store: &mut Store, id: &str, sent: &Value) -> bool {
    let values = operations_on(sent, "groups").filter_map(|operation| access::member(operation, "value"));
    let groups = values.flat_map(|value| super::members::ids(value).unwrap_or_default());
    let groups: Vec<String> = groups.filter(|group| store.table(Kind::Group).get(group).is_some()).collect();
    for group in &groups {
        store.memberships.add(group, id);
    }
    !groups.is_empty()
}

fn refuse_second_disable(service: &Service, before: &Value, sent: &Value) -> Result<(), Error> {
    let disables = operations_on(sent, "active").any(|operation| {
        access::member(operation, "value").and_then(crate::scim::eval::as_boolean) == Some(false)
    });
    if service.faults.has(Fault::SecondDisableRefused) && disables && before["active"] == json!(false) {
        return Err(Error::new(409, "the user is already disabled"));
    }
    Ok(())
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
        (false, true) if service.faults.has(Fault::RestoreLosesTitle) => {
            let mut bare = after.clone();
            if let Value::Object(bare) = &mut bare {
                bare.shift_remove("title");
            }
            store.table_mut(Kind::User).update(&id, &bare);
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
    service.demand_offered(Kind::User, Verb::Delete)?;
    if service.faults.has(Fault::DeleteNeedsContentType) && !request.has_content_type() {
        return Err(Error::new(415, "Content-Type is missing; send application/scim+json"));
    }
    departed::refuse_headers(service, request)?;
    let keeps = [
        Fault::SecondDeleteAccepted,
        Fault::PatchOfDeletedAccepted,
        Fault::PutOfDeletedRevives,
        Fault::PutCreates,
        Fault::UnknownDeleteServerError,
        Fault::DeletedListed,
        Fault::DeletedIdGone,
        Fault::DeletedIdReadable,
        Fault::UserNameStaysReserved,
        Fault::RecreatedWithOldId,
        Fault::UnknownIdEmpty,
        Fault::UnknownIdServerError,
    ];
    let mut store = service.write();
    if store.table(Kind::User).get(id).is_none()
        && let Some(reply) = departed::delete_nothing(service, departed::is_buried(&store, id))
    {
        return reply;
    }
    let user = service.find_matching(&store, Kind::User, id, request)?;
    let disabled = user.body()["active"] == json!(false);
    if disabled && service.faults.has(Fault::DisabledDeleteNotFound) {
        return Err(Error::new(404, "there is no such user"));
    }
    if disabled && service.faults.has(Fault::DisabledDeleteRefused) && is_manager(&store, id) {
        return Err(Error::new(409, "the user is the manager of others and cannot be deleted"));
    }
    let left = if service.faults.has(Fault::GroupLostWithMember) {
        departed::groups_of(&store, id)
    } else {
        Vec::new()
    };
    store.remove(Kind::User, id, keeps.into_iter().any(|fault| service.faults.has(fault)));
    for group in &left {
        store.memberships.add(group, id);
    }
    if service.faults.has(Fault::DeleteServerError) {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    Ok(Reply::empty(if service.faults.has(Fault::DeleteAccepted) { 202 } else { 204 }))
}
