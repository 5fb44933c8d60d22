//! PUT (RFC 7644 §3.5.1): the attributes a client may write become those it sent. What it left out is cleared,
//! read-only attributes are ignored, immutable ones keep the value they have.

use serde_json::{Map, Value};

use super::groups;
use super::intake;
use super::members::Edit;
use super::reply::Answer;
use super::request::Request;
use super::service::Service;
use super::store::Kind;
use super::users;
use crate::scim::patch::OpKind;
use crate::scim::schema::{Attribute, Model, Mutability};
use crate::scim::{Error, Path, ScimType};

/// `PUT /Users/{id}`.
pub(super) fn user(service: &Service, request: &Request, id: &str) -> Answer {
    let sent = request.json(&service.faults)?;
    let mut store = service.write();
    let before = service.find_matching(&store, Kind::User, id, request)?.body();
    let mut after = read(service.model(Kind::User), &sent, &before)?;
    users::demand_required(service, &after)?;
    users::complete(service, &mut after);
    service.demand_still_unique(&store, Kind::User, &before, &after)?;
    if after != before {
        store.table_mut(Kind::User).update(id, &after);
    }
    service.shown(&store, Kind::User, id, request)
}

/// `PUT /Groups/{id}`: the members become those of the request, too.
pub(super) fn group(service: &Service, request: &Request, id: &str) -> Answer {
    let sent = request.json(&service.faults)?;
    groups::refuse_schemas(service, &sent)?;
    let mut store = service.write();
    let before = service.find_matching(&store, Kind::Group, id, request)?.body();
    let mut after = read(service.model(Kind::Group), &sent, &before)?;
    groups::demand_name(&after)?;
    let listed = after.as_object_mut().and_then(|body| body.shift_remove("members"));
    service.demand_still_unique(&store, Kind::Group, &before, &after)?;
    let mut edit = Edit::new(&store, id, &service.faults);
    edit.apply(OpKind::Replace, &Path::attribute("members"), listed.as_ref())?;
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
            keep(&attribute.name, before, after)?;
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

fn keep(name: &str, before: &Value, after: &mut Value) -> Result<(), Error> {
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
