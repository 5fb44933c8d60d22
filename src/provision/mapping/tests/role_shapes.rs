use super::*;
use crate::provision::expression::RoleForm;
use crate::provision::mapping::roles::shape;

fn roles() -> Vec<AppRole> {
    let role = |id: &str, value: &str, display: &str| AppRole {
        id: id.into(),
        value: Some(value.into()),
        display_name: display.into(),
    };
    vec![role("9b0e", "pilot", "Harbour pilot"), role("4d7a", "guest", "Guest")]
}

fn role_flow(form: RoleForm, target: &str, roles: &[AppRole]) -> Flow {
    let shape = shape(form, roles, &path(target)).unwrap();
    let kind = AttributeType::Complex;
    Flow { patched: shape.patched.map(Box::new), add_only: shape.add_only, kind, ..flow(target, shape.value) }
}

/// What the wire shows of a flow: the create request, and a PATCH against a target that shows no roles.
fn wire(flow: Flow) -> Value {
    let flows = [flow];
    let created = create_body(Kind::User, false, &flows)["roles"].clone();
    json!({ "create": created, "patch": both(&json!({"userName": "mira"}), &flows) })
}

#[test]
fn each_function_has_its_wire_shape() {
    let list = roles();
    insta::assert_json_snapshot!(
        "role_single",
        wire(role_flow(RoleForm::Single, "roles[primary eq \"True\"].value", &list))
    );
    insta::assert_json_snapshot!("role_complex", wire(role_flow(RoleForm::Complex, "roles", &list)));
    insta::assert_json_snapshot!("role_assertive", wire(role_flow(RoleForm::Assertive, "roles", &list)));
}

#[test]
fn added_roles_are_sent_when_one_is_missing() {
    let list = roles();
    let complex = [role_flow(RoleForm::Complex, "roles", &list)];
    let one = json!({"roles": [{"value": "pilot"}]});
    assert!(patch(Dialect::Default, &one, &complex).is_some());
    let both =
        json!({"roles": [{"value": "Guest", "display": "Guest"}, {"value": "pilot"}, {"value": "captain"}]});
    assert_eq!(patch(Dialect::Default, &both, &complex), None);
    let written = patch(Dialect::Default, &json!({}), &complex).unwrap();
    let texts = json!({"roles": written["Operations"][0]["value"]});
    assert_eq!(patch(Dialect::Default, &texts, &complex), None, "what an earlier PATCH wrote counts");
    let plain = json!({"roles": ["guest", "pilot"]});
    assert_eq!(patch(Dialect::Default, &plain, &complex), None);
}

#[test]
fn asserted_roles_replace_the_whole_list() {
    let list = roles();
    let pilot = [role_flow(RoleForm::Assertive, "roles", &list[..1])];
    let shown = json!({"roles": [{"value": "pilot", "display": "Harbour pilot"}, {"value": "guest"}]});
    let found = differences(Dialect::Default, &shown, &pilot);
    assert!(found[0].change.exists);
    assert_eq!(found[0].change.value.as_array().unwrap().len(), 1);
    let same =
        json!({"roles": [{"value": "pilot", "primary": false, "type": "WindowsAzureActiveDirectoryRole"}]});
    assert_eq!(differences(Dialect::Default, &same, &pilot), []);
    let renamed = json!({"roles": [{"value": "pilot", "display": "Pilot"}]});
    assert_eq!(differences(Dialect::Default, &renamed, &pilot).len(), 1);
    let none = [role_flow(RoleForm::Assertive, "roles", &[])];
    assert_eq!(differences(Dialect::Default, &shown, &none)[0].change.value, json!([]));
    assert_eq!(differences(Dialect::Default, &json!({}), &none), []);
}

#[test]
fn two_parts_of_one_role_are_one_operation() {
    let list = roles();
    let parts = [
        role_flow(RoleForm::Single, "roles[primary eq \"True\"].value", &list),
        role_flow(RoleForm::Single, "roles[primary eq \"True\"].display", &list),
    ];
    assert_eq!(differences(Dialect::Default, &json!({}), &parts).len(), 1);
}

#[test]
fn elsewhere_a_single_role_is_a_text() {
    let list = roles();
    let flows = [role_flow(RoleForm::Single, "userType", &list)];
    assert_eq!(flows[0].value, "pilot");
    let patch = patch(Dialect::Default, &json!({"userType": "guest"}), &flows).unwrap();
    assert_eq!(patch["Operations"], json!([{"op": "Replace", "path": "userType", "value": "pilot"}]));
}

#[test]
fn a_role_without_a_value_goes_by_its_name() {
    let role = AppRole { id: "1".into(), value: None, display_name: "User".into() };
    let flow = role_flow(RoleForm::Complex, "roles", &[role]);
    assert_eq!(flow.value[0]["value"], "User");
    assert_eq!(
        flow.patched.unwrap().default,
        json!([{"value": r#"{"id":"1","value":null,"displayName":"User"}"#}])
    );
}
