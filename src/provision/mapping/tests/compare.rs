use proptest::prelude::*;

use super::*;

fn flows() -> Vec<Flow> {
    let kinds = |flow: Flow, kind| Flow { kind, ..flow };
    vec![
        flow("userName", json!("mira.berg@contoso.example")),
        flow("externalId", json!("mira.berg")),
        kinds(flow("active", json!(false)), AttributeType::Boolean),
        flow("name.familyName", json!("Berg")),
        flow("emails[type eq \"work\"].value", json!("mira.berg@contoso.example")),
        flow("phoneNumbers[type eq \"mobile\"].value", json!("+47 400 99 887")),
        flow("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber", json!("88013")),
        flow("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", json!("Harbour")),
    ]
}

#[test]
fn what_differs_is_sent_as_each_dialect_writes_it() {
    let current = json!({
        "id": "u-7c1e", "userName": "mira.solberg@contoso.example", "externalId": "mira.solberg", "active": true,
        "name": {"givenName": "Mira", "familyName": "Solberg"},
        "emails": [{"type": "work", "value": "mira.solberg@contoso.example", "primary": true}],
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "88012"},
    });
    insta::assert_json_snapshot!("update_user", both(&current, &flows()));
}

#[test]
fn one_change_has_its_path_in_both_dialects() {
    let active = Flow { kind: AttributeType::Boolean, ..flow("active", json!(false)) };
    insta::assert_json_snapshot!("disable_user", both(&json!({"active": true}), &[active]));
}

#[test]
fn nothing_is_sent_when_nothing_differs_but_habits() {
    let current = json!({
        "USERNAME": "Mira.Berg@contoso.example", "externalID": "MIRA.BERG", "Active": "false",
        "name": {"FamilyName": "BERG"},
        "emails": [{"type": "home", "value": "x"}, {"type": "Work", "Value": "mira.berg@contoso.example"}],
        "phoneNumbers": [{"value": "+47 400 99 887", "type": "mobile", "primary": true}],
        "URN:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": 88013, "department": "harbour"},
    });
    assert_eq!(differences(Dialect::Default, &current, &flows()), []);
}

#[test]
fn letter_case_counts_where_the_mapping_is_exact() {
    let exact = Flow { exact_case: true, ..flow("nickName", json!("mira")) };
    assert_eq!(
        differences(Dialect::Default, &json!({"nickName": "Mira"}), std::slice::from_ref(&exact)).len(),
        1
    );
    assert_eq!(differences(Dialect::Default, &json!({"nickName": "mira"}), &[exact]).len(), 0);
}

#[test]
fn empty_values_of_the_target_are_none() {
    for shown in [json!({}), json!({"title": null}), json!({"title": ""}), json!({"title": []})] {
        let found = differences(Dialect::Default, &shown, &[flow("title", json!("Pilot"))]);
        assert!(!found[0].change.exists, "{shown}");
        assert_eq!(differences(Dialect::Default, &shown, &[flow("title", json!(""))]), [], "{shown}");
    }
    let cleared = differences(Dialect::Default, &json!({"title": "Pilot"}), &[flow("title", json!(""))]);
    assert!(cleared[0].change.exists);
}

#[test]
fn the_log_hears_old_and_new_unless_redacted() {
    let current = json!({"title": "Deckhand", "active": true});
    let title = flow("title", json!("Pilot"));
    let found = differences(Dialect::Default, &current, &[title.clone(), flow("active", json!(false))]);
    assert_eq!((found[0].old.as_deref(), found[0].new.as_deref()), (Some("Deckhand"), Some("Pilot")));
    assert_eq!((found[1].old.as_deref(), found[1].new.as_deref()), (Some("True"), Some("False")));
    let found = differences(Dialect::Default, &current, &[Flow { redacted: true, ..title }]);
    assert_eq!((found[0].old.as_deref(), found[0].new.as_deref()), (Some("[Redact]"), Some("[Redact]")));
    assert_eq!(found[0].change.value, "Pilot");
}

#[test]
fn creation_only_and_only_if_empty() {
    let created = Flow { only_on_creation: true, ..flow("nickName", json!("mira")) };
    assert_eq!(differences(Dialect::Default, &json!({}), &[created]), []);
    let first = Flow { only_if_empty: true, ..flow("nickName", json!("mira")) };
    assert_eq!(differences(Dialect::Default, &json!({"nickName": "m"}), std::slice::from_ref(&first)), []);
    assert_eq!(differences(Dialect::Default, &json!({}), &[first]).len(), 1);
}

#[test]
fn lists_are_sets() {
    let wanted = flow("tags", json!(["a", "b"]));
    let changed = |shown: Value| {
        let found = differences(Dialect::Default, &json!({"tags": shown}), std::slice::from_ref(&wanted));
        found.into_iter().next().map(|found| (found.change.exists, found.change.value))
    };
    assert_eq!(changed(json!(["B", "a"])), None);
    assert_eq!(changed(json!([{"value": "b"}, {"value": "a"}])), None);
    assert_eq!(changed(json!(["a", "b", "c"])), Some((true, json!(["a", "b"]))));
    assert_eq!(changed(json!(["a"])), Some((true, json!(["a", "b"]))));
    assert_eq!(changed(json!([])), Some((false, json!(["a", "b"]))));
    let added = Flow { add_only: true, ..wanted.clone() };
    let found = differences(Dialect::Default, &json!({"tags": ["b", "c"]}), &[added]);
    assert_eq!((found[0].change.exists, &found[0].change.value), (false, &json!(["a"])));
}

#[test]
fn points_in_time_compare_as_such() {
    let hired = Flow { kind: AttributeType::DateTime, ..flow("hired", json!("2024-02-01T00:00:00Z")) };
    let shown = json!({"hired": "2024-02-01T01:00:00.000+01:00"});
    assert_eq!(differences(Dialect::Default, &shown, &[hired]), []);
}

#[test]
fn a_complex_value_counts_by_its_value() {
    let cost = flow("costCenter", json!("4130"));
    assert_eq!(differences(Dialect::Default, &json!({"costCenter": {"value": "4130"}}), &[cost]), []);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-zA-Z{\"\\]]{0,6}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        Just("userName".to_owned()),
        Just("emails".to_owned()),
        Just("roles".to_owned()),
        Just("value".to_owned()),
        Just("type".to_owned()),
        Just("name".to_owned()),
        Just("familyName".to_owned()),
        Just("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User".to_owned()),
        "[a-z]{1,4}",
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name.clone(), inner), 0..5)
                .prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn whatever_a_target_shows_it_can_be_compared(current in any_json(), value in any_json()) {
        let mut flows = flows();
        flows.push(flow("roles", value.clone()));
        flows.push(Flow { kind: AttributeType::Complex, add_only: true, ..flow("emails", value) });
        for dialect in [Dialect::Default, Dialect::Compliant] {
            let found = differences(dialect, &current, &flows);
            let again: Vec<Change> = found.into_iter().map(|found| found.change).collect();
            body::patch(dialect, &again);
        }
        create_body(Kind::User, true, &flows);
    }

    #[test]
    fn what_was_created_needs_no_patch(values in prop::collection::vec("[a-zA-Z ]{1,12}", 8)) {
        let mut flows = flows();
        for (flow, value) in flows.iter_mut().zip(values) {
            if flow.value.is_string() {
                flow.value = json!(value);
            }
        }
        let body = create_body(Kind::User, true, &flows);
        prop_assert_eq!(differences(Dialect::Default, &body, &flows), []);
    }
}
