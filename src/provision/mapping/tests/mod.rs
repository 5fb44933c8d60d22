//! Mappings without and with expressions; snapshots of what goes over the wire.

mod bodies;
mod compare;
mod flows;
mod forms;
mod role_shapes;
mod schema_errors;
mod schema_fixture;
mod suites;

use serde_json::{Map, Value, json};

use super::*;
use crate::entra::Dialect;

/// A user as the directory hands it over.
fn mira() -> Object {
    object(
        Kind::User,
        "7f2c1a90-5be1-4b77-a2f1-4c9d0e1b6a01",
        json!({
            "accountEnabled": true, "userPrincipalName": "mira.solberg@contoso.example",
            "displayName": "Mira Solberg", "givenName": "Mira", "surname": "Solberg",
            "mail": "mira.solberg@contoso.example", "mailNickname": "mira.solberg", "jobTitle": "Tide analyst",
            "department": "Hydrography", "employeeId": "88012", "preferredLanguage": "nb-NO",
            "telephoneNumber": "+47 5500 1122", "mobile": "+47 400 33 445",
            "physicalDeliveryOfficeName": "Pier 4", "streetAddress": "Strandkaien 4", "city": "Bergen",
            "state": "Vestland", "postalCode": "5013", "country": "NO",
            "proxyAddresses": ["SMTP:mira.solberg@contoso.example", "smtp:mira@contoso.example"],
            "extensionAttribute3": "5", "employeeHireDate": "2024-02-01T00:00:00Z",
            "extension_3f1c52b0a9d84e7796d20c4be8a1f733_costCenter": "4130",
        }),
    )
}

fn object(kind: Kind, id: &str, attributes: Value) -> Object {
    let attributes: Map<String, Value> = serde_json::from_value(attributes).unwrap();
    Object {
        kind,
        id: id.into(),
        attributes: attributes.into_iter().collect(),
        manager: None,
        soft_deleted: false,
    }
}

fn around<'a>(object: &'a Object, roles: &'a [AppRole]) -> Surroundings<'a> {
    let now = "2026-03-02T06:00:00Z".parse().unwrap();
    Surroundings { object, roles, is_soft_deleted: false, now, seed: 7 }
}

fn path(text: &str) -> AttributePath {
    text.parse().unwrap()
}

fn row(target: &str, kind: AttributeType, source: Source) -> AttributeMapping {
    AttributeMapping::new(path(target), kind, source)
}

fn direct(target: &str, source: &str) -> AttributeMapping {
    row(target, AttributeType::String, Source::Direct(source.into()))
}

fn constant(target: &str, kind: AttributeType, text: &str) -> AttributeMapping {
    row(target, kind, Source::Constant(text.into()))
}

fn users(attributes: Vec<AttributeMapping>) -> ObjectMapping {
    let actions = Actions { create: true, update: true, delete: true };
    ObjectMapping { kind: Kind::User, attributes, filters: Filters::default(), actions }
}

/// One value of a mapping that is nothing but source and target.
fn flow(target: &str, value: Value) -> Flow {
    Flow {
        target: path(target).into(),
        kind: AttributeType::String,
        value,
        patched: None,
        is_default: false,
        only_on_creation: false,
        only_if_empty: false,
        exact_case: false,
        redacted: false,
        add_only: false,
    }
}

/// The PATCH of a dialect, or nothing where the target shows everything.
fn patch(dialect: Dialect, current: &Value, flows: &[Flow]) -> Option<Value> {
    let changes: Vec<Change> =
        differences(dialect, current, flows).into_iter().map(|difference| difference.change).collect();
    (!changes.is_empty()).then(|| body::patch(dialect, &changes))
}

/// The PATCHes of both dialects side by side, for snapshots.
fn both(current: &Value, flows: &[Flow]) -> Value {
    json!({
        "default": patch(Dialect::Default, current, flows),
        "compliant": patch(Dialect::Compliant, current, flows),
    })
}
