use super::*;

/// Each set of flows as a form writes it, and as it is built.
fn agree(forms: &Forms, flows: &[Flow]) {
    assert_eq!(forms.create_body(flows), create_body(Kind::User, true, flows).to_string());
}

fn all_with(flows: &[Flow], value: &Value) -> Vec<Flow> {
    flows.iter().map(|flow| Flow { value: value.clone(), ..flow.clone() }).collect()
}

#[test]
fn users_of_a_suite_differ_in_their_values_only() {
    for slug in ["entra", "rhombus-systems", "rouse-sales"] {
        let mappings = Mappings::of_suite(&crate::suite::load::by_name(slug, &[]).unwrap());
        let mira = mira();
        let flows = mappings.user.flows(&around(&mira, &[])).unwrap();
        let forms = Forms::new(Kind::User, true);
        assert!(forms.made(&flows).is_some(), "{slug}");
        agree(&forms, &flows);
        agree(&forms, &flows[1..]);
        for value in [json!("Mi\"ra \\u0000 Søl\u{1}berg\0"), json!(""), json!(7), json!(true), json!([])] {
            agree(&forms, &all_with(&flows, &value));
        }
        // Lists and objects may be refined.
        agree(&forms, &all_with(&flows, &json!([{"value": "x", "type": "work"}])));
        agree(&forms, &all_with(&flows, &json!({"givenName": "x", "formatted": null})));
        agree(&forms, &all_with(&flows, &Value::Null));
    }
}

#[test]
fn what_decides_where_others_go_is_built_anew() {
    for paths in [
        &["emails[type eq \"work\"].value", "emails[type eq \"home\"].type"][..],
        &["roles[primary eq \"True\"].value", "roles[value eq \"x\"].display"],
        &["emails[type eq \"work\"]", "emails[type eq \"work\"].value"],
        &["name", "name.givenName"],
        &["title", "TITLE"],
    ] {
        let flows: Vec<Flow> = paths.iter().map(|path| flow(path, json!("x"))).collect();
        let forms = Forms::new(Kind::User, true);
        assert!(forms.made(&flows).is_none(), "{paths:?}");
        agree(&forms, &flows);
        agree(&forms, &all_with(&flows, &json!("work")));
    }
}
