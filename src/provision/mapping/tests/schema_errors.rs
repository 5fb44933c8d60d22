use proptest::prelude::*;

use super::*;

const MINIMAL: &str = r#"{
  "directories": [
    {"name": "Microsoft Entra ID", "objects": [
      {"name": "User", "attributes": [{"name": "userPrincipalName"}, {"name": "shoeSize"}, {"name": "manager", "type": "Reference"}]}]},
    {"name": "customappsso", "objects": [
      {"name": "User", "attributes": [
        {"name": "id"}, {"name": "userName", "type": "String", "caseExact": false},
        {"name": "active", "type": "Boolean"}, {"name": "title"}, {"name": "nickName", "type": "String", "caseExact": true},
        {"name": "manager", "type": "Reference"}]}]}],
  "synchronizationRules": [
    {"sourceDirectoryName": "Microsoft Entra ID", "targetDirectoryName": "customappsso", "objectMappings": [
      {"enabled": true, "flowTypes": "Add, Update, Delete", "sourceObjectName": "User", "targetObjectName": "User", "scope": null,
       "attributeMappings": [
         {"targetAttributeName": "userName", "matchingPriority": 1, "flowType": "Always",
          "source": {"type": "Attribute", "name": "userPrincipalName"}},
         {"targetAttributeName": "title", "matchingPriority": 0, "defaultValue": "",
          "source": {"type": "Constant", "name": "Pilot"}}]}]}]
}"#;

fn read(text: &str) -> Result<Mappings, schema::SchemaError> {
    schema::parse(text, "schema.json", None)
}

/// The minimal schema with one text replaced.
fn with(old: &str, new: &str) -> String {
    assert!(MINIMAL.contains(old), "{old}");
    MINIMAL.replacen(old, new, 1)
}

#[test]
fn the_minimal_schema_is_read() {
    let mappings = read(MINIMAL).unwrap();
    assert!(mappings.group.is_none() && mappings.notes.is_empty() && !mappings.has_enterprise);
    let rows: Vec<_> =
        mappings.user.attributes.iter().map(|row| (row.target.as_str(), &row.source, row.matching)).collect();
    let (upn, pilot) = (Source::Direct("userPrincipalName".into()), Source::Constant("Pilot".into()));
    assert_eq!(rows, [("userName", &upn, Some(1)), ("title", &pilot, None)]);
    assert_eq!(read(&format!("\u{feff}{MINIMAL}")).unwrap().user.attributes.len(), 2);
}

#[test]
fn flow_types_are_actions() {
    let actions = |words: &str| {
        let mappings = read(&with("Add, Update, Delete", words)).unwrap();
        let actions = mappings.user.actions;
        (actions.create, actions.update, actions.delete)
    };
    assert_eq!(actions("Add, Update, Delete"), (true, true, true));
    assert_eq!(actions("add,update"), (true, true, false));
    assert_eq!(actions("None"), (false, false, false));
    let silent = read(&with("\"flowTypes\": \"Add, Update, Delete\", ", "")).unwrap();
    assert!(silent.user.actions.delete);
}

#[test]
fn flow_types_of_attributes_say_when_a_value_flows() {
    let row = |word: &str| {
        let mappings = read(&with("\"Always\"", &format!("\"{word}\""))).unwrap();
        (mappings.user.attributes[0].clone(), mappings.notes.len())
    };
    assert!(row("ObjectAddOnly").0.only_on_creation);
    assert!(row("attributeAddOnly").0.only_if_empty);
    assert!(row("MultiValueAddOnly").0.add_only);
    assert_eq!(row("ValueAddOnly").1, 1);
}

#[test]
fn what_is_missing_is_taken_as_the_default_mapping_has_it() {
    let bare = MINIMAL.replace("\"customappsso\", \"objects\"", "\"another\", \"objects\"").replace(
        r#""targetAttributeName": "title", "matchingPriority": 0, "defaultValue": """#,
        r#""targetAttributeName": "active", "defaultValue": null"#,
    );
    let mappings = read(&bare.replace("\"Pilot\"", "\"True\"")).unwrap();
    assert_eq!(mappings.user.attributes[1].kind, AttributeType::Boolean);
}

#[test]
fn scopes_become_filters_and_others_are_noted() {
    let scope = r#""scope": {"groups": [
        {"name": "Staff", "clauses": [{"operatorName": "EQUALS", "sourceOperandName": "country", "targetOperand": {"values": ["NO"]}}]},
        {"name": "", "clauses": [{"operatorName": "IS NULL", "sourceOperandName": "shoeSize"}]},
        {"name": "empty", "clauses": []}],
        "inputFilterGroups": [{"clauses": []}], "categoryFilterGroups": [{}]}"#;
    let mappings = read(&with("\"scope\": null", scope)).unwrap();
    insta::assert_json_snapshot!("scope", json!({"filters": mappings.user.filters, "notes": mappings.notes}));
}

#[test]
fn a_switched_off_mapping_of_groups_is_noted() {
    let group =
        r#""objectMappings": [{"enabled": false, "sourceObjectName": "Group", "attributeMappings": []},"#;
    let mappings = read(&with("\"objectMappings\": [", group)).unwrap();
    assert!(mappings.group.is_none());
    assert_eq!(mappings.notes, ["the mapping of groups is switched off in the schema"]);
}

/// What is replaced in the minimal schema, and by what.
const WRONG: &[(&str, &str)] = &[
    ("\"synchronizationRules\": [", "\"synchronizationRules\": [,"),
    ("\"synchronizationRules\": [", "\"Ærø\": 1, \"synchronizationRules\": [,"),
    ("\"synchronizationRules\": [", "\"synchronizationRules\": 7, \"x\": ["),
    ("\"matchingPriority\": 1", "\"matchingPriority\": \"first\""),
    ("\"sourceObjectName\": \"User\"", "\"sourceObjectName\": \"Users\""),
    ("\"sourceObjectName\": \"User\"", "\"sourceObjectName\": \"Worker\""),
    (
        "{\"sourceDirectoryName\": \"Microsoft Entra ID\", \"targetDirectoryName\": \"customappsso\"",
        "{\"sourceDirectoryName\": \"Workday\", \"targetDirectoryName\": \"Azure Active Directory\"",
    ),
    ("\"enabled\": true", "\"enabled\": false"),
    ("Add, Update, Delete", "Add, Updates"),
    ("Add, Update, Delete", "Add, Sync"),
    ("\"targetAttributeName\": \"title\", ", ""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"id\""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"emails[type eq work\""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"titel\""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"zzz\""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"username\""),
    ("\"matchingPriority\": 1", "\"matchingPriority\": 0"),
    ("\"flowType\": \"Always\"", "\"flowType\": \"ObjectAdOnly\""),
    ("\"flowType\": \"Always\"", "\"flowType\": \"x\""),
    ("{\"type\": \"Constant\"", "{\"type\": \"Const\""),
    ("{\"type\": \"Constant\"", "{\"type\": \"x\""),
    ("\"name\": \"userPrincipalName\"}}", "\"name\": \"userPrincipalname\"}}"),
    ("\"name\": \"userPrincipalName\"}}", "\"name\": \"zzz\"}}"),
    ("{\"type\": \"Constant\", \"name\": \"Pilot\"}", "{\"type\": \"Attribute\", \"name\": \"manager\"}"),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"manager\""),
    ("\"targetAttributeName\": \"title\"", "\"targetAttributeName\": \"active\""),
    (
        "\"defaultValue\": \"\",\n          \"source\": {\"type\": \"Constant\", \"name\": \"Pilot\"}",
        "\"defaultValue\": \"x\"}, {\"targetAttributeName\": \"active\", \"defaultValue\": \"sometimes\", \"source\": null",
    ),
    (
        "{\"type\": \"Attribute\", \"name\": \"userPrincipalName\"}",
        "{\"type\": \"Function\", \"name\": \"SelectUniqueValue\", \"expression\": \"SelectUniqueValue([a], [b])\"}",
    ),
    (
        "\"scope\": null",
        "\"scope\": {\"groups\": [{\"name\": \"Staff\", \"clauses\": [{\"operatorName\": \"EQUALS\"}]}]}",
    ),
    (
        "\"scope\": null",
        "\"scope\": {\"groups\": [{\"clauses\": [{\"sourceOperandName\": \"city\", \"targetOperand\": {\"values\": [\"a\"]}}]}]}",
    ),
    (
        "\"scope\": null",
        "\"scope\": {\"groups\": [{\"clauses\": [{\"sourceOperandName\": \"city\", \"operatorName\": \"EQUALS\", \"targetOperand\": {\"values\": [\"a\", \"b\"]}}]}]}",
    ),
    (
        "\"scope\": null",
        "\"scope\": {\"groups\": [{\"clauses\": [{\"sourceOperandName\": \"proxyAddresses\", \"operatorName\": \"EQUALS\", \"targetOperand\": {\"values\": [\"a\"]}}]}]}",
    ),
    (
        "\"scope\": null",
        "\"scope\": {\"groups\": [{\"clauses\": [{\"sourceOperandName\": \"city\", \"operatorName\": \"EQUAL\", \"targetOperand\": {\"values\": [\"a\"]}}]}]}",
    ),
    ("\"scope\": null", "\"scope\": {\"groups\": \"all\"}"),
    ("\"objectMappings\": [", "\"objectMappings\": [7,"),
];

#[test]
fn every_error_says_where_what_and_what_next() {
    let said = WRONG.iter().map(|(old, new)| {
        let error = read(&with(old, new)).expect_err(new);
        format!("{new}\n  {error}\n  help: {}\n", error.help())
    });
    insta::assert_snapshot!("schema_errors", said.collect::<String>());
}

#[test]
fn a_missing_file_is_named() {
    let error = schema::read(std::path::Path::new("no/such/schema.json"), None).unwrap_err();
    assert!(error.to_string().starts_with("cannot read the schema no/such/schema.json: "), "{error}");
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,80}") {
        let _ = read(&text);
    }

    #[test]
    fn a_damaged_schema_never_panics(at in 0..MINIMAL.len(), length in 0..40_usize, new in "[\\[\\]{}\",:a0é]{0,4}") {
        let end = (at + length).min(MINIMAL.len());
        let damaged = format!("{}{new}{}", &MINIMAL[..at], &MINIMAL[end..]);
        let _ = read(&damaged);
    }

    #[test]
    fn arbitrary_parts_never_panic(part in any_schema()) {
        let part = part.to_string();
        let row = "\"targetAttributeName\": \"title\", \"matchingPriority\": 0,";
        for old in ["{\"type\": \"Constant\", \"name\": \"Pilot\"}", "null", "\"Pilot\"", "\"title\""] {
            let _ = read(&with(old, &part));
        }
        let _ = read(&with(row, &format!("\"targetAttributeName\": \"title\", \"x\": {part},")));
        let _ = read(&with("\"attributeMappings\": [", &format!("\"attributeMappings\": [{part},")));
        let _ = read(&with("\"objectMappings\": [", &format!("\"objectMappings\": [{part},")));
    }

    #[test]
    fn arbitrary_json_never_panics(value in any_schema()) {
        let _ = read(&value.to_string());
    }
}

/// JSON made of the names of a schema, at any place.
fn any_schema() -> impl Strategy<Value = Value> {
    let names = [
        "directories",
        "synchronizationRules",
        "objectMappings",
        "attributeMappings",
        "source",
        "type",
        "name",
        "targetAttributeName",
        "sourceObjectName",
        "scope",
        "groups",
        "clauses",
        "objects",
        "attributes",
        "flowTypes",
        "matchingPriority",
        "defaultValue",
        "expression",
        "parameters",
        "key",
        "value",
    ];
    let words = [
        "User",
        "userName",
        "Attribute",
        "Constant",
        "Function",
        "Add",
        "x[",
        "",
        "Switch",
        "Not([city])",
        "IIF(",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2..3_i64).prop_map(Value::from),
        prop::sample::select(words.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(8, 60, 4, move |inner| {
        let name = prop::sample::select(names.to_vec()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6).prop_map(|m| Value::Object(m.into_iter().collect())),
        ]
    })
}
