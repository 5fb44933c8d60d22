use serde_json::json;

use super::*;
use crate::provision::object::DEFAULT_ACCESS;

#[test]
fn new_objects_are_due_in_the_order_of_the_file_and_known_ones_are_not_read_again() {
    let (mut state, _folder) = state();
    let file =
        [managed("a", "c"), user("b"), user("c"), group("g", &["a", "c", "h"], &[]), group("h", &[], &[])];
    let expected = Imported { read: 5, added: 5, changed: 0, removed: 0 };
    assert_eq!(import(&mut state, &file).unwrap(), expected);
    assert_eq!(due(&state, Kind::User), ["a", "b", "c"]);
    assert_eq!(due(&state, Kind::Group), ["g", "h"]);
    assert_eq!(row(&state, "a").object.manager.as_deref(), Some("c"));
    work(&mut state);
    assert_eq!(import(&mut state, &file).unwrap(), Imported { read: 5, ..Imported::default() });
    assert_eq!(due(&state, Kind::User), Vec::<String>::new());
}

#[test]
fn what_changed_is_due_and_what_left_is_due_and_gone() {
    let (mut state, _folder) = state();
    import(&mut state, &[user("a"), user("b"), user("c")]).unwrap();
    work(&mut state);
    let renamed = with("b", |object| drop(object.attributes.insert("givenName", json!("Bo"))));
    let imported = import(&mut state, &[user("a"), renamed]).unwrap();
    assert_eq!(imported, Imported { read: 2, added: 0, changed: 1, removed: 1 });
    assert_eq!(due(&state, Kind::User), ["b", "c"]);
    let gone = row(&state, "c");
    assert!(!gone.present && gone.changed);
    assert_eq!(gone.object.text("userPrincipalName"), Some("c@contoso.example"));
}

#[test]
fn the_order_of_attributes_and_members_is_no_change() {
    let (mut state, _folder) = state();
    import(&mut state, &[user("a"), user("b"), group("g", &["a", "b"], &[])]).unwrap();
    work(&mut state);
    let turned = with("a", |object| {
        object.attributes =
            attributes(json!({"accountEnabled": true, "userPrincipalName": "a@contoso.example"}));
    });
    let imported = import(&mut state, &[turned, user("b"), group("g", &["b", "a", "b"], &[])]).unwrap();
    assert_eq!(imported, Imported { read: 3, ..Imported::default() });
    assert_eq!(state.counts().unwrap().due_users + state.counts().unwrap().due_groups, 0);
}

#[test]
fn who_comes_back_under_the_same_id_keeps_row_and_link() {
    let (mut state, _folder) = state();
    import(&mut state, &[user("a"), user("b")]).unwrap();
    link(&mut state, &["a"]);
    let before = row(&state, "a").row;
    import(&mut state, &[user("b")]).unwrap();
    work(&mut state);
    let imported = import(&mut state, &[managed("a", "b"), user("b")]).unwrap();
    assert_eq!((imported.added, imported.removed), (1, 0));
    let back = row(&state, "a");
    assert!(back.present && back.changed && back.row == before);
    assert_eq!((back.link.as_deref(), back.object.manager.as_deref()), (Some("t-a"), Some("b")));
}

#[test]
fn soft_deletion_is_a_change() {
    let (mut state, _folder) = state();
    import(&mut state, &[user("a")]).unwrap();
    work(&mut state);
    import(&mut state, &[with("a", |object| object.soft_deleted = true)]).unwrap();
    assert_eq!(due(&state, Kind::User), ["a"]);
    assert!(row(&state, "a").object.soft_deleted);
}

#[test]
fn roles_come_directly_and_through_direct_membership_for_users_alone() {
    let (mut state, _folder) = state();
    let file = [
        assigned(user("a"), &["r2"]),
        user("b"),
        group("g", &["a", "b", "h"], &["r1", DEFAULT_ACCESS]),
        group("h", &["c"], &[]),
        user("c"),
        role("r1", "Reader"),
        role("r2", "Writer"),
    ];
    import(&mut state, &file).unwrap();
    assert_eq!(row(&state, "a").assignments, [DEFAULT_ACCESS, "r1", "r2"]);
    assert_eq!(row(&state, "b").assignments, [DEFAULT_ACCESS, "r1"]);
    assert_eq!(row(&state, "c").assignments, Vec::<String>::new());
    assert_eq!(row(&state, "h").assignments, Vec::<String>::new());
    assert_eq!(row(&state, "g").assignments, [DEFAULT_ACCESS, "r1"]);
    let known = state.roles(&owned(&["r2", DEFAULT_ACCESS, "r9"])).unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].value.as_deref(), Some("Writer"));
}

/// Imports one version, works on it, imports the next, and says who is due.
fn due_after(before: &[Entry], after: &[Entry]) -> Vec<String> {
    let (mut state, _folder) = state();
    import(&mut state, before).unwrap();
    work(&mut state);
    import(&mut state, after).unwrap();
    [due(&state, Kind::User), due(&state, Kind::Group)].concat()
}

#[test]
fn users_are_due_when_a_group_gives_or_takes_their_roles() {
    let file = |members: &[&str], roles: &[&str]| {
        [user("a"), user("b"), user("c"), group("h", &[], &[]), group("g", members, roles), role("r", "R")]
    };
    assert_eq!(due_after(&file(&["a", "b"], &["r"]), &file(&["a", "c", "h"], &["r"])), ["b", "c", "g"]);
    assert_eq!(due_after(&file(&["a", "b", "h"], &[]), &file(&["a", "b", "h"], &["r"])), ["a", "b", "g"]);
    assert_eq!(due_after(&file(&["a", "b"], &["r"]), &file(&["b"], &[])), ["a", "b", "g"]);
    assert_eq!(due_after(&file(&["a"], &[]), &file(&["b"], &[])), ["g"]);
    let without = [user("a"), user("b"), user("c"), group("h", &[], &[]), role("r", "R")];
    assert_eq!(due_after(&file(&["a", "b"], &["r"]), &without), ["a", "b", "g"]);
    assert_eq!(due_after(&without, &file(&["a", "b"], &["r"])), ["a", "b", "g"]);
}

#[test]
fn holders_of_a_role_are_due_when_it_changes() {
    let file = |value| {
        [assigned(user("a"), &["r"]), user("b"), user("c"), group("g", &["b"], &["r"]), role("r", value)]
    };
    assert_eq!(due_after(&file("R"), &file("S")), ["a", "b", "g"]);
}

#[test]
fn managers_and_members_that_change_make_references_due() {
    let (mut state, _folder) = state();
    import(&mut state, &[managed("a", "b"), user("b"), user("c"), group("g", &["a"], &[])]).unwrap();
    link(&mut state, &["a", "b", "c", "g"]);
    work(&mut state);
    import(&mut state, &[managed("a", "c"), user("b"), user("c"), group("g", &["b"], &[])]).unwrap();
    let references = |kind| ids(state.due_references(kind, now(), 0, 10).unwrap());
    assert_eq!((references(Kind::User), references(Kind::Group)), (owned(&["a"]), owned(&["g"])));
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a"]), owned(&["g"])));
}

/// The error of importing the second version after the first, which must leave nothing behind.
fn refused(before: &[Entry], after: &[Entry]) -> String {
    let (mut state, _folder) = state();
    import(&mut state, before).unwrap();
    let kept = super::history::dump(&state);
    let error = import(&mut state, after).unwrap_err();
    assert_eq!(super::history::dump(&state), kept, "half of it was taken over");
    assert!(!error.help().is_empty());
    import(&mut state, before).unwrap();
    error.to_string()
}

#[test]
fn an_id_that_occurs_twice_is_refused() {
    let other = with("a", |object| object.soft_deleted = true);
    let twice = "contoso.jsonl:3:3: the id `a` occurs twice; it stands in line 1 already";
    assert_eq!(refused(&[], &[user("a"), user("b"), user("a")]), twice);
    assert_eq!(refused(&[user("a")], &[user("a"), user("b"), user("a")]), twice);
    assert_eq!(refused(&[user("a")], &[user("a"), user("b"), other.clone()]), twice);
    assert_eq!(refused(&[user("a")], &[other, user("b"), user("a")]), twice);
    let roles = [role("a", "1"), user("b"), role("a", "2")];
    assert_eq!(refused(&[], &roles), twice);
    assert_eq!(refused(&roles[..1], &roles), twice);
}

#[test]
fn references_to_nobody_are_refused_with_the_line_of_the_first() {
    let file = [user("x"), managed("a", "m"), group("g", &["n"], &[])];
    assert_eq!(refused(&[], &file), "contoso.jsonl:2:3: the manager `m` of `a` is not in the directory");
    let file = [group("g", &["x", "n"], &[]), user("x"), managed("a", "m")];
    assert_eq!(refused(&[], &file), "contoso.jsonl:1:3: the member `n` of `g` is not in the directory");
}

#[test]
fn unchanged_references_to_somebody_who_left_are_refused_too() {
    let before = [user("m"), managed("a", "m"), group("g", &["m"], &[])];
    assert_eq!(
        refused(&before, &before[1..]),
        "contoso.jsonl:1:3: the manager `m` of `a` is not in the directory"
    );
    let after = [user("a"), group("g", &["m"], &[])];
    assert_eq!(refused(&before, &after), "contoso.jsonl:2:3: the member `m` of `g` is not in the directory");
}

#[test]
fn roles_that_are_not_declared_are_refused() {
    let holder = assigned(user("a"), &["r"]);
    let message = "contoso.jsonl:2:3: the app role `r` of `a` is not among the app roles";
    assert_eq!(refused(&[], &[user("b"), holder.clone()]), message);
    assert_eq!(refused(&[role("r", "R"), holder.clone()], &[user("b"), holder]), message);
}

#[test]
fn kinds_do_not_change_and_changes_have_no_place_in_a_directory() {
    let message = "contoso.jsonl:1:3: `a` is a group here and was a user so far";
    assert_eq!(refused(&[user("a")], &[group("a", &[], &[])]), message);
    let removed = Entry::Removed { id: "a".into(), soft: false };
    assert_eq!(
        refused(&[user("a")], &[removed]),
        "contoso.jsonl:1:3: a change stands among complete objects"
    );
}

#[test]
fn an_error_of_the_file_takes_everything_back() {
    let (mut state, _folder) = state();
    let error = state.import_from(Path::new("contoso.jsonl"), |sink| {
        sink(&One { entry: user("a"), place: at(1) })?;
        Err(Stop::Directory(DirectoryError {
            path: "contoso.jsonl".into(),
            place: at(2),
            message: "broken".into(),
            help: "mend it".into(),
        }))
    });
    assert_eq!(error.unwrap_err().to_string(), "contoso.jsonl:2:3: broken");
    assert_eq!(state.counts().unwrap().users, 0);
}
