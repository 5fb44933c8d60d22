//! Deltas.

use serde_json::json;

use super::{attributes, delta};
use crate::provision::directory::{Entry, Place};
use crate::provision::object::{AppRole, Kind};

fn only(content: &str) -> Entry {
    let mut entries =
        delta("d.json", &format!(r#"{{"value": [{content}], "@odata.deltaLink": "…"}}"#)).unwrap();
    assert_eq!(entries.len(), 1);
    entries.remove(0).0
}

#[test]
fn only_what_changed() {
    let entry = only(
        r#"{"id": "u", "surname": "Berg", "businessPhones": [], "mobilePhone": null, "city": "",
            "onPremisesExtensionAttributes": {"extensionAttribute1": null, "extensionAttribute2": "x"}}"#,
    );
    let Entry::Changed { object, cleared, manager_named, added, removed, assignments, .. } = entry else {
        panic!()
    };
    assert_eq!(object.attributes, attributes(json!({"surname": "Berg", "extensionAttribute2": "x"})));
    assert_eq!(cleared, ["telephoneNumber", "mobile", "city", "extensionAttribute1"]);
    assert!(!manager_named && added.is_empty() && removed.is_empty() && assignments.is_none());
}

#[test]
fn managers() {
    let manager = |content: &str| match only(content) {
        Entry::Changed { object, manager_named: true, .. } => object.manager,
        other => panic!("{other:?}"),
    };
    assert_eq!(manager(r#"{"id": "u", "manager": {"id": "m"}}"#).as_deref(), Some("m"));
    assert_eq!(manager(r#"{"id": "u", "manager": null}"#), None);
    assert_eq!(manager(r#"{"id": "u", "manager@delta": [{"id": "m"}]}"#).as_deref(), Some("m"));
    let replaced =
        r#"{"id": "u", "manager@delta": [{"id": "n"}, {"id": "m", "@removed": {"reason": "deleted"}}]}"#;
    assert_eq!(manager(replaced).as_deref(), Some("n"));
    let gone = r#"{"id": "u", "manager@delta": [{"id": "m", "@removed": {"reason": "deleted"}}]}"#;
    assert_eq!(manager(gone), None);
}

#[test]
fn members_and_assignments() {
    let entry = only(
        r##"{"id": "g", "members@delta": [{"id": "a"}, "b", {"@odata.type": "#microsoft.graph.user", "id": "c",
            "@removed": {"reason": "deleted"}}], "appRoleAssignments": []}"##,
    );
    let Entry::Changed { object, added, removed, assignments, .. } = entry else { panic!() };
    assert_eq!((object.kind, assignments), (Kind::Group, Some(Vec::new())));
    assert_eq!((added, removed), (vec!["a".into(), "b".into()], vec!["c".to_owned()]));
}

#[test]
fn removed_and_back() {
    let removed = |reason| format!(r#"{{"id": "u", "@removed": {{"reason": "{reason}"}}}}"#);
    assert_eq!(only(&removed("deleted")), Entry::Removed { id: "u".into(), soft: false });
    assert_eq!(only(&removed("changed")), Entry::Removed { id: "u".into(), soft: true });
    let deleted = r#"{"id": "u", "deletedDateTime": "2026-02-01T00:00:00Z"}"#;
    assert!(matches!(only(deleted), Entry::Changed { object, .. } if object.soft_deleted));
}

#[test]
fn kinds() {
    let kind = |content: &str, context: &str| {
        let content = format!(r#"{{"@odata.context": "{context}", "value": [{content}]}}"#);
        match delta("d.json", &content).unwrap().remove(0).0 {
            Entry::Changed { object, .. } => object.kind,
            other => panic!("{other:?}"),
        }
    };
    let groups = "https://graph.microsoft.com/v1.0/$metadata#groups";
    assert_eq!(kind(r#"{"id": "g"}"#, groups), Kind::Group);
    assert_eq!(kind(r#"{"id": "g"}"#, "https://graph.microsoft.com/v1.0/$metadata#users(id)"), Kind::User);
    assert_eq!(kind(r##"{"id": "g", "@odata.type": "#microsoft.graph.user"}"##, groups), Kind::User);
    assert_eq!(kind(r#"{"id": "g", "securityEnabled": true}"#, ""), Kind::Group);
    let role = r##"{"id": "r", "@odata.type": "#microsoft.graph.appRole", "displayName": "R"}"##;
    assert_eq!(only(role), Entry::Role(AppRole { id: "r".into(), value: None, display_name: "R".into() }));
}

#[test]
fn lines_are_a_delta_too() {
    let entries =
        delta("d.jsonl", "{\"id\": \"a\"}\n\n{\"id\": \"b\", \"@removed\": {\"reason\": \"deleted\"}}\n")
            .unwrap();
    assert_eq!(entries.iter().map(|(_, place)| place.line).collect::<Vec<_>>(), [1, 3]);
    assert!(delta("d.json", "{\"value\": []}").unwrap().is_empty());
}

#[test]
fn errors() {
    for (content, place, message, help) in [
        ("{\"users\": []}", (1, 1), "no `value` in the delta", "as `directory` in the job file"),
        ("{}", (1, 1), "no `value` in the delta", "write {\"value\""),
        ("{\"value\": [],\n\"value\": []}", (2, 1), "`value` occurs twice", "one list"),
        ("{\"value\": [{\"id\": \"a\", \"@removed\": {}}]}", (1, 36), "without a reason", "\"changed\""),
        ("{\"value\": [\n{\"city\": \"a\"}]}", (2, 1), "`id` is missing", "object id"),
        (
            "{\"value\": [{\"id\": \"a\",\n\"members@delta\": \"b\"}]}",
            (2, 18),
            "must be a list, not text",
            "[ ]",
        ),
    ] {
        let error = delta("d.json", content).unwrap_err();
        assert!(error.message.contains(message), "{error}");
        assert!(error.help.contains(help), "{}", error.help);
        assert_eq!(error.place, Place { line: place.0, column: place.1 }, "{error}");
    }
    assert!(delta("d.csv", "id\na").unwrap_err().help.contains("JSON Lines"));
}
