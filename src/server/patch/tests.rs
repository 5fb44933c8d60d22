//! PATCH semantics: what the resource was, what was sent, what it becomes.

use serde_json::{Value, json};

use crate::scim::urn::{ENTERPRISE_USER, PATCH_OP, USER};
use crate::scim::{Error, ScimType};
use crate::server::service::Service;
use crate::server::{Fault, FaultSet, Options};

fn service(faults: FaultSet) -> Service {
    Service::new("http://127.0.0.1:1/scim/v2".into(), Options { faults, ..Options::default() })
}

fn patched_by(faults: FaultSet, before: &Value, operations: &Value) -> Result<Value, Error> {
    let mut body = before.clone();
    let sent = json!({"schemas": [PATCH_OP], "Operations": operations});
    super::user(&service(faults), &sent, &mut body)?;
    Ok(body)
}

fn patched(before: &Value, operations: &Value) -> Result<Value, Error> {
    patched_by(FaultSet::default(), before, operations)
}

/// Checks rows of body before, operations, body after.
fn table(rows: &[(Value, Value, Value)]) {
    for (before, operations, after) in rows {
        assert_eq!(patched(before, operations).as_ref(), Ok(after), "{operations}");
    }
}

fn replace(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "Replace", "path": path, "value": value.into()})
}

fn add(path: &str, value: impl Into<Value>) -> Value {
    json!({"op": "Add", "path": path, "value": value.into()})
}

fn remove(path: &str) -> Value {
    json!({"op": "Remove", "path": path})
}

#[test]
fn single_values() {
    table(&[
        (json!({"title": "a"}), json!([replace("title", "b")]), json!({"title": "b"})),
        (json!({}), json!([add("TITLE", "b")]), json!({"title": "b"})),
        (json!({"title": "a"}), json!([replace("title", "")]), json!({})),
        (json!({"title": "a"}), json!([replace("title", Value::Null)]), json!({})),
        (json!({"title": "a"}), json!([remove("title")]), json!({})),
        (json!({"title": "a"}), json!([remove("nickName")]), json!({"title": "a"})),
        (json!({"title": "a"}), json!([replace(&format!("{USER}:title"), "b")]), json!({"title": "b"})),
        (json!({"active": true}), json!([replace("active", "False")]), json!({"active": false})),
        (json!({"active": false}), json!([replace("active", "tRUE")]), json!({"active": true})),
        (json!({"active": true}), json!([replace("active", false)]), json!({"active": false})),
        (
            json!({"name": {"givenName": "A", "familyName": "B"}}),
            json!([replace("name.familyName", "C")]),
            json!({"name": {"givenName": "A", "familyName": "C"}}),
        ),
        (json!({"name": {"givenName": "A"}}), json!([remove("name.givenName")]), json!({})),
        (
            json!({"name": {"givenName": "A", "familyName": "B"}}),
            json!([replace("name", json!({"familyName": null, "FORMATTED": "X"}))]),
            json!({"name": {"givenName": "A", "formatted": "X"}}),
        ),
        (
            json!({(ENTERPRISE_USER): {"department": "A"}}),
            json!([
                replace(&format!("{ENTERPRISE_USER}:department"), "B"),
                add(&format!("{ENTERPRISE_USER}:division"), "C")
            ]),
            json!({(ENTERPRISE_USER): {"department": "B", "division": "C"}}),
        ),
        (
            json!({(ENTERPRISE_USER): {"department": "A"}}),
            json!([remove(&format!("{ENTERPRISE_USER}:department"))]),
            json!({}),
        ),
        (json!({(ENTERPRISE_USER): {"department": "A"}}), json!([remove(ENTERPRISE_USER)]), json!({})),
    ]);
}

#[test]
fn operations_without_path() {
    let keys = json!({
        "displayName": "A B",
        "NAME.familyName": "B",
        "emails[type eq \"work\"].value": "a@x",
        (format!("{ENTERPRISE_USER}:employeeNumber")): "7",
        (ENTERPRISE_USER): {"department": "D", "manager": {"value": "m"}},
        "schemas": [USER],
    });
    let after = json!({
        "displayName": "A B",
        "name": {"givenName": "A", "familyName": "B"},
        "emails": [{"type": "work", "value": "a@x"}],
        (ENTERPRISE_USER): {"employeeNumber": "7", "department": "D", "manager": {"value": "m"}},
    });
    let before = json!({"displayName": "x", "name": {"givenName": "A"}});
    for op in ["add", "replace"] {
        assert_eq!(patched(&before, &json!([{"op": op, "value": keys}])), Ok(after.clone()), "{op}");
    }
    table(&[
        (json!({}), json!([{"op": "add", "value": {(USER): {"title": "a"}}}]), json!({"title": "a"})),
        (json!({}), json!([{"op": "add", "path": USER, "value": {"title": "a"}}]), json!({"title": "a"})),
        (
            json!({"title": "a"}),
            json!([{"op": "replace", "value": {"title": "b", "nickName": null, "active": "False"}}, replace("name.givenName", "A")]),
            json!({"title": "b", "active": false, "name": {"givenName": "A"}}),
        ),
        (
            json!({"emails": [{"type": "work", "value": "a", "primary": true}]}),
            json!([{"op": "replace", "value": {"emails.value": "b"}}]),
            json!({"emails": [{"type": "work", "value": "b", "primary": true}]}),
        ),
    ]);
}

#[test]
fn value_filters() {
    let two = json!({"emails": [{"type": "work", "value": "a"}, {"type": "home", "value": "b"}]});
    table(&[
        (
            two.clone(),
            json!([replace("emails[type eq \"work\"].value", "c")]),
            json!({"emails": [{"type": "work", "value": "c"}, {"type": "home", "value": "b"}]}),
        ),
        (
            two.clone(),
            json!([add("emails[Type eq \"OTHER\"].Value", "c")]),
            json!({"emails": [{"type": "work", "value": "a"}, {"type": "home", "value": "b"}, {"type": "OTHER", "value": "c"}]}),
        ),
        (
            two.clone(),
            json!([remove("emails[type eq \"work\"]")]),
            json!({"emails": [{"type": "home", "value": "b"}]}),
        ),
        (
            two.clone(),
            json!([remove("emails[type eq \"work\"].value")]),
            json!({"emails": [{"type": "home", "value": "b"}]}),
        ),
        (
            two.clone(),
            json!([replace("emails[type eq \"work\"].value", "")]),
            json!({"emails": [{"type": "home", "value": "b"}]}),
        ),
        (
            two.clone(),
            json!([remove("emails[type eq \"fax\"]"), remove("emails[type eq \"fax\"].value")]),
            two.clone(),
        ),
        (
            two.clone(),
            json!([replace("emails[type eq \"work\"]", json!({"value": "c"}))]),
            json!({"emails": [{"type": "work", "value": "c"}, {"type": "home", "value": "b"}]}),
        ),
        (
            json!({}),
            json!([
                add("addresses[type eq \"work\"].locality", "Bergen"),
                replace("addresses[type eq \"work\"].region", "Vestland"),
                add("addresses[type eq \"work\"].country", "NO")
            ]),
            json!({"addresses": [{"type": "work", "locality": "Bergen", "region": "Vestland", "country": "NO"}]}),
        ),
        (
            json!({}),
            json!([
                add("roles[primary eq \"True\"].value", "a"),
                replace("roles[primary eq \"true\"].display", "A")
            ]),
            json!({"roles": [{"primary": true, "value": "a", "display": "A"}]}),
        ),
        (
            json!({}),
            json!([
                add("roles[primary eq \"True\"].display", "A"),
                add("roles[primary eq \"True\"].value", "a")
            ]),
            json!({"roles": [{"primary": true, "display": "A", "value": "a"}]}),
        ),
        (
            two.clone(),
            json!([replace("emails[type eq \"home\"].primary", "True")]),
            json!({"emails": [{"type": "work", "value": "a"}, {"type": "home", "value": "b", "primary": true}]}),
        ),
    ]);
}

#[test]
fn lists() {
    let one = json!({"emails": [{"type": "work", "value": "a", "primary": true}]});
    table(&[
        (
            one.clone(),
            json!([add("emails", json!([{"type": "home", "value": "b", "primary": "True"}]))]),
            json!({"emails": [
                {"type": "work", "value": "a", "primary": false},
                {"type": "home", "value": "b", "primary": true},
            ]}),
        ),
        (one.clone(), json!([add("emails", json!([{"type": "work", "value": "a"}]))]), one.clone()),
        (
            one.clone(),
            json!([replace("emails", json!([{"value": "c"}]))]),
            json!({"emails": [{"value": "c"}]}),
        ),
        (one.clone(), json!([replace("emails", json!([]))]), json!({})),
        (one.clone(), json!([{"op": "remove", "path": "emails", "value": [{"value": "b"}]}]), one.clone()),
        (one.clone(), json!([{"op": "remove", "path": "emails", "value": [{"value": "a"}]}]), json!({})),
        (one.clone(), json!([remove("emails")]), json!({})),
        (
            json!({}),
            json!([add(
                "roles",
                json!([{"value": "{\"id\":\"1\",\"value\":\"pilot\",\"displayName\":\"Pilot\"}"}])
            )]),
            json!({"roles": [{"value": "pilot", "display": "Pilot"}]}),
        ),
        (
            json!({"roles": [{"value": "guest"}]}),
            json!([replace("roles", json!([{"primary": false, "display": "Pilot", "value": "pilot"}]))]),
            json!({"roles": [{"primary": false, "display": "Pilot", "value": "pilot"}]}),
        ),
    ]);
}

#[test]
fn managers() {
    let qualified = format!("{ENTERPRISE_USER}:manager");
    let set = json!({(ENTERPRISE_USER): {"manager": {"value": "m"}}});
    for path in ["manager", &qualified] {
        for value in [json!("m"), json!({"value": "m"}), json!([{"value": "m"}])] {
            assert_eq!(patched(&json!({}), &json!([add(path, value)])), Ok(set.clone()), "{path}");
        }
        for value in [json!(""), json!({"value": ""}), Value::Null] {
            assert_eq!(patched(&set, &json!([replace(path, value)])), Ok(json!({})), "{path}");
        }
        assert_eq!(patched(&set, &json!([remove(path)])), Ok(json!({})));
    }
    assert_eq!(patched(&json!({}), &json!([add(&format!("{qualified}.value"), "m")])), Ok(set.clone()));
    let with_address =
        patched(&json!({}), &json!([add("manager", json!([{"$ref": "http://x/m", "value": "m"}]))]));
    assert_eq!(with_address.unwrap()[ENTERPRISE_USER]["manager"]["value"], "m");
}

#[test]
fn undeclared_extensions_are_kept_as_they_are() {
    let urn = "urn:ietf:params:scim:schemas:extension:Tern:2.0:User";
    table(&[
        (json!({}), json!([add(&format!("{urn}:badge"), "gold")]), json!({(urn): {"badge": "gold"}})),
        (
            json!({}),
            json!([{"op": "add", "value": {(urn): {"badge": "gold"}}}]),
            json!({(urn): {"badge": "gold"}}),
        ),
        (
            json!({(urn): {"badge": "gold", "x": 1}}),
            json!([replace(&format!("{urn}:Badge"), "")]),
            json!({(urn): {"x": 1}}),
        ),
        (json!({(urn): {"badge": "gold"}}), json!([remove(&format!("{urn}:badge"))]), json!({})),
    ]);
}

#[test]
fn refusals() {
    let user = json!({"userName": "x"});
    for (operation, expected) in [
        (replace("id", "1"), ScimType::Mutability),
        (replace("meta.created", "1"), ScimType::Mutability),
        (add("groups", json!([{"value": "g"}])), ScimType::Mutability),
        (json!({"op": "replace", "value": {"id": "1"}}), ScimType::Mutability),
        (remove("userName"), ScimType::Mutability),
        (replace("userName", ""), ScimType::InvalidValue),
        (replace("userName", Value::Null), ScimType::InvalidValue),
        (replace("favouriteColour", "blue"), ScimType::InvalidPath),
        (replace("name.first", "x"), ScimType::InvalidPath),
        (replace("title[type eq \"work\"]", "x"), ScimType::InvalidFilter),
        (replace("title", 3), ScimType::InvalidValue),
        (replace("active", "perhaps"), ScimType::InvalidValue),
        (
            replace("emails", json!([{"value": "a", "primary": true}, {"value": "b", "primary": true}])),
            ScimType::InvalidValue,
        ),
        (replace("emails[type sw \"w\"].value", "x"), ScimType::NoTarget),
        (json!({"op": "add", "value": {"no way": "x"}}), ScimType::InvalidPath),
        (replace(USER, "x"), ScimType::InvalidPath),
        (replace("example:badge", "x"), ScimType::InvalidPath),
    ] {
        let error = patched(&user, &json!([operation])).unwrap_err();
        assert_eq!(error.scim_type, Some(expected), "{operation}: {}", error.detail);
    }
}

#[test]
fn the_same_patch_twice_changes_nothing_more() {
    let operations = json!([
        add("emails[type eq \"work\"].value", "a"),
        add("roles", json!([{"value": "pilot", "display": "Pilot"}])),
        {"op": "add", "value": {"phoneNumbers": [{"type": "work", "value": "+47 1"}]}},
    ]);
    let once = patched(&json!({}), &operations).unwrap();
    assert_eq!(patched(&once, &operations), Ok(once.clone()));
}

#[test]
fn faults_stay_in_their_place() {
    let two = json!({"emails": [{"type": "work", "value": "a"}, {"type": "home", "value": "b"}]});
    let faulty =
        |fault: Fault, before: &Value, operations: &Value| patched_by(fault.into(), before, operations);
    assert_eq!(
        faulty(Fault::OtherElementsDropped, &two, &json!([replace("emails[type eq \"work\"].value", "c")])),
        Ok(json!({"emails": [{"type": "work", "value": "c"}]}))
    );
    assert_eq!(
        faulty(
            Fault::ElementPerOperation,
            &json!({}),
            &json!([
                add("addresses[type eq \"work\"].locality", "L"),
                add("addresses[type eq \"work\"].region", "R"),
            ])
        ),
        Ok(json!({"addresses": [{"type": "work", "locality": "L"}, {"type": "work", "region": "R"}]}))
    );
    assert_eq!(
        faulty(
            Fault::NoPathMixedIgnored,
            &json!({}),
            &json!([{"op": "add", "value": {"title": "a"}}, add("nickName", "b")])
        ),
        Ok(json!({"nickName": "b"}))
    );
    assert!(
        faulty(Fault::UrnPathRefused, &json!({}), &json!([add(&format!("{ENTERPRISE_USER}:division"), "x")]))
            .is_err()
    );
    assert!(
        faulty(
            Fault::UrnPathRefused,
            &json!({}),
            &json!([{"op": "add", "value": {(format!("{ENTERPRISE_USER}:division")): "x"}}])
        )
        .is_ok()
    );
    assert!(
        faulty(Fault::ValueFilterAddNoTarget, &two, &json!([add("emails[type eq \"other\"].value", "x")]))
            .is_err()
    );
    assert!(
        faulty(
            Fault::ValueFilterAddNoTarget,
            &two,
            &json!([replace("emails[type eq \"other\"].value", "x")])
        )
        .is_ok()
    );
}
