use super::*;
use crate::suite::{GroupSupport, Removal, Suite, load};

fn suite(slug: &str) -> Suite {
    load::by_name(slug, &[]).unwrap()
}

/// A suite that lists these attributes of users.
fn listing(attributes: &str) -> Suite {
    let text =
        format!("schema = 1\n[app]\nname = \"Tern\"\nslug = \"tern\"\n[user]\nattributes = [{attributes}]\n");
    load::parse(&text, "tern.toml", &[]).unwrap()
}

fn sources(mapping: &ObjectMapping) -> String {
    let lines = mapping.attributes.iter().map(|row| {
        let matching = row.matching.map(|precedence| format!(" match {precedence}")).unwrap_or_default();
        let source = match &row.source {
            Source::Expression(expression) => expression.to_string(),
            other => format!("{other:?}"),
        };
        format!("{} ({:?}) <- {source}{matching}\n", row.target, row.kind)
    });
    lines.collect()
}

#[test]
fn the_default_mapping_is_entras() {
    let mappings = Mappings::of_suite(&suite("entra"));
    insta::assert_snapshot!("default_users", sources(&mappings.user));
    insta::assert_snapshot!("default_groups", sources(mappings.group.as_ref().unwrap()));
    assert!(mappings.has_enterprise && mappings.user.disables() && mappings.user.has_reference());
    assert_eq!(mappings.unmapped(), []);
}

#[test]
fn a_user_goes_over_the_wire_as_the_default_mapping_says() {
    for slug in ["entra", "rhombus-systems", "rouse-sales"] {
        let mappings = Mappings::of_suite(&suite(slug));
        let pilot = AppRole { id: "9b0e".into(), value: Some("pilot".into()), display_name: "Pilot".into() };
        let (mira, roles) = (mira(), [pilot]);
        let flows = mappings.user.flows(&around(&mira, &roles)).unwrap();
        let body = create_body(Kind::User, mappings.has_enterprise, &flows);
        let shown = json!({
            "id": "u-7c1e", "userName": "mira.berg@contoso.example", "active": false,
            "name": {"givenName": "Mira", "familyName": "Berg", "formatted": "Mira Berg"},
            "emails": [{"type": "work", "value": "mira.berg@contoso.example"}],
        });
        insta::assert_json_snapshot!(
            format!("wire_{slug}"),
            json!({"create": body, "update": both(&shown, &flows)})
        );
        assert_eq!(differences(Dialect::Compliant, &body, &flows), []);
    }
}

#[test]
fn a_leaver_is_disabled_by_one_operation() {
    let mappings = Mappings::of_suite(&suite("entra"));
    let mira = mira();
    let flows = mappings.user.flows(&around(&mira, &[])).unwrap();
    let body = create_body(Kind::User, true, &flows);
    let leaving = Surroundings { is_soft_deleted: true, ..around(&mira, &[]) };
    let flows = mappings.user.flows(&leaving).unwrap();
    let patches = both(&body, &flows);
    assert_eq!(
        patches["default"]["Operations"],
        json!([{"op": "Replace", "path": "active", "value": "False"}])
    );
    assert_eq!(
        patches["compliant"]["Operations"],
        json!([{"op": "replace", "path": "active", "value": false}])
    );
}

#[test]
fn a_group_goes_over_the_wire_as_the_default_mapping_says() {
    let mappings = Mappings::of_suite(&suite("entra"));
    let group = mappings.group.as_ref().unwrap();
    let crew = object(Kind::Group, "c2a4f7d0", json!({"displayName": "Harbour crew"}));
    let flows = group.flows(&around(&crew, &[])).unwrap();
    assert_eq!(group.matches(&flows), [Match { target: "displayName".into(), value: "Harbour crew".into() }]);
    let shown = json!({"id": "g-1", "displayName": "Crew", "externalId": "c2a4f7d0"});
    insta::assert_json_snapshot!(
        "wire_group",
        json!({"create": create_body(Kind::Group, false, &flows), "update": both(&shown, &flows)})
    );
}

#[test]
fn attributes_beyond_the_table_get_what_entra_has() {
    let paths = [
        "nickName",
        "userType",
        "locale",
        "timezone",
        "profileUrl",
        "entitlements",
        "department",
        "roles",
        "roles[primary eq \"True\"].display",
        "emails[type eq \"home\"].value",
        "phoneNumbers[type eq \"pager\"].value",
        "addresses[type eq \"other\"].country",
        "name.honorificPrefix",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:organization",
        "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter",
        "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:badgeTier",
        "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:MobilePhone.value",
        "urn:ietf:params:scim:schemas:core:2.0:User:title",
        "manager",
    ];
    let rows: Vec<String> =
        paths.iter().map(|path| format!("{{ path = '{path}', type = \"String\" }}")).collect();
    let mappings = Mappings::of_suite(&listing(&rows.join(", ")));
    insta::assert_snapshot!("natural_sources", sources(&mappings.user));
    let unmapped: Vec<String> = mappings.unmapped().into_iter().map(|(_, path)| path.to_string()).collect();
    insta::assert_json_snapshot!("unmapped", unmapped);
}

#[test]
fn how_an_app_removes_users_decides_what_leaving_sends() {
    let active = "{ path = 'active', type = \"Boolean\" }";
    let both = Mappings::of_suite(&listing(active));
    assert!(both.user.disables() && both.user.actions.delete && both.notes.is_empty());
    assert!(!Mappings::of_suite(&listing("")).user.disables());
    let with = |removal| {
        let mut suite = listing(active);
        suite.user.removal = Some(removal);
        Mappings::of_suite(&suite)
    };
    let deletes = with(Removal::DeleteOnly);
    assert!(!deletes.user.disables() && deletes.user.actions.delete && deletes.notes.len() == 1);
    let required = "{ path = 'active', type = \"Boolean\", required = true }";
    let mut suite = listing(required);
    suite.user.removal = Some(Removal::DeleteOnly);
    let constant = Mappings::of_suite(&suite);
    assert!(!constant.user.disables() && constant.notes.len() == 1);
    let active = constant.user.attributes.iter().find(|row| row.target.same("active")).unwrap();
    assert_eq!(active.source, Source::Constant("True".to_owned()));
    let disables = with(Removal::DisableOnly);
    assert!(disables.user.disables() && !disables.user.actions.delete);
}

#[test]
fn matching_attributes_come_from_the_suite() {
    let mut suite = listing("{ path = 'externalId', type = \"String\" }");
    let matching = |suite: &Suite| {
        let mappings = Mappings::of_suite(suite);
        let paths: Vec<String> = mappings.user.matching().iter().map(|row| row.target.to_string()).collect();
        paths
    };
    assert_eq!(matching(&suite), ["userName"]);
    suite.user.matching = vec![path("externalId"), path("emails[type eq \"work\"].value"), path("userName")];
    assert_eq!(matching(&suite), ["externalId", "emails[type eq \"work\"].value", "userName"]);
}

#[test]
fn an_app_without_groups_has_no_mapping_of_groups() {
    assert!(Mappings::of_suite(&suite("rfpio")).group.is_none());
    let mut suite = listing("");
    assert!(Mappings::of_suite(&suite).group.is_some_and(|group| group.attributes.len() == 3));
    suite.group.support = Some(GroupSupport::Unsupported);
    assert!(Mappings::of_suite(&suite).group.is_none());
}
