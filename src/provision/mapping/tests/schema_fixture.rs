use super::*;

fn tern() -> Mappings {
    schema::parse(include_str!("../../../../fixtures/schemas/tern.json"), "fixtures/schemas/tern.json", None)
        .unwrap()
}

/// A table of the rows, one line each.
fn table(mapping: &ObjectMapping) -> String {
    let lines = mapping.attributes.iter().map(|row| {
        let source = match &row.source {
            Source::Direct(name) => name.clone(),
            Source::Constant(text) => format!("\"{text}\""),
            Source::Expression(expression) => expression.to_string(),
            Source::None => "-".to_owned(),
        };
        let flags = [
            ("created", row.only_on_creation),
            ("if empty", row.only_if_empty),
            ("exact", row.exact_case),
            ("redacted", matches!(&row.source, Source::Expression(expression) if expression.is_redacted())),
        ];
        let flags: Vec<&str> = flags.iter().filter(|(_, set)| *set).map(|(name, _)| *name).collect();
        let flags = if flags.is_empty() { String::new() } else { format!(" [{}]", flags.join(", ")) };
        let default = row.default.as_ref().map(|text| format!(" default \"{text}\"")).unwrap_or_default();
        let matching = row.matching.map(|precedence| format!(" match {precedence}")).unwrap_or_default();
        format!("{} ({:?}) <- {source}{default}{matching}{flags}\n", row.target, row.kind)
    });
    lines.collect()
}

#[test]
fn an_exported_schema_is_read_whole() {
    let mappings = tern();
    let group = mappings.group.as_ref().unwrap();
    assert!(mappings.has_enterprise && mappings.user.disables() && !group.disables());
    assert!(mappings.user.has_reference() && group.has_reference() && !group.actions.delete);
    insta::assert_snapshot!("tern_users", table(&mappings.user));
    insta::assert_snapshot!("tern_groups", table(group));
    insta::assert_json_snapshot!("tern_filters", mappings.user.filters);
    assert_eq!(mappings.notes, Vec::<String>::new());
    assert_eq!(mappings.unmapped(), []);
}

#[test]
fn a_user_goes_over_the_wire_as_the_schema_says() {
    let mappings = tern();
    let pilot =
        AppRole { id: "9b0e".into(), value: Some("pilot".into()), display_name: "Harbour pilot".into() };
    let (mira, roles) = (mira(), [pilot]);
    let flows = mappings.user.flows(&around(&mira, &roles)).unwrap();
    let body = create_body(Kind::User, mappings.has_enterprise, &flows);
    insta::assert_json_snapshot!("tern_create", body);
    assert_eq!(differences(Dialect::Default, &body, &flows), []);
    let matches: Vec<String> = mappings.user.matches(&flows).into_iter().map(|found| found.target).collect();
    assert_eq!(matches, ["userName", "externalId"]);
    insta::assert_json_snapshot!("tern_update", both(&json!({"userName": "mira", "active": false}), &flows));
}

#[test]
fn who_leaves_keeps_roles() {
    let mappings = tern();
    let mira = mira();
    let leaving = Surroundings { is_soft_deleted: true, ..around(&mira, &[]) };
    let flows = mappings.user.flows(&leaving).unwrap();
    assert!(!flows.iter().any(|flow| flow.target.same("roles")));
    let shown = json!({"active": true, "roles": [{"value": "pilot"}]});
    let found = differences(Dialect::Compliant, &shown, &flows);
    assert!(found.iter().any(|found| found.change.path == "active" && found.change.value == json!(false)));
}

#[test]
fn a_redacted_value_is_sent_and_not_logged() {
    let mappings = tern();
    let mira = mira();
    let flows = mappings.user.flows(&around(&mira, &[])).unwrap();
    let found = differences(Dialect::Default, &json!({}), &flows);
    let mobile = found.iter().find(|found| found.change.path.contains("mobile")).unwrap();
    assert_eq!((mobile.new.as_deref(), &mobile.change.value), (Some("[Redact]"), &json!("+47 400 33 445")));
}

#[test]
fn an_expression_that_does_not_parse_has_its_place() {
    let text = include_str!("../../../../fixtures/schemas/tern.json");
    let broken = text.replacen("Redact([mobile])", "Redakt([mobile])", 1);
    let error = schema::parse(&broken, "tern.json", None).unwrap_err();
    assert!(error.to_string().contains("the mapping of phoneNumbers[type eq \"mobile\"].value: "), "{error}");
    assert!(error.to_string().contains("the expression is not valid: "), "{error}");
    assert!(error.help().contains("Redact"), "{}", error.help());
    let unknown = text.replacen("Redact([mobile])", "Redact([mobil])", 1);
    let error = schema::parse(&unknown, "tern.json", None).unwrap_err();
    assert!(error.to_string().ends_with("there is no source attribute 'mobil'"), "{error}");
    assert!(error.help().starts_with("did you mean 'mobile'?"), "{}", error.help());
}
