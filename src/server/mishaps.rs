//! What faulty servers make of a create request, on the way in, in the store, and in the answer.
//!
//! Nothing here is done by a healthy tenant.

use axum::http::header::LOCATION;
use serde_json::{Map, Value};

use super::fault::Fault;
use super::reply::Reply;
use super::service::Service;
use super::store::{Kind, Store};
use crate::scim::{Error, ScimType, access, urn};

/// The request as a faulty server reads it, or its refusal.
pub(super) fn read(service: &Service, sent: &Value) -> Result<Value, Error> {
    refuse(service, sent)?;
    fail(service, sent)?;
    let mut read = sent.clone();
    rewrite(service, sent, &mut read);
    rewrite_active(service, &mut read);
    Ok(read)
}

/// Refusals of what is lawful.
fn refuse(service: &Service, sent: &Value) -> Result<(), Error> {
    let faults = &service.faults;
    let has = |name: &str| access::member(sent, name).is_some();
    let refused = [
        (Fault::MetaDemanded, !has("meta"), "meta.resourceType is missing"),
        (Fault::NullRefused, members(sent).any(|(_, value)| value.is_null()), "null is not a value"),
        (
            Fault::CreateNamesExact,
            sent.get("userName").is_none() && has("userName"),
            "'userName' is required",
        ),
        (Fault::SchemasOrderMatters, first_schema(sent).is_some_and(urn::is_extension), "unexpected schema"),
        (Fault::EmptyEnterpriseRefused, lists_empty_enterprise(sent), "the enterprise extension is missing"),
        (Fault::PrimaryWordRefused, primaries(sent).any(Value::is_string), "'primary' must be a boolean"),
        (
            Fault::ManagerTextRefusedOnCreate,
            manager(sent).is_some_and(Value::is_string),
            "'manager' must be an object",
        ),
        (Fault::ReadOnlyRefused, has("groups"), "'groups' is read-only"),
    ];
    match refused.into_iter().find(|(fault, applies, _)| *applies && faults.has(*fault)) {
        Some((_, _, detail)) => Err(Error::of(ScimType::InvalidValue, detail)),
        None => Ok(()),
    }
}

/// Requests on which the handler throws.
fn fail(service: &Service, sent: &Value) -> Result<(), Error> {
    let model = service.model(Kind::User);
    let is_unknown =
        |name: &str| !name.starts_with("urn:") && model.find(&crate::scim::Path::attribute(name)).is_err();
    let undeclared = |name: &str| urn::is_extension(name) && model.extension(name).is_none();
    let mistyped = access::member(sent, "emails").is_some_and(Value::is_string);
    let failed = [
        (Fault::UnknownAttributeServerError, members(sent).any(|(name, _)| is_unknown(name))),
        (Fault::UndeclaredUrnServerError, members(sent).any(|(name, _)| undeclared(name))),
        (Fault::WrongTypeServerError, mistyped),
    ];
    if failed.into_iter().any(|(fault, applies)| applies && service.faults.has(fault)) {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    Ok(())
}

fn rewrite(service: &Service, sent: &Value, read: &mut Value) {
    let faults = &service.faults;
    let name = |path: &str| access::member(sent, path).cloned();
    if faults.has(Fault::MissingSchemasAccepted) && name("schemas").is_none() {
        read["schemas"] = vec![urn::USER].into();
    }
    let is_group = first_schema(sent).is_some_and(|schema| urn::same(schema, urn::GROUP));
    let nameless = name("userName").is_none();
    if nameless && (faults.has(Fault::UserNameMadeUp) || is_group && faults.has(Fault::KindBySchemas)) {
        let made_up = name("displayName").or_else(|| name("externalId")).unwrap_or_default();
        read["userName"] = made_up;
    }
    if let (true, Value::Object(read)) = (keeps_emails(service, sent), &mut *read) {
        read.retain(|name, _| !name.eq_ignore_ascii_case("emails"));
    }
    let listed = access::member(sent, "schemas").and_then(Value::as_array).cloned().unwrap_or_default();
    let is_listed = |name: &str| listed.iter().filter_map(Value::as_str).any(|id| urn::same(id, name));
    if let (true, Value::Object(read)) = (faults.has(Fault::UnlistedUrnIgnored), read) {
        let needed =
            |name: &str| service.policy.required.iter().any(|path| path.urn.as_deref() == Some(name));
        read.retain(|name, _| !urn::is_extension(name) || is_listed(name) || needed(name));
    }
}

fn rewrite_active(service: &Service, read: &mut Value) {
    let Some(active) = read.get_mut("active") else { return };
    let is_word = active.as_str().is_some_and(|word| !word.is_empty());
    if service.faults.has(Fault::ActiveWordTruthy) && is_word
        || service.faults.has(Fault::InactiveCreatedActive)
    {
        *active = true.into();
    }
}

/// Whether the e-mail addresses are stored as they came.
fn keeps_emails(service: &Service, sent: &Value) -> bool {
    let emails = access::member(sent, "emails");
    let mistyped = emails.is_some_and(Value::is_string);
    let primary = primaries(sent).filter(|value| **value == Value::Bool(true)).count();
    mistyped && service.faults.has(Fault::WrongTypeStored)
        || primary > 1 && service.faults.has(Fault::SeveralPrimariesKept)
        || emails.is_some_and(has_repetition) && service.faults.has(Fault::DuplicateValuesKept)
}

/// Whether a list holds a type and value twice.
fn has_repetition(list: &Value) -> bool {
    let keys = list.as_array().into_iter().flatten().map(|item| (&item["type"], &item["value"]));
    let keys: Vec<_> = keys.collect();
    (1..keys.len()).any(|at| keys[..at].contains(&keys[at]))
}

/// Keeps what a faulty server keeps of the request beside what it read.
pub(super) fn keep(service: &Service, sent: &Value, body: &mut Value) {
    let faults = &service.faults;
    if keeps_emails(service, sent) {
        body["emails"] = access::member(sent, "emails").cloned().unwrap_or_default();
    }
    for (fault, name) in [(Fault::ClientMetaKept, "meta"), (Fault::ClientGroupsKept, "groups")] {
        if let (true, Some(value)) = (faults.has(fault), sent.get(name)) {
            body[name] = value.clone();
        }
    }
    let nothing = [(Fault::NullsStoredAsText, "null"), (Fault::NullsStoredAsEmptyText, "")];
    for (_, text) in nothing.into_iter().filter(|(fault, _)| faults.has(*fault)) {
        for (name, _) in members(sent).filter(|(_, value)| value.is_null()) {
            body[name.as_str()] = text.into();
        }
    }
    if faults.has(Fault::ExternalIdInvented) && body.get("externalId").is_none() {
        body["externalId"] = format!("auto-{}", body["userName"].as_str().unwrap_or_default()).into();
    }
    keep_name(service, sent, body);
}

fn keep_name(service: &Service, sent: &Value, body: &mut Value) {
    const COLUMN: usize = 128;
    if service.faults.has(Fault::EmptyUserNameStored) && sent.get("userName") == Some(&Value::from("")) {
        body["userName"] = "".into();
    }
    if let (true, Some(name)) = (service.faults.has(Fault::LongUserNameTruncated), body["userName"].as_str())
    {
        body["userName"] = name.chars().take(COLUMN).collect::<String>().into();
    }
}

/// What a faulty server does about a create that meets what is there already.
pub(super) fn meet(service: &Service, store: &mut Store, body: &Value) -> Result<(), Error> {
    let faults = &service.faults;
    let unknown = manager(body).and_then(|manager| manager.get("value")?.as_str());
    if let (true, Some(id)) = (faults.has(Fault::UnknownManagerServerError), unknown)
        && store.table(Kind::User).get(id).is_none()
    {
        return Err(Error::new(500, "an unexpected error occurred"));
    }
    let of = |name: &str| body[name].as_str().unwrap_or_default();
    let table = store.table(Kind::User);
    if faults.has(Fault::SharedExternalIdRefused) && !table.having("externalId", of("externalId")).is_empty()
    {
        return Err(Error::of(ScimType::Uniqueness, "externalId is taken by another User"));
    }
    let first = table.having("userName", of("userName")).first().map(|record| record.id.clone());
    if let (true, Some(id)) = (faults.has(Fault::DuplicateOverwrites), first) {
        store.table_mut(Kind::User).update(&id, body);
    }
    Ok(())
}

/// The answer to a create as a faulty server gives it.
pub(super) fn answer(service: &Service, sent: &Value, mut reply: Reply) -> Reply {
    let faults = &service.faults;
    if faults.has(Fault::CreateWithoutLocation) {
        reply.headers.retain(|(name, _)| name != LOCATION);
    }
    for (_, value) in reply.headers.iter_mut().filter(|(name, _)| name == LOCATION) {
        if faults.has(Fault::LocationHeaderElsewhere) {
            *value = value.replace(&service.base_url, "http://scim.internal:8080");
        }
    }
    if let Some(Value::Object(body)) = &mut reply.body {
        disfigure(service, sent, body);
    }
    reply
}

fn disfigure(service: &Service, sent: &Value, body: &mut Map<String, Value>) {
    let faults = &service.faults;
    if let (true, Some(schemas)) = (faults.has(Fault::SchemasEchoed), sent.get("schemas")) {
        body.insert("schemas".into(), schemas.clone());
    }
    if faults.has(Fault::DefaultsMissingInAnswer) && sent.get("active").is_none() {
        body.shift_remove("active");
    }
    if faults.has(Fault::UnknownAttributeEchoed) {
        let known = body.keys().cloned().collect::<Vec<_>>();
        let model = service.model(Kind::User);
        let unknown = |name: &str| {
            !name.starts_with("urn:") && model.find(&crate::scim::Path::attribute(name)).is_err()
        };
        let further = members(sent).filter(|(name, _)| unknown(name) && !known.contains(name));
        body.extend(further.map(|(name, value)| (name.clone(), value.clone())));
    }
}

fn members(sent: &Value) -> impl Iterator<Item = (&String, &Value)> {
    sent.as_object().into_iter().flatten()
}

fn first_schema(sent: &Value) -> Option<&str> {
    sent.get("schemas")?.get(0)?.as_str()
}

fn lists_empty_enterprise(sent: &Value) -> bool {
    let listed = access::member(sent, "schemas").and_then(Value::as_array).into_iter().flatten();
    let mut listed = listed.filter_map(Value::as_str);
    listed.any(|id| urn::same(id, urn::ENTERPRISE_USER))
        && access::member(sent, urn::ENTERPRISE_USER).is_none()
}

fn primaries(sent: &Value) -> impl Iterator<Item = &Value> {
    let emails = access::member(sent, "emails").and_then(Value::as_array).into_iter().flatten();
    emails.filter_map(|email| access::member(email, "primary"))
}

fn manager(body: &Value) -> Option<&Value> {
    access::member(body, urn::ENTERPRISE_USER).and_then(|container| access::member(container, "manager"))
}
