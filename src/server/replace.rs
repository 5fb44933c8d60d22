//! PUT (RFC 7644 §3.5.1): the attributes a client may write become those it sent. What it left out is cleared,
//! read-only attributes are ignored, immutable ones keep the value they have.

use serde_json::{Map, Value};

use super::fault::Fault;
use super::groups;
use super::intake;
use super::members::Edit;
use super::projection::Projection;
use super::reply::{Answer, Reply};
use super::request::Request;
use super::service::Service;
use super::store::{Kind, Store};
use super::terms::Verb;
use super::users;
use crate::scim::patch::OpKind;
use crate::scim::schema::{Attribute, Model, Mutability};
use crate::scim::{Error, Path, ScimType, access};

/// `PUT /Users/{id}`.
pub(super) fn user(service: &Service, request: &Request, id: &str) -> Answer {
    refuse_method(service)?;
    service.demand_offered(Kind::User, Verb::Update)?;
    let sent = request.json(&service.faults)?;
    let mut store = service.write();
    let absent = store.table(Kind::User).get(id).is_none();
    if absent && let Some(reply) = astray(service, &mut store, id, &sent, request) {
        return reply;
    }
    let before = service.find_matching(&store, Kind::User, id, request)?.body();
    refuse_sent(service, &store, id, &sent, &before)?;
    let mut after = read(service.model(Kind::User), &sent, &before)?;
    if !service.faults.has(Fault::PutWithoutNameAccepted) {
        users::demand_required(service, &after)?;
    }
    service.keep_fixed(Kind::User, &before, &mut after);
    service.demand_terms(Kind::User, Some(&before), &after)?;
    users::complete(service, &mut after);
    if !service.faults.has(Fault::PutTakenNameAccepted) {
        service.demand_still_unique(&store, Kind::User, &before, &after)?;
    }
    keep(service, &sent, &before, &mut after);
    if after != before {
        store.table_mut(Kind::User).update(id, &after);
    }
    take(service, &mut store, id, &sent);
    let reply = service.shown(&store, Kind::User, id, request)?;
    Ok(answer(service, &sent, reply))
}

/// A server without PUT.
fn refuse_method(service: &Service) -> Result<(), Error> {
    if service.faults.has(Fault::PutNotOffered) {
        return Err(Error::new(405, "PUT is not allowed; change the resource by PATCH"));
    }
    Ok(())
}

/// What a faulty server does with a PUT to an id that no user has.
fn astray(service: &Service, store: &mut Store, id: &str, sent: &Value, request: &Request) -> Option<Answer> {
    let buried = store.table(Kind::User).buried().any(|record| record.id == id);
    let revives = buried && service.faults.has(Fault::PutOfDeletedRevives);
    if !revives && (buried || !service.faults.has(Fault::PutCreates)) {
        return None;
    }
    let body = match intake::resource(service.model(Kind::User), sent) {
        Ok(body) => body,
        Err(error) => return Some(Err(error)),
    };
    store.table_mut(Kind::User).insert_as(id.to_owned(), &body);
    let reply = service.shown(store, Kind::User, id, request);
    Some(reply.map(|reply| Reply { status: if revives { 200 } else { 201 }, ..reply }))
}

/// Refuses what a strict server takes amiss in a PUT.
fn refuse_sent(
    service: &Service,
    store: &Store,
    id: &str,
    sent: &Value,
    before: &Value,
) -> Result<(), Error> {
    let faults = &service.faults;
    if faults.has(Fault::PutOwnIdRefused) && access::member(sent, "id").is_some() {
        return Err(Error::of(ScimType::InvalidValue, "'id' is not an attribute a client can write"));
    }
    let missing = |name: &&String| *name != "active" && access::member(sent, name).is_none();
    if faults.has(Fault::PutDemandsEverything)
        && let Some(name) = before.as_object().and_then(|before| before.keys().find(missing))
    {
        return Err(Error::of(ScimType::InvalidValue, format!("'{name}' is missing from the request")));
    }
    if faults.has(Fault::PutDifferingMetaRefused) {
        let record = service.find(store, Kind::User, id)?;
        let shown = service.represent(store, Kind::User, record, &Projection::default());
        let created = access::member(sent, "meta").and_then(|meta| access::member(meta, "created"));
        if created.is_some_and(|created| *created != shown["meta"]["created"]) {
            return Err(Error::of(ScimType::Mutability, "'meta' is read-only and must not be changed"));
        }
    }
    Ok(())
}

/// Values a faulty server keeps although the request brings others.
fn keep(service: &Service, sent: &Value, before: &Value, after: &mut Value) {
    let faults = &service.faults;
    for (name, value) in sent.as_object().into_iter().flatten() {
        let kept = match name.as_str() {
            _ if value.is_null() => faults.has(Fault::PutNullKept),
            "externalId" => faults.has(Fault::PutExternalIdKept),
            "title" => faults.has(Fault::PutTitleKept),
            _ => value.as_array().is_some_and(Vec::is_empty) && faults.has(Fault::PutEmptyListKept),
        };
        if let (true, Some(held)) = (kept, before.get(name)) {
            after[name] = held.clone();
        }
    }
}

/// What a faulty server takes from the request although only a server sets it.
fn take(service: &Service, store: &mut Store, id: &str, sent: &Value) {
    let table = store.table_mut(Kind::User);
    if let (true, Some(other)) = (service.faults.has(Fault::PutMovesId), access::id(sent)) {
        table.rename_to(id, &other);
    }
    let created = access::member(sent, "meta").and_then(|meta| access::member(meta, "created"));
    let created = created.and_then(Value::as_str).and_then(|text| text.parse().ok());
    if let (true, Some(created)) = (service.faults.has(Fault::PutTakesCreated), created) {
        table.backdate(id, created);
    }
}

/// The answer as a faulty server gives it.
fn answer(service: &Service, sent: &Value, reply: Reply) -> Reply {
    let faults = &service.faults;
    if faults.has(Fault::PutNoContent) {
        return Reply { status: 204, body: None, ..reply };
    }
    let mut reply = reply;
    for (fault, name) in [(Fault::PutTitleKept, "title"), (Fault::PutPasswordShown, "password")] {
        if let (true, Some(value), Some(body)) =
            (faults.has(fault), access::member(sent, name), &mut reply.body)
            && (name == "password" || body.get(name).is_some())
        {
            body[name] = value.clone();
        }
    }
    reply
}

/// `PUT /Groups/{id}`: the members become those of the request, too.
pub(super) fn group(service: &Service, request: &Request, id: &str) -> Answer {
    refuse_method(service)?;
    service.demand_offered(Kind::Group, Verb::Update)?;
    let mut sent = request.json(&service.faults)?;
    let is_list = access::member(&sent, "members").is_some_and(Value::is_array);
    if let (true, Some(sent)) =
        (service.faults.has(Fault::PutWrongMembersEmpty) && !is_list, sent.as_object_mut())
    {
        sent.shift_remove("members");
    }
    groups::refuse_schemas(service, &sent)?;
    let mut store = service.write();
    let before = service.find_matching(&store, Kind::Group, id, request)?.body();
    let mut after = read(service.model(Kind::Group), &sent, &before)?;
    groups::demand_name(&after)?;
    let listed = after.as_object_mut().and_then(|body| body.shift_remove("members"));
    service.keep_fixed(Kind::Group, &before, &mut after);
    service.demand_terms(Kind::Group, Some(&before), &after)?;
    service.demand_still_unique(&store, Kind::Group, &before, &after)?;
    let mut edit = Edit::new(&store, id, &service.faults);
    let adds = service.faults.has(Fault::PutAddsMembers);
    let kind = if adds { OpKind::Add } else { OpKind::Replace };
    edit.apply(kind, &Path::attribute("members"), listed.as_ref())?;
    let change = edit.into_change();
    groups::commit(&mut store, id, &change, (before != after).then_some(&after));
    service.shown(&store, Kind::Group, id, request)
}

/// The attributes of the request, with the immutable ones of the resource.
fn read(model: &Model, sent: &Value, before: &Value) -> Result<Value, Error> {
    let mut after = intake::resource(model, sent)?;
    keep_immutable(&model.core.attributes, before, &mut after)?;
    for extension in &model.extensions {
        keep_within(&extension.attributes, &extension.id, before, &mut after)?;
    }
    Ok(after)
}

/// Carries immutable values over and refuses other ones. Elements of a multi-valued attribute have no identity
/// by which a changed one could be told from a new one, so they are replaced as they come.
fn keep_immutable(attributes: &[Attribute], before: &Value, after: &mut Value) -> Result<(), Error> {
    for attribute in attributes {
        if attribute.mutability == Mutability::Immutable {
            hold(&attribute.name, before, after)?;
        } else if !attribute.multi_valued {
            keep_within(&attribute.sub_attributes, &attribute.name, before, after)?;
        }
    }
    Ok(())
}

/// The same for the members of an object: a complex attribute, or the container of an extension.
fn keep_within(attributes: &[Attribute], name: &str, before: &Value, after: &mut Value) -> Result<(), Error> {
    let Some(held) = before.get(name) else { return Ok(()) };
    let mut inner = after.get(name).cloned().unwrap_or_else(|| Value::Object(Map::new()));
    keep_immutable(attributes, held, &mut inner)?;
    if let (false, Value::Object(after)) = (inner.as_object().is_none_or(Map::is_empty), after) {
        after.insert(name.to_owned(), inner);
    }
    Ok(())
}

fn hold(name: &str, before: &Value, after: &mut Value) -> Result<(), Error> {
    let Some(held) = before.get(name) else { return Ok(()) };
    match after.get(name) {
        Some(sent) if sent != held => Err(Error::of(
            ScimType::Mutability,
            format!("'{name}' is immutable and has another value already"),
        )),
        _ => {
            after[name] = held.clone();
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::scim::urn;

    fn replaced(before: &Value, mut sent: Value) -> Result<Value, Error> {
        let mut model = Model::user();
        for attribute in &mut model.core.attributes {
            if attribute.name == "title" {
                attribute.mutability = Mutability::Immutable;
            }
            for sub in attribute.sub_attributes.iter_mut().filter(|sub| sub.name == "familyName") {
                sub.mutability = Mutability::Immutable;
            }
        }
        sent["schemas"] = json!([urn::USER]);
        read(&model, &sent, before)
    }

    #[test]
    fn what_is_left_out_is_cleared_unless_it_is_immutable() {
        let before = json!({"userName": "a", "nickName": "n", "title": "t", "name": {"givenName": "A", "familyName": "B"}});
        let after = replaced(&before, json!({"userName": "b", "id": "x", "groups": [{"value": "g"}]}));
        assert_eq!(after, Ok(json!({"userName": "b", "title": "t", "name": {"familyName": "B"}})));
        let same = replaced(&before, json!({"title": "t", "name": {"familyName": "B", "givenName": "C"}}));
        assert_eq!(same, Ok(json!({"title": "t", "name": {"familyName": "B", "givenName": "C"}})));
    }

    #[test]
    fn immutable_values_are_set_once() {
        assert_eq!(replaced(&json!({}), json!({"title": "t"})), Ok(json!({"title": "t"})));
        for sent in [json!({"title": "u"}), json!({"name": {"familyName": "C"}})] {
            let error = replaced(&json!({"title": "t", "name": {"familyName": "B"}}), sent).unwrap_err();
            assert_eq!((error.status, error.scim_type), (400, Some(ScimType::Mutability)));
        }
    }
}
