//! From documents to suites, without a server.

use serde_json::json;

use super::*;
use crate::suite::{Attribute, AttributeType, Auth, Written, load};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";

fn naming() -> Naming {
    Naming { name: "Tern".into(), slug: "tern".into(), tenant_url: Some("https://tern.example/scim".into()) }
}

fn users(attributes: &Value) -> Documents {
    Documents { schemas: vec![json!({ "id": USER, "attributes": attributes })], ..Documents::default() }
}

fn discovered(documents: &Documents) -> Discovered {
    let found = suite(documents, &naming()).unwrap();
    let read = load::parse(&found.to_toml(), "tern.toml", &[])
        .unwrap_or_else(|error| panic!("{error}\n{}", found.to_toml()));
    assert_eq!(read.user.attributes, found.suite.user.attributes, "what is written is what was found");
    found
}

fn rows(attributes: &Value) -> Vec<Attribute> {
    discovered(&users(attributes)).suite.user.attributes
}

fn paths(rows: &[Attribute]) -> Vec<&str> {
    rows.iter().map(|row| row.printed().as_str()).collect()
}

fn says(found: &Discovered, certainty: Certainty, part: &str) -> bool {
    found.told.iter().any(|told| told.certainty == certainty && told.text.contains(part))
}

#[test]
fn attributes_are_flattened_as_the_validation_does() {
    let text = |name: &str| json!({ "name": name, "type": "string" });
    let typed = json!({ "name": "type", "type": "string", "canonicalValues": ["work", "Home", "WORK"] });
    let rows = rows(&json!([
        { "name": "id", "type": "string" },
        { "name": "userName", "type": "string", "required": true },
        { "name": "NAME", "type": "complex", "subAttributes": [text("givenName"), { "name": "familyName", "required": true }] },
        { "name": "emails", "type": "complex", "multiValued": true, "required": false,
          "subAttributes": [text("value"), text("display"), typed, { "name": "primary", "type": "boolean" }, { "name": "$ref", "type": "reference" }] },
        { "name": "profileUrl", "type": "reference" },
        { "name": "photos", "type": "complex", "multiValued": true, "subAttributes": [{ "name": "value", "type": "reference" }, typed] },
        { "name": "groups", "type": "complex", "multiValued": true, "mutability": "readOnly" },
        { "name": "roles", "type": "complex", "multiValued": true, "subAttributes": [text("value")] },
        { "name": "entitlements", "type": "complex", "multiValued": true, "subAttributes": [text("value")] },
        { "name": "password", "type": "string", "mutability": "writeOnly" },
        { "name": "secret", "type": "string", "returned": "never", "required": true },
        { "name": "active", "type": "boolean" },
        { "name": "userType", "canonicalValues": ["Employee", "Contractor"], "required": false },
        { "name": "birthday", "type": "dateTime", "mutability": "immutable" },
        { "name": "manager", "type": "complex", "subAttributes": [text("value")] },
    ]));
    assert_eq!(
        paths(&rows),
        [
            "userName",
            "NAME.givenName",
            "NAME.familyName",
            "emails[type eq \"work\"].value",
            "emails[type eq \"Home\"].value",
            "roles[primary eq \"True\"].value",
            "secret",
            "active",
            "userType",
            "birthday",
            "manager",
        ]
    );
    let row = |path: &str| rows.iter().find(|row| row.target().same(path)).unwrap();
    assert_eq!(row("userName").required, Some(true));
    assert_eq!(row("name.familyName").required, None, "nothing is said of the name as a whole");
    assert_eq!(row("emails[type eq \"work\"].value").required, Some(false));
    assert_eq!(row("userType").values, ["Employee", "Contractor"]);
    assert_eq!(
        (row("birthday").kind, row("birthday").written),
        (AttributeType::DateTime, Some(Written::AtCreation))
    );
    assert_eq!(row("manager").kind, AttributeType::Reference);
    assert!(rows.iter().all(|row| row.filter.is_none()), "no schema says so");
}

#[test]
fn what_is_required_of_lists_is_not_put_on_each_element() {
    let list = |types: &[&str]| {
        json!([{ "name": "emails", "type": "complex", "multiValued": true, "required": true, "subAttributes": [
            { "name": "value", "required": true }, { "name": "type", "canonicalValues": types } ] }])
    };
    assert_eq!(rows(&list(&["work"]))[0].required, Some(true));
    let several = discovered(&users(&list(&["work", "home"])));
    assert!(several.suite.user.attributes.iter().all(|row| row.required.is_none()));
    assert!(says(&several, Certainty::NotSaid, "which element of emails is required"));
    let untyped = discovered(&users(&list(&[])));
    let row = &untyped.suite.user.attributes[0];
    assert_eq!(
        (row.printed().as_str(), row.kind, row.required),
        ("emails", AttributeType::Complex, Some(true))
    );
    assert!(
        says(&untyped, Certainty::Guessed, "its sample is ours")
            && untyped.to_toml().contains("# sample: ours")
    );
}

#[test]
fn odd_definitions_are_told_and_do_no_harm() {
    let found = discovered(&users(&json!([
        { "name": "userName" }, { "name": "USERNAME" }, {}, 7, null, { "name": "" },
        { "name": "größe" }, { "name": "two words" }, { "name": "weird", "type": "colour" }, { "name": "ratio", "type": "decimal" },
        { "name": "x\u{1b}[31m" }, { "name": "bare", "type": "complex" }, { "name": "tags", "multiValued": true },
        { "name": "outer", "type": "complex", "subAttributes": [{ "name": "inner", "type": "complex" }, { "name": "many", "multiValued": true }] },
        { "name": "emails", "type": "complex", "multiValued": true, "subAttributes": [{ "name": "value" }, { "name": "type", "canonicalValues": ["a\"b\\c", 7, ""] }] },
    ])));
    let all = &found.suite.user.attributes;
    assert_eq!(paths(all), ["userName", "weird", "ratio", "emails[type eq \"a\\\"b\\\\c\"].value"]);
    for (certainty, part) in [
        (Certainty::Found, "USERNAME is declared twice: the first counts"),
        (Certainty::NotSaid, "a definition without one was left out"),
        (Certainty::NotSaid, "how größe is addressed"),
        (Certainty::NotSaid, "how two words is addressed"),
        (Certainty::Guessed, "the type 'colour' is not one of RFC 7643"),
        (Certainty::Guessed, "ratio is a decimal number"),
        (Certainty::Found, "bare is complex and declares no part"),
        (Certainty::Found, "tags is a list without types"),
        (Certainty::Found, "outer.many is a list inside another attribute"),
        (Certainty::NotSaid, "the schema declares no 'active'"),
        (Certainty::NotSaid, "whether externalId is stored"),
        (Certainty::NotSaid, "how requests are authenticated"),
    ] {
        assert!(says(&found, certainty, part), "{part}: {:#?}", found.told);
    }
    assert!(!found.to_toml().contains('\u{1b}'));
}

#[test]
fn ten_thousand_attributes_are_a_suite() {
    let many: Vec<Value> =
        (0..10_000).map(|n| json!({ "name": format!("custom{n}"), "type": "string" })).collect();
    assert_eq!(rows(&json!(many)).len(), 10_000);
}

#[test]
fn extensions_belong_to_whom_the_resource_types_say() {
    let extension = "urn:ietf:params:scim:schemas:extension:Tern:2.0:User";
    let schema = |id: &str, name: &str| json!({ "id": id, "attributes": [{ "name": name }] });
    let mut documents = Documents {
        schemas: vec![
            schema(USER, "userName"),
            schema(GROUP, "displayName"),
            schema(extension, "badge"),
            schema("urn:other:2.0:Thing", "x"),
        ],
        resource_types: Some(vec![
            json!({ "name": "User", "endpoint": "/Users", "schema": USER.to_uppercase(), "schemaExtensions": [{ "schema": extension }, { "schema": "urn:lost:2.0:User" }] }),
            json!({ "name": "Group", "endpoint": "/Teams", "schema": GROUP }),
        ]),
        config: None,
    };
    let found = discovered(&documents);
    assert_eq!(
        paths(&found.suite.user.attributes),
        ["userName", "urn:ietf:params:scim:schemas:extension:Tern:2.0:User:badge"]
    );
    assert_eq!(found.suite.group.support, Some(GroupSupport::Supported));
    assert!(
        says(&found, Certainty::NotSaid, "urn:lost:2.0:User")
            && says(&found, Certainty::Found, "the endpoint of Group is /Teams")
    );

    documents.resource_types = None;
    let found = discovered(&documents);
    assert!(
        says(&found, Certainty::Guessed, "is an extension of User") && found.suite.user.attributes.len() == 3
    );

    documents.resource_types = Some(vec![json!({ "name": "User", "schema": USER })]);
    let found = discovered(&documents);
    assert_eq!(
        (found.suite.group.support, found.suite.user.attributes.len()),
        (Some(GroupSupport::Unsupported), 1)
    );

    documents.schemas.remove(1);
    documents.resource_types = None;
    assert_eq!(discovered(&documents).suite.group.support, Some(GroupSupport::Undeclared));
}

#[test]
fn the_configuration_says_how_to_authenticate() {
    let auth = |schemes: Value| {
        let config = Some(json!({ "authenticationSchemes": schemes }));
        discovered(&Documents { config, ..users(&json!([{ "name": "userName" }])) }).suite.app.auth
    };
    let scheme = |kind: &str, primary: bool| json!({ "type": kind, "primary": primary });
    assert_eq!(
        auth(json!([scheme("httpbasic", false), scheme("OAuthBearerToken", true)])),
        Some(Auth::BearerToken)
    );
    assert_eq!(auth(json!([scheme("httpbasic", false), scheme("oauth2", false)])), Some(Auth::Basic));
    assert_eq!(auth(json!([scheme("httpdigest", false)])), Some(Auth::Other));
    assert_eq!(
        [
            auth(json!([scheme("oauth2", true)])),
            auth(json!([scheme("magic", true)])),
            auth(json!([])),
            auth(json!("x"))
        ],
        [None; 4]
    );
    let config = Some(json!({
        "patch": { "supported": false }, "bulk": { "supported": true, "maxOperations": 100, "maxPayloadSize": 1024 },
        "filter": { "supported": true, "maxResults": 200 }, "etag": { "supported": true }, "sort": { "supported": false },
    }));
    let found = discovered(&Documents { config, ..users(&json!([{ "name": "userName" }])) });
    assert_eq!(
        found.suite.app.notes,
        [
            "PATCH is not supported, which Entra's updates need",
            "Bulk is supported, up to 100 operations and 1024 bytes in a request",
            "a query is answered with up to 200 resources",
            "sorting is not supported",
            "resources have a version (ETag)",
        ]
    );
}

#[test]
fn what_is_no_schema_of_users_is_said_so() {
    let error = |documents: &Documents| suite(documents, &naming()).unwrap_err();
    assert_eq!(
        error(&Documents { schemas: vec![json!({})], ..Documents::default() }),
        "/Schemas lists no schema with an id"
    );
    let other = Documents { schemas: vec![json!({ "id": GROUP })], ..Documents::default() };
    assert!(error(&other).starts_with("/Schemas holds no schema of users; it holds urn:"));
    assert!(error(&users(&json!([]))).ends_with("declares no attribute that could be written"));
    assert!(
        error(&users(&json!([{ "name": "id" }]))).ends_with("declares no attribute that could be written")
    );
}
