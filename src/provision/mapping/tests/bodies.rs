use super::*;

#[test]
fn a_create_request_has_runs_order_and_leaves_custom_extensions_unlisted() {
    let mapping = users(vec![
        direct("name.givenName", "givenName"),
        direct("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department"),
        constant(
            "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:badgeTier",
            AttributeType::String,
            "gold",
        ),
        direct("emails[type eq \"work\"].value", "mail"),
        direct("name.familyName", "surname"),
        constant("active", AttributeType::Boolean, "True"),
        direct("addresses[type eq \"work\"].locality", "city"),
        direct("addresses[type eq \"work\"].country", "country"),
        direct("userName", "userPrincipalName"),
        direct("title", "noSuchAttribute"),
    ]);
    let mira = mira();
    let flows = mapping.flows(&around(&mira, &[])).unwrap();
    insta::assert_json_snapshot!("create_user", create_body(Kind::User, true, &flows));
}

#[test]
fn a_group_is_created_without_members() {
    let crew = object(Kind::Group, "c2a4f7d0", json!({"displayName": "Harbour crew"}));
    let mapping = ObjectMapping {
        kind: Kind::Group,
        ..users(vec![
            direct("displayName", "displayName"),
            direct("externalId", "objectId"),
            row("members", AttributeType::Reference, Source::Direct("members".into())),
        ])
    };
    assert!(mapping.has_reference());
    let flows = mapping.flows(&around(&crew, &[])).unwrap();
    insta::assert_json_snapshot!("create_group", create_body(Kind::Group, false, &flows));
}

#[test]
fn a_mapped_primary_stays_as_mapped() {
    let flows = [
        flow("emails[type eq \"work\"].value", json!("m@contoso.example")),
        flow("emails[type eq \"work\"].primary", json!("True")),
        flow("emails[type eq \"work\"].display", json!("Mira")),
    ];
    let body = create_body(Kind::User, false, &flows);
    assert_eq!(
        body["emails"].to_string(),
        r#"[{"primary":"True","type":"work","value":"m@contoso.example","display":"Mira"}]"#
    );
}
