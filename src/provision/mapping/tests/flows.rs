use super::*;

fn values(mapping: &ObjectMapping, object: &Object) -> Vec<(String, Value)> {
    let flows = mapping.flows(&around(object, &[])).unwrap();
    flows.into_iter().map(|flow| (flow.target.to_string(), flow.value)).collect()
}

fn one(row: AttributeMapping, object: &Object) -> Option<Value> {
    values(&users(vec![row]), object).pop().map(|(_, value)| value)
}

#[test]
fn values_take_the_type_of_their_target() {
    let mira = mira();
    let typed = |source: &str, kind| one(row("x", kind, Source::Direct(source.into())), &mira);
    assert_eq!(typed("accountEnabled", AttributeType::Boolean), Some(json!(true)));
    assert_eq!(typed("accountEnabled", AttributeType::String), Some(json!("True")));
    assert_eq!(typed("extensionAttribute3", AttributeType::Integer), Some(json!(5)));
    assert_eq!(typed("employeeHireDate", AttributeType::DateTime), Some(json!("2024-02-01T00:00:00Z")));
    assert_eq!(typed("objectId", AttributeType::String), Some(json!(mira.id)));
    assert_eq!(typed("IsSoftDeleted", AttributeType::Boolean), Some(json!(false)));
    assert_eq!(one(constant("x", AttributeType::Boolean, "False"), &mira), Some(json!(false)));
}

#[test]
fn a_value_that_does_not_fit_names_its_target() {
    let mira = mira();
    let mapping = users(vec![row("active", AttributeType::Boolean, Source::Direct("city".into()))]);
    let error = mapping.flows(&around(&mira, &[])).unwrap_err();
    assert_eq!(error.0, "active: 'Bergen' is not True or False, which the Boolean target takes");
}

#[test]
fn what_has_no_value_does_not_flow() {
    let mut mira = mira();
    mira.attributes.insert("city", json!(""));
    mira.attributes.insert("state", json!(null));
    mira.attributes.insert("otherMails", json!([]));
    let mapping = users(vec![
        direct("a", "city"),
        direct("b", "state"),
        direct("c", "otherMails"),
        direct("d", "absent"),
        row("e", AttributeType::String, Source::None),
        constant("f", AttributeType::String, ""),
    ]);
    assert_eq!(values(&mapping, &mira), []);
}

#[test]
fn a_default_stands_in_on_creation_only() {
    let mira = mira();
    let default = Some("Staff".to_owned());
    let mapping = users(vec![
        AttributeMapping { default: default.clone(), ..direct("title", "absent") },
        AttributeMapping { default: default.clone(), ..row("userType", AttributeType::String, Source::None) },
        AttributeMapping { default, ..direct("nickName", "mailNickname") },
    ]);
    let flows = mapping.flows(&around(&mira, &[])).unwrap();
    let said: Vec<_> = flows.iter().map(|flow| (flow.target.as_str(), flow.is_default)).collect();
    assert_eq!(said, [("title", true), ("userType", true), ("nickName", false)]);
    assert_eq!(create_body(Kind::User, false, &flows)["title"], "Staff");
    let paths: Vec<String> = differences(Dialect::Default, &json!({}), &flows)
        .into_iter()
        .map(|found| found.change.path)
        .collect();
    assert_eq!(paths, ["nickName"]);
}

#[test]
fn of_several_values_the_first_flows_unless_the_target_takes_lists() {
    let mira = mira();
    let other = direct("emails[type eq \"other\"].value", "proxyAddresses");
    assert_eq!(one(other, &mira), Some(json!("SMTP:mira.solberg@contoso.example")));
    let list = AttributeMapping { multivalued: true, ..direct("aliases", "proxyAddresses") };
    assert_eq!(one(list, &mira), mira.attributes.get("proxyAddresses").cloned());
}

#[test]
fn a_guest_flows_under_the_own_address() {
    let mut guest = mira();
    let name = "aiko.mori_tern.example#EXT#@contoso.example";
    guest.attributes.insert("userPrincipalName", json!(name));
    assert_eq!(one(direct("userName", "userPrincipalName"), &guest), Some(json!("aiko.mori@tern.example")));
    assert_eq!(one(direct("userName", "originalUserPrincipalName"), &guest), Some(json!(name)));
}

#[test]
fn matching_follows_precedence_and_skips_what_has_no_value() {
    let mira = mira();
    let matching = |row: AttributeMapping, precedence| AttributeMapping { matching: Some(precedence), ..row };
    let mapping = users(vec![
        matching(direct("userName", "userPrincipalName"), 3),
        direct("displayName", "displayName"),
        matching(direct("externalId", "objectId"), 1),
        matching(AttributeMapping { default: Some("x".into()), ..direct("nickName", "absent") }, 2),
    ]);
    let flows = mapping.flows(&around(&mira, &[])).unwrap();
    let found: Vec<_> =
        mapping.matches(&flows).into_iter().map(|found| (found.target, found.value)).collect();
    let expected = [("externalId", mira.id.as_str()), ("userName", "mira.solberg@contoso.example")];
    assert_eq!(found, expected.map(|(target, value)| (target.to_owned(), value.to_owned())));
}

#[test]
fn a_manager_is_no_value() {
    let mut mira = mira();
    mira.manager = Some("b1".into());
    let manager = row("manager", AttributeType::Reference, Source::Direct("manager".into()));
    let mapping = users(vec![manager]);
    assert_eq!(values(&mapping, &mira), []);
    assert_eq!(mapping.reference().map(AttributePath::as_str), Some("manager"));
}

#[test]
fn leaving_the_scope_is_a_patch_where_something_says_so() {
    let active = |source| users(vec![row("active", AttributeType::Boolean, source)]);
    assert!(active(Source::Direct("IsSoftDeleted".into())).disables());
    assert!(active(Source::Constant("True".into())).disables());
    assert!(!active(Source::None).disables());
    assert!(!users(vec![direct("userName", "userPrincipalName")]).disables());
    assert!(users(vec![direct("status", "IsSoftDeleted")]).disables());
}

#[test]
fn a_fingerprint_follows_what_the_mappings_say() {
    let base = || Mappings {
        user: users(vec![direct("userName", "userPrincipalName"), direct("title", "jobTitle")]),
        group: None,
        has_enterprise: false,
        notes: Vec::new(),
    };
    let changed = |change: fn(&mut Mappings)| {
        let mut mappings = base();
        change(&mut mappings);
        mappings.fingerprint()
    };
    let same = changed(|mappings| mappings.notes.push("said".into()));
    assert_eq!(same, base().fingerprint());
    assert_eq!(same.len(), 32);
    let changes: [fn(&mut Mappings); 6] = [
        |mappings| mappings.user.attributes.swap(0, 1),
        |mappings| mappings.user.attributes[1].default = Some("Staff".into()),
        |mappings| mappings.user.attributes[1].source = Source::Constant("jobTitle".into()),
        |mappings| mappings.user.attributes[0].matching = Some(1),
        |mappings| mappings.user.actions.delete = false,
        |mappings| mappings.has_enterprise = true,
    ];
    let prints: std::collections::HashSet<String> = changes.into_iter().map(changed).chain([same]).collect();
    assert_eq!(prints.len(), 7);
}
