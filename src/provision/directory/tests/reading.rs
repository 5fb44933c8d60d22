//! What the readers make of good files.

use serde_json::json;

use super::{attributes, digests, entries};
use crate::provision::directory::{Entry, Place};
use crate::provision::object::{AppRole, Kind, Object};

const ALICE: &str = r#"{"id": "a", "displayName": "Alice ❄", "businessPhones": ["1", "2"]}"#;

fn one(name: &str, content: &str) -> (Object, Vec<String>, Vec<String>) {
    match entries(name, content.as_bytes()).unwrap().remove(0).0 {
        Entry::Object { object, members, assignments } => (object, members, assignments),
        other => panic!("{other:?}"),
    }
}

fn place(line: u64, column: u64) -> Place {
    Place { line, column }
}

#[test]
fn names_are_those_of_mappings() {
    let (object, members, assignments) = one(
        "d.json",
        r##"{"users": [{"id": "u", "userPrincipalName": "u@contoso.example", "businessPhones": ["+47 1", "+47 2"],
            "mobilePhone": "3", "faxNumber": "4", "officeLocation": "5", "city": "", "state": null,
            "onPremisesExtensionAttributes": {"extensionAttribute2": "x", "extensionAttribute3": null},
            "extension_0af_level": 7, "extension_0af_remote": true, "proxyAddresses": ["a", "b"], "otherMails": [],
            "identities": [{"issuer": "i"}], "employeeOrgData": {"division": "d"}, "members@odata.context": "…",
            "manager": {"@odata.type": "#microsoft.graph.user", "id": "m"}, "deletedDateTime": null,
            "appRoleAssignments": ["r", {"appRoleId": "s"}, "r"]}]}"##,
    );
    let expected = json!({
        "userPrincipalName": "u@contoso.example", "telephoneNumber": "+47 1", "mobile": "3", "accountEnabled": true,
        "facsimileTelephoneNumber": "4", "physicalDeliveryOfficeName": "5", "extensionAttribute2": "x",
        "extension_0af_level": 7, "extension_0af_remote": true, "proxyAddresses": ["a", "b"],
    });
    assert_eq!(object.attributes, attributes(expected));
    assert_eq!((object.kind, object.manager.as_deref(), object.soft_deleted), (Kind::User, Some("m"), false));
    assert_eq!((members.len(), assignments), (0, vec!["r".to_owned(), "s".to_owned()]));
}

#[test]
fn lists_come_in_any_order_among_others() {
    let content = "\u{feff}{\n\"@odata.context\": \"…\",\n \"groups\": [ {\"id\":\"g\",\"members\":[{\"id\":\"a\"},\"b\"]}],\n\
         \"more\": [1, {\"users\": []}, \"]\"], \"users\": [], \"x\": 1.5,\n\"appRoles\": [{\"id\": \"r\", \"value\": \
         null, \"displayName\": \"R\", \"isEnabled\": true},\n  {\"id\": \"s\", \"displayName\": \"❄\"}, \
         {\"id\": \"t\", \"displayName\": \"T\"}]}\n";
    let read = entries("d.json", content.as_bytes()).unwrap();
    let places: Vec<Place> = read.iter().map(|(_, place)| *place).collect();
    assert_eq!(places, [place(3, 14), place(5, 14), place(6, 3), place(6, 36)]);
    let Entry::Object { object, members, .. } = &read[0].0 else { panic!() };
    assert_eq!(
        (object.kind, object.attributes.len(), members),
        (Kind::Group, 0, &vec!["a".into(), "b".into()])
    );
    let role = AppRole { id: "r".into(), value: None, display_name: "R".into() };
    assert_eq!(read[1].0, Entry::Role(role));
}

#[test]
fn lines_may_be_blank_and_end_in_any_way() {
    let line = ALICE.replacen('{', r##"{"@odata.type": "#microsoft.graph.user", "##, 1);
    let content = format!("\u{feff}{line}\r\n\r\n   \n \u{20}{line}");
    let read = entries("d.ndjson", content.as_bytes()).unwrap();
    assert_eq!(read.iter().map(|(_, place)| *place).collect::<Vec<_>>(), [place(1, 1), place(4, 3)]);
    assert_eq!(read[0].0, read[1].0);
}

#[test]
fn rows_hold_quotes_commas_and_line_breaks() {
    let content = "\u{feff}type,id,displayName,Team,accountEnabled,businessPhones,manager,members,appRoles,value\r\n\
                   user,a,\"Alice \"\"Al\"\",\n❄\",\"red;blue\",FALSE,1;2,m,,r; s;,\r\n\
                   ,,,,,,,,,\r\n\n\
                   Group,g,Gr\"oup,,,,,a; b,,\n\
                   appRole,r,Role,,,,,,,v";
    let read = entries("d.csv", content.as_bytes()).unwrap();
    assert_eq!(read.iter().map(|(_, place)| place.line).collect::<Vec<_>>(), [2, 6, 7]);
    let Entry::Object { object, assignments, .. } = &read[0].0 else { panic!() };
    let expected = json!({"displayName": "Alice \"Al\",\n❄", "Team": "red;blue", "accountEnabled": false, "telephoneNumber": "1"});
    assert_eq!(object.attributes, attributes(expected));
    assert_eq!((object.manager.as_deref(), assignments), (Some("m"), &vec!["r".into(), "s".into()]));
    let Entry::Object { object, members, .. } = &read[1].0 else { panic!() };
    assert_eq!((object.text("displayName"), members), (Some("Gr\"oup"), &vec!["a".into(), "b".into()]));
    let role = AppRole { id: "r".into(), value: Some("v".into()), display_name: "Role".into() };
    assert_eq!(read[2].0, Entry::Role(role));
}

#[test]
fn without_types_all_rows_are_users() {
    assert_eq!(one("d.csv", "id,city\nu,Oslo\n").0.kind, Kind::User);
    assert!(entries("d.csv", b"id,city\n").unwrap().is_empty());
}

#[test]
fn the_format_shows_where_the_name_says_nothing() {
    let line = r##"{"id": "a", "@odata.type": "#microsoft.graph.user"}"##;
    for content in [line, "  {\"users\": [{\"id\": \"a\"}]}", "{\n\"users\": [{\"id\": \"a\"}]}", "id\na"] {
        assert_eq!(one("directory", content).0.id, "a", "{content}");
    }
}

#[test]
fn deleted_is_who_has_a_time_of_deletion() {
    let user = |time: &str| format!(r#"{{"users": [{{"id": "a", "deletedDateTime": {time}}}]}}"#);
    assert!(one("d.json", &user("\"2026-01-05T10:00:00.123Z\"")).0.soft_deleted);
    assert!(one("d.json", &user("\"2026-01-05\"")).0.soft_deleted);
    assert!(!one("d.json", &user("null")).0.soft_deleted && !one("d.json", &user("\"\"")).0.soft_deleted);
}

#[test]
fn digests_tell_what_an_element_says() {
    let same = digests("d.json", &format!("{{\"users\": [{ALICE},\n{ALICE}], \"groups\": [{ALICE}]}}"));
    assert_eq!(same[0], same[1]);
    assert_ne!(same[0], same[2], "a group is something else");
    assert_eq!(digests("d.csv", "id,city\na,b\n"), digests("d.csv", "id,city\r\na,b"));
    assert_ne!(digests("d.csv", "id,city\na,b\n"), digests("d.csv", "id,state\na,b\n"));
}

#[test]
fn a_long_line_is_one_element() {
    let members = vec!["\"10000000-0000-4000-8000-000000000001\""; 60_000];
    let group =
        format!(r#"{{"groups": [{{"members": [{}], "id": "g"}}, {{"id": "h"}}]}}"#, members.join(","));
    let read = entries("d.json", group.as_bytes()).unwrap();
    let Entry::Object { members, .. } = &read[0].0 else { panic!() };
    assert_eq!((members.len(), read[1].1.line), (1, 1));
}
