//! Creates that are lawful and unusual: read-only attributes, nulls, unknown names, other spellings.

use serde_json::{Value, json};

use super::super::Teller;
use super::{WORK_EMAIL, address, create};
use crate::entra::step::Storyline;
use crate::scim::{access, urn};
use crate::suite::{Attribute, AttributeType};

/// A client that states what only the server can know.
pub(super) fn claims(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    body["id"] = json!(format!("chosen-{}", teller.planner.guid));
    body["meta"] = json!({
        "resourceType": "User",
        "created": "1999-12-31T23:59:59Z",
        "lastModified": "1999-12-31T23:59:59Z",
        "location": "https://example.com/elsewhere",
        "version": "W/\"chosen\"",
    });
    body["groups"] = json!([{ "value": teller.planner.guid, "display": "Harbour masters" }]);
    create(&mut story, teller, "create/claims", person, "claims", body);
    story
}

/// Explicit nulls and empty lists for attributes the suite lists and does not require.
pub(super) fn nulls(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    let mut empty = 0;
    for attribute in &teller.planner.suite.user.attributes {
        if let Some(value) = nothing_for(attribute) {
            access::put(&mut body, attribute.target().path(), value);
            empty += 1;
        }
    }
    create(&mut story, teller, "create/nulls", person, "nulls", body);
    if empty == 0 {
        story.left_out("the suite lists no text that may be left without a value")
    } else {
        story
    }
}

/// What stands for "no value"; only for attributes at the top level, so that nothing else of a value is lost.
fn nothing_for(attribute: &Attribute) -> Option<Value> {
    let path = attribute.target().path();
    let plain = path.urn.is_none() && path.filter.is_none() && attribute.required != Some(true);
    let reserved = ["userName", "externalId", "active"].iter().any(|name| attribute.target().same(name));
    match attribute.kind {
        _ if !plain || reserved => None,
        AttributeType::Complex => Some(json!([])),
        AttributeType::String => Some(Value::Null),
        _ => None,
    }
}

/// Attributes no schema has.
pub(super) fn unknown(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    body["favouriteTide"] = json!("spring");
    create(&mut story, teller, "create/unknown-attribute", person, "unknown", body);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    if let Some((_, name)) = body.as_object_mut().and_then(|body| body.shift_remove_entry("userName")) {
        body["USERNAME"] = name;
    }
    create(&mut story, teller, "create/names-case", person, "cased", body);
    story
}

/// Elements of a multi-valued attribute that are more, or less, than they should be.
pub(super) fn values(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let emails = |person: usize, list: &dyn Fn(Value, Value) -> Value| {
        let mut body = teller.user(person, &[]);
        body["emails"] = list(address(teller, person, "quay"), address(teller, person, "pier"));
        body
    };
    let mut tell = |id: &str, capture: &'static str, list: &dyn Fn(Value, Value) -> Value| {
        let person = teller.planner.person();
        create(&mut story, teller, id, person, capture, emails(person, list));
    };
    tell(
        "create/two-primaries",
        "primaries",
        &|one, two| json!([{"value": one, "type": "work", "primary": true}, {"value": two, "type": "home", "primary": true}]),
    );
    tell(
        "create/same-twice",
        "same",
        &|one, _| json!([{"value": one, "type": "work", "primary": true}, {"value": one, "type": "work"}]),
    );
    tell("create/primary-word", "word", &|one, _| json!([{"value": one, "type": "work", "primary": "True"}]));
    match teller.unlisted(&[WORK_EMAIL]) {
        Some(reason) => story.left_out(&reason),
        None => story,
    }
}

/// The schemas in another order: it means nothing.
pub(super) fn reversed(teller: &Teller) -> Storyline {
    let mut story = Storyline::new(None);
    let person = teller.planner.person();
    let mut body = teller.user(person, &[]);
    body["schemas"] = json!([urn::ENTERPRISE_USER, urn::USER]);
    create(&mut story, teller, "create/schemas-reversed", person, "reversed", body);
    if teller.planner.suite.has_enterprise() {
        story
    } else {
        story.left_out("the suite lists no attribute of the enterprise extension")
    }
}
