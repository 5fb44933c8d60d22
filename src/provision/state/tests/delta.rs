use serde_json::json;

use super::*;

/// A change of one object, which `edit` fills in.
fn change(id: &str, edit: impl FnOnce(&mut Parts)) -> Entry {
    let mut parts = Parts::default();
    edit(&mut parts);
    let object = Object {
        kind: if parts.is_group { Kind::Group } else { Kind::User },
        id: id.to_owned(),
        attributes: parts.attributes,
        manager: parts.manager.clone().flatten(),
        soft_deleted: false,
    };
    Entry::Changed {
        object,
        kind_named: !parts.is_unnamed,
        cleared: parts.cleared,
        manager_named: parts.manager.is_some(),
        added: parts.added,
        removed: parts.removed,
        assignments: parts.assignments,
    }
}

#[derive(Default)]
#[expect(clippy::option_option, reason = "not named, named without a value, named with one")]
struct Parts {
    is_group: bool,
    is_unnamed: bool,
    attributes: Attributes,
    cleared: Vec<String>,
    manager: Option<Option<String>>,
    added: Vec<String>,
    removed: Vec<String>,
    assignments: Option<Vec<String>>,
}

fn organisation() -> Vec<Entry> {
    let rich = with("a", |object| {
        object.attributes.insert("department", json!("Sales"));
        object.manager = Some("m".into());
    });
    vec![
        rich,
        user("b"),
        user("m"),
        group("g", &["a", "m"], &["r"]),
        group("h", &["m", "g"], &[]),
        role("r", "R"),
    ]
}

fn prepared() -> (State, TempDir) {
    let (mut state, folder) = state();
    import(&mut state, &organisation()).unwrap();
    link(&mut state, &["a", "b", "m", "g", "h"]);
    work(&mut state);
    (state, folder)
}

#[test]
fn only_what_is_named_changes() {
    let (mut state, _folder) = prepared();
    let entry = change("a", |parts| {
        parts.attributes = attributes(json!({"jobTitle": "Buyer"}));
        parts.cleared = owned(&["department", "accountEnabled"]);
    });
    let imported = delta(&mut state, &[entry]).unwrap();
    assert_eq!(imported, Imported { read: 1, changed: 1, ..Imported::default() });
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a"]), Vec::new()));
    let object = row(&state, "a").object;
    let expected =
        json!({"userPrincipalName": "a@contoso.example", "jobTitle": "Buyer", "accountEnabled": true});
    assert_eq!(object.attributes, attributes(expected));
    assert_eq!(object.manager.as_deref(), Some("m"));
}

#[test]
fn a_change_that_changes_nothing_is_none() {
    let (mut state, _folder) = prepared();
    let same = change("a", |parts| parts.attributes = attributes(json!({"department": "Sales"})));
    let member = change("g", |parts| parts.added = owned(&["a"]));
    let nobody = change("g", |parts| parts.removed = owned(&["b", "z"]));
    let gone = Entry::Removed { id: "z".into(), soft: false };
    let imported = delta(&mut state, &[same, member, nobody, gone]).unwrap();
    assert_eq!(imported, Imported { read: 4, ..Imported::default() });
    assert_eq!(import(&mut state, &organisation()).unwrap().changed, 0);
    assert_eq!(due(&state, Kind::User).len() + due(&state, Kind::Group).len(), 0);
}

#[test]
fn members_join_and_leave_and_their_roles_with_them() {
    let (mut state, _folder) = prepared();
    let entry = change("g", |parts| {
        parts.added = owned(&["b"]);
        parts.removed = owned(&["a"]);
    });
    delta(&mut state, &[entry]).unwrap();
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a", "b"]), owned(&["g"])));
    assert_eq!(row(&state, "b").assignments, ["r"]);
    assert_eq!(row(&state, "a").assignments, Vec::<String>::new());
}

#[test]
fn managers_and_assignments_are_replaced() {
    let (mut state, _folder) = prepared();
    let manager = change("a", |parts| parts.manager = Some(Some("b".into())));
    let none = change("m", |parts| parts.assignments = Some(owned(&["r"])));
    delta(&mut state, &[manager, none]).unwrap();
    assert_eq!(row(&state, "a").object.manager.as_deref(), Some("b"));
    assert_eq!(ids(state.due_references(Kind::User, now(), 0, 9).unwrap()), ["a"]);
    delta(&mut state, &[change("a", |parts| parts.manager = Some(None))]).unwrap();
    assert_eq!(row(&state, "a").object.manager, None);
}

#[test]
fn new_objects_may_be_named_before_they_come() {
    let (mut state, _folder) = prepared();
    let entries = [
        change("g", |parts| parts.added = owned(&["n", "o"])),
        change("b", |parts| parts.manager = Some(Some("n".into()))),
        change("a", |parts| parts.manager = Some(Some("nobody".into()))),
        change("a", |parts| parts.manager = Some(None)),
        change("g", |parts| parts.removed = owned(&["o"])),
        change("n", |parts| parts.attributes = attributes(json!({"userPrincipalName": "n@contoso.example"}))),
    ];
    let imported = delta(&mut state, &entries).unwrap();
    assert_eq!((imported.added, imported.removed), (1, 0));
    assert_eq!(row(&state, "b").object.manager.as_deref(), Some("n"));
    assert_eq!(row(&state, "n").assignments, ["r"]);
    assert!(row(&state, "n").object.is_enabled());
    assert!(row(&state, "n").object.attributes.contains_key("accountEnabled"));
}

#[test]
fn deleting_for_good_takes_out_of_groups_and_away_as_manager() {
    let (mut state, _folder) = prepared();
    let imported = delta(&mut state, &[Entry::Removed { id: "m".into(), soft: false }]).unwrap();
    assert_eq!(imported, Imported { read: 1, removed: 1, ..Imported::default() });
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a", "m"]), owned(&["g", "h"])));
    assert_eq!(row(&state, "a").object.manager, None);
    assert_eq!(ids(state.due_references(Kind::Group, now(), 0, 9).unwrap()), ["g", "h"]);
    let error = import(&mut state, &organisation()[..2]).unwrap_err();
    assert_eq!(error.to_string(), "contoso.jsonl:1:3: the manager `m` of `a` is not in the directory");
}

#[test]
fn deleting_an_assigned_group_makes_its_users_due() {
    let (mut state, _folder) = prepared();
    delta(&mut state, &[Entry::Removed { id: "g".into(), soft: false }]).unwrap();
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a", "m"]), owned(&["g", "h"])));
    assert_eq!(row(&state, "m").assignments, Vec::<String>::new());
}

#[test]
fn the_recycle_bin_keeps_references_and_gives_back() {
    let (mut state, _folder) = prepared();
    let bin = Entry::Removed { id: "m".into(), soft: true };
    assert_eq!(delta(&mut state, &[bin.clone(), bin]).unwrap().changed, 1);
    assert_eq!(due(&state, Kind::User), ["m"]);
    assert!(row(&state, "m").object.soft_deleted && row(&state, "m").present);
    assert_eq!(row(&state, "a").object.manager.as_deref(), Some("m"));
    work(&mut state);
    delta(&mut state, &[change("m", |_| ())]).unwrap();
    assert!(!row(&state, "m").object.soft_deleted);
    assert_eq!(due(&state, Kind::User), ["m"]);
}

#[test]
fn who_was_deleted_can_come_back_in_the_same_delta() {
    let (mut state, _folder) = prepared();
    let entries = [Entry::Removed { id: "m".into(), soft: false }, user("m")];
    delta(&mut state, &entries).unwrap();
    let back = row(&state, "m");
    assert!(back.present);
    assert_eq!((back.link.as_deref(), back.assignments.len()), (Some("t-m"), 0));
}

#[test]
fn a_delta_that_refers_to_nobody_changes_nothing() {
    let (mut state, _folder) = prepared();
    let before = super::history::dump(&state);
    let rename = change("b", |parts| parts.attributes = attributes(json!({"jobTitle": "Buyer"})));
    let cases = [
        (change("g", |parts| parts.added = owned(&["z"])), "the member `z` of `g` is not in the directory"),
        (
            change("a", |parts| parts.manager = Some(Some("z".into()))),
            "the manager `z` of `a` is not in the directory",
        ),
        (
            change("a", |parts| parts.assignments = Some(owned(&["z"]))),
            "the app role `z` of `a` is not among the app roles",
        ),
        (group("a", &[], &[]), "`a` is a group here and was a user so far"),
    ];
    for (entry, message) in cases {
        let error = delta(&mut state, &[rename.clone(), entry]).unwrap_err().to_string();
        assert_eq!(error, format!("delta.json:2:3: {message}"));
        assert_eq!(super::history::dump(&state), before);
    }
}

#[test]
fn the_next_import_compares_what_a_delta_changed() {
    let (mut state, _folder) = prepared();
    delta(&mut state, &[change("b", |parts| parts.attributes = attributes(json!({"jobTitle": "Buyer"})))])
        .unwrap();
    work(&mut state);
    assert_eq!(import(&mut state, &organisation()).unwrap().changed, 1);
    assert_eq!(row(&state, "b").object.text("jobTitle"), None);
}
