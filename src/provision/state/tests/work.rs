use super::*;
use crate::provision::mapping::Match;
use crate::provision::rules::Standing;
use crate::provision::state::{Counts, Escrow, Intent, Reset};

fn hours(hours: i64) -> Timestamp {
    now() + jiff::SignedDuration::from_hours(hours)
}

fn escrow(next: i64) -> Escrow {
    Escrow {
        first_failed: now(),
        attempts: 2,
        next_attempt: hours(next),
        code: "EntryConflict".into(),
        message: "taken".into(),
    }
}

fn matching(value: &str) -> Match {
    Match { target: "userName".into(), value: value.into() }
}

fn organisation() -> (State, TempDir) {
    let (mut state, folder) = state();
    import(&mut state, &[managed("a", "b"), user("b"), user("c"), group("g", &["a", "b"], &[])]).unwrap();
    (state, folder)
}

fn finish(state: &mut State, id: &str, edit: impl FnOnce(&mut Done)) {
    let mut done = Done { row: row(state, id).row, ..Done::default() };
    edit(&mut done);
    state.finish(&[done]).unwrap();
}

#[test]
fn pages_follow_each_other() {
    let (state, _folder) = organisation();
    let first = state.due(Kind::User, now(), 0, 2).unwrap();
    let second = state.due(Kind::User, now(), first[1].row, 2).unwrap();
    assert_eq!((ids(first), ids(second)), (owned(&["a", "b"]), owned(&["c"])));
}

#[test]
fn pages_hold_what_changed_and_what_is_due_for_its_escrow_in_one_order() {
    let names = ["a", "b", "c", "d", "e", "f", "g"];
    let (mut state, _folder) = state();
    import(&mut state, &names.map(user)).unwrap();
    for (id, is_changed, is_escrowed) in
        [("a", false, true), ("b", true, false), ("c", true, true), ("d", false, false), ("f", false, true)]
    {
        finish(&mut state, id, |done| {
            done.worked = !is_changed;
            done.escrow = is_escrowed.then(|| Some(escrow(1)));
        });
    }
    for limit in 1..=names.len() {
        let (mut after, mut found) = (0, Vec::new());
        loop {
            let page = state.due(Kind::User, hours(1), after, limit).unwrap();
            let Some(last) = page.last() else { break };
            assert!(page.len() <= limit);
            after = last.row;
            found.extend(ids(page));
        }
        assert_eq!(found, ["a", "b", "c", "e", "f", "g"], "{limit} at a time");
    }
}

#[test]
fn an_escrow_is_due_in_its_time_and_a_change_before() {
    let (mut state, _folder) = organisation();
    work(&mut state);
    finish(&mut state, "b", |done| done.escrow = Some(Some(escrow(6))));
    finish(&mut state, "g", |done| done.escrow = Some(Some(escrow(1))));
    assert_eq!(due(&state, Kind::User), Vec::<String>::new());
    let rows = state.due(Kind::User, hours(6), 0, 9).unwrap();
    assert_eq!((rows.len(), rows[0].changed, rows[0].escrow.clone()), (1, false, Some(escrow(6))));
    import(
        &mut state,
        &[managed("a", "b"), with("b", |o| o.soft_deleted = true), user("c"), group("g", &["a", "b"], &[])],
    )
    .unwrap();
    let rows = state.due(Kind::User, hours(6), 0, 9).unwrap();
    assert_eq!((rows.len(), rows[0].changed, rows[0].escrow.clone()), (1, true, Some(escrow(6))));
    assert_eq!((state.counts().unwrap().escrowed, state.counts().unwrap().due_users), (2, 1));
    finish(&mut state, "b", |done| done.escrow = Some(None));
    assert_eq!((row(&state, "b").escrow, state.counts().unwrap().escrowed), (None, 1));
}

#[test]
fn references_are_due_for_linked_objects_alone() {
    let (mut state, _folder) = organisation();
    let references = |state: &State, at| ids(state.due_references(Kind::User, at, 0, 9).unwrap());
    assert_eq!(references(&state, now()), Vec::<String>::new());
    link(&mut state, &["a", "c"]);
    assert_eq!(references(&state, now()), ["a"]);
    finish(&mut state, "a", |done| {
        done.references_due = Some(false);
        done.reference_escrow = Some(Some(escrow(6)));
    });
    finish(&mut state, "b", |done| done.reference_escrow = Some(Some(escrow(6))));
    finish(&mut state, "c", |done| done.references_due = Some(true));
    assert_eq!(references(&state, now()), ["c"]);
    assert_eq!(references(&state, hours(7)), ["a", "c"]);
    assert_eq!(state.counts().unwrap().escrowed_references, 2);
}

#[test]
fn what_came_of_an_object_is_kept() {
    let (mut state, _folder) = organisation();
    let intent = Intent { matches: vec![matching("a@contoso.example")] };
    state.intend(&[(row(&state, "a").row, intent.clone())]).unwrap();
    assert_eq!(row(&state, "a").intent, Some(intent));
    finish(&mut state, "a", |done| {
        done.link = Some(Some("t-a".into()));
        done.standing = Some(Standing::Managed);
        done.settles_intent = true;
        done.worked = true;
        done.manager_written = Some("t-b".into());
        done.staged = Some(true);
    });
    let a = row(&state, "a");
    assert_eq!((a.link.as_deref(), a.standing, a.intent), (Some("t-a"), Standing::Managed, None));
    assert_eq!((a.manager_written.as_deref(), a.staged, a.changed), (Some("t-b"), true, false));
    finish(&mut state, "a", |done| done.standing = Some(Standing::Disabled));
    assert_eq!(row(&state, "a").manager_written.as_deref(), Some("t-b"));
    finish(&mut state, "a", |done| done.link = Some(None));
    let a = row(&state, "a");
    assert_eq!((a.link, a.manager_written, a.standing), (None, None, Standing::Disabled));
}

#[test]
fn nothing_of_a_batch_is_kept_when_one_part_fails() {
    let (mut state, _folder) = organisation();
    let row = row(&state, "a").row;
    state
        .db
        .execute_batch(
            "CREATE TEMP TRIGGER no BEFORE INSERT ON main.escrows BEGIN SELECT raise(ABORT, 'no more room'); END",
        )
        .unwrap();
    let first = Done { row, worked: true, ..Done::default() };
    let second = Done { row, escrow: Some(Some(escrow(6))), ..Done::default() };
    let error = state.finish(&[first, second]).unwrap_err();
    assert!(error.to_string().ends_with("no more room"), "{error}");
    assert!(self::row(&state, "a").changed);
}

#[test]
fn what_is_noted_is_kept_with_the_next_transaction_or_not_at_all() {
    let (mut state, _folder) = organisation();
    let worked = |row: i64| Done { row, worked: true, ..Done::default() };
    let (a, b) = (row(&state, "a").row, row(&state, "b").row);
    let path = state.path().to_path_buf();
    let others = || State::view(&path).unwrap();
    state.note(&[worked(a)]).unwrap();
    assert!(!row(&state, "a").changed && row(&others(), "a").changed);
    state.intend(&[(b, Intent { matches: Vec::new() })]).unwrap();
    assert!(!row(&others(), "a").changed && row(&others(), "b").intent.is_some());
    state.note(&[worked(b)]).unwrap();
    state.put("mark", Some(&1)).unwrap();
    assert!(row(&others(), "b").changed && others().get::<u8>("mark").unwrap().is_none());
    state.keep().unwrap();
    assert!(!row(&others(), "b").changed && others().get::<u8>("mark").unwrap().is_some());
    state.keep().unwrap();
    state.note(&[Done { standing: Some(Standing::Managed), ..worked(a) }]).unwrap();
    drop(state);
    assert_eq!(row(&others(), "a").standing, Standing::New);
}

fn open(state: &State) -> Vec<(String, bool, Option<String>)> {
    let open = state.open_memberships("g").unwrap();
    open.into_iter().map(|one| (one.member, one.wanted, one.written)).collect()
}

fn member(id: &str, wanted: bool, written: Option<&str>) -> (String, bool, Option<String>) {
    (id.to_owned(), wanted, written.map(str::to_owned))
}

#[test]
fn memberships_are_open_until_they_are_as_the_directory_has_them() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "g"]);
    assert_eq!(open(&state), [member("a", true, None), member("b", true, None)]);
    let first = &state.open_memberships("g").unwrap()[0];
    assert_eq!((first.link.as_deref(), first.standing), (Some("t-a"), Some(Standing::New)));
    finish(&mut state, "g", |done| done.members = vec![("a".into(), Some("t-a".into()))]);
    assert_eq!(open(&state), [member("b", true, None)]);
    import(&mut state, &[managed("a", "b"), user("b"), user("c"), group("g", &["c"], &[])]).unwrap();
    assert_eq!(open(&state), [member("a", false, Some("t-a")), member("c", true, None)]);
    finish(&mut state, "g", |done| done.members = vec![("a".into(), None)]);
    assert_eq!(open(&state), [member("c", true, None)]);
    assert_eq!(state.open_memberships("nobody").unwrap(), []);
}

#[test]
fn a_member_under_a_new_link_is_open_again() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "b", "g"]);
    finish(&mut state, "g", |done| done.members = vec![("a".into(), Some("t-a".into()))]);
    finish(&mut state, "a", |done| done.link = Some(Some("t-2".into())));
    assert_eq!(open(&state), [member("a", true, Some("t-a")), member("b", true, None)]);
    finish(&mut state, "g", |done| done.members = vec![("a".into(), Some("t-2".into()))]);
    assert_eq!(open(&state), [member("b", true, None)]);
}

#[test]
fn a_group_under_a_new_link_has_no_members_yet() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "b", "g"]);
    let written = |id: &str| (id.to_owned(), Some(format!("t-{id}")));
    finish(&mut state, "g", |done| done.members = vec![written("a"), written("b")]);
    import(&mut state, &[managed("a", "b"), user("b"), user("c"), group("g", &["a"], &[])]).unwrap();
    finish(&mut state, "g", |done| done.link = Some(Some("t-2".into())));
    assert_eq!(open(&state), [member("a", true, None)]);
}

#[test]
fn open_memberships_come_in_pages() {
    let (state, _folder) = organisation();
    let first = state.some_open_memberships("g", 0, 1).unwrap();
    let second = state.some_open_memberships("g", first[0].0, 9).unwrap();
    assert_eq!((first[0].1.member.as_str(), second[0].1.member.as_str(), second.len()), ("a", "b", 1));
}

#[test]
fn open_members_come_with_what_decides_on_them() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["b"]);
    let group = row(&state, "g").row;
    let members = state.open_members(group, 0, 9).unwrap();
    for open in &members {
        let whole = row(&state, &open.member.object.id);
        assert_eq!((&open.member.object, &open.member.link), (&whole.object, &whole.link));
        assert_eq!((open.member.created, open.wanted), (whole.created, true));
        assert_eq!(open.member.assignments, whole.assignments);
        assert!(open.written.is_none());
    }
    assert_eq!(ids(members.into_iter().map(|open| open.member).collect()), ["a", "b"]);
    let first = state.open_members(group, 0, 1).unwrap();
    let second = state.open_members(group, first[0].member.row, 9).unwrap();
    assert_eq!((first.len(), second.len(), second[0].member.object.id.as_str()), (1, 1, "b"));
}

#[test]
fn whose_an_account_is() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "b", "g"]);
    let owner = |state: &mut State, kind, link| state.by_link(kind, link).unwrap().map(|row| row.object.id);
    assert_eq!(owner(&mut state, Kind::User, "t-b").as_deref(), Some("b"));
    assert_eq!((owner(&mut state, Kind::Group, "t-b"), owner(&mut state, Kind::User, "t-x")), (None, None));
    finish(&mut state, "b", |done| done.link = Some(None));
    assert_eq!(owner(&mut state, Kind::User, "t-b"), None);
    let counts = state.counts().unwrap();
    assert_eq!((counts.users, counts.groups, counts.linked_users, counts.linked_groups), (3, 1, 1, 1));
    import(&mut state, &[user("b")]).unwrap();
    let counts = state.counts().unwrap();
    assert_eq!((counts.users, counts.groups), (1, 0));
    import(&mut state, &[user("a"), user("b")]).unwrap();
    assert_eq!(state.counts().unwrap().users, 2);
    state.reset(Reset { links: true, ..Reset::default() }).unwrap();
    let counts = state.counts().unwrap();
    assert_eq!((counts.linked_users, counts.linked_groups), (0, 0));
}

#[test]
fn links_are_indexed_when_somebody_searches_or_a_cycle_is_over() {
    let indexed = |state: &State| {
        let sql = "SELECT count(*) FROM sqlite_master WHERE name = 'objects_link'";
        state.db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap()
    };
    let searched: fn(&mut State) = |state| drop(state.by_link(Kind::User, "t-b").unwrap());
    let over: fn(&mut State) = |state| state.index_links().unwrap();
    for index in [searched, over] {
        let (mut state, _folder) = organisation();
        link(&mut state, &["a"]);
        assert_eq!(indexed(&state), 0);
        index(&mut state);
        link(&mut state, &["b"]);
        index(&mut state);
        assert_eq!(indexed(&state), 1);
        assert_eq!(state.by_link(Kind::User, "t-b").unwrap().unwrap().object.id, "b");
    }
}

#[test]
fn matching_values_are_claimed_once_a_cycle() {
    let (mut state, _folder) = organisation();
    let value = matching("Ann@contoso.example");
    assert_eq!(state.claim(Kind::User, &value, 1).unwrap(), None);
    assert_eq!(state.claim(Kind::User, &value, 1).unwrap(), None);
    assert_eq!(state.claim(Kind::User, &matching("ann@CONTOSO.example"), 2).unwrap(), Some(1));
    assert_eq!(state.claim(Kind::Group, &value, 3).unwrap(), None);
    state.begin_cycle();
    assert_eq!(state.claim(Kind::User, &value, 2).unwrap(), None);
}

#[test]
fn objects_are_found_by_what_people_call_them() {
    let (mut state, _folder) = state();
    let named = |id: &str, name: &str, mail: &str| {
        with(id, |object| object.attributes = attributes(json!({"displayName": name, "mail": mail})))
    };
    let file = [
        named("1", "Åse \"Ace\" Berg", "ace@contoso.example"),
        named("2", "Bo", "ÅSE \"ACE\" BERG"),
        named("3", "Bo 1", "x"),
    ];
    import(&mut state, &file).unwrap();
    let find = |state: &State, name: &str| ids(state.find(name).unwrap());
    assert_eq!(find(&state, "åse \"ace\" berg"), ["1", "2"]);
    assert_eq!(find(&state, "ACE@contoso.example"), ["1"]);
    assert_eq!(find(&state, "3"), ["3"]);
    assert_eq!(find(&state, "Bo 2"), Vec::<String>::new());
    import(&mut state, &file[1..]).unwrap();
    assert_eq!(find(&state, "åse \"ace\" berg"), ["2"]);
    assert_eq!(find(&state, "ace@contoso.example"), ["1"]);
}

#[test]
fn everything_can_be_made_due() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "c"]);
    import(&mut state, &[user("b"), group("g", &["b"], &[])]).unwrap();
    finish(&mut state, "c", |done| done.standing = Some(Standing::Deleted));
    work(&mut state);
    state.everything_is_due().unwrap();
    assert_eq!((due(&state, Kind::User), due(&state, Kind::Group)), (owned(&["a", "b"]), owned(&["g"])));
    assert_eq!(state.counts().unwrap().due_references, 2);
}

#[test]
fn references_are_written_anew_when_everything_is_due() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "b", "g"]);
    finish(&mut state, "g", |done| {
        done.members = vec![("a".into(), Some("t-a".into())), ("b".into(), Some("t-b".into()))];
    });
    finish(&mut state, "a", |done| done.manager_written = Some("t-b".into()));
    work(&mut state);
    assert_eq!(open(&state), []);
    state.everything_is_due().unwrap();
    assert_eq!(row(&state, "a").manager_written, None);
    assert_eq!(open(&state), [member("a", true, Some("t-a")), member("b", true, Some("t-b"))]);
    finish(&mut state, "g", |done| done.members = vec![("a".into(), Some("t-a".into()))]);
    assert_eq!(open(&state), [member("b", true, Some("t-b"))]);
}

#[test]
fn a_restart_takes_away_what_it_names() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "b", "g"]);
    work(&mut state);
    finish(&mut state, "g", |done| done.members = vec![("a".into(), Some("t-a".into()))]);
    finish(&mut state, "a", |done| {
        done.escrow = Some(Some(escrow(6)));
        done.staged = Some(true);
        done.standing = Some(Standing::Managed);
        done.manager_written = Some("t-b".into());
    });
    for name in ["watermark", "quarantine", "mapping"] {
        state.put(name, Some(&1)).unwrap();
    }
    state.reset(Reset { escrows: true, watermark: true, quarantine: true, links: false }).unwrap();
    let a = row(&state, "a");
    assert_eq!((a.escrow, a.link.as_deref(), a.changed, a.staged), (None, Some("t-a"), true, true));
    let kept = ["watermark", "quarantine", "mapping"].map(|name| state.get::<i64>(name).unwrap());
    assert_eq!(kept, [None, None, Some(1)]);
    state.reset(Reset { links: true, ..Reset::default() }).unwrap();
    let a = row(&state, "a");
    assert_eq!((a.link, a.standing, a.manager_written, a.staged), (None, Standing::New, None, false));
    assert_eq!(open(&state), [member("a", true, None), member("b", true, None)]);
}

#[test]
fn counts_count() {
    let (mut state, _folder) = organisation();
    link(&mut state, &["a", "g"]);
    finish(&mut state, "a", |done| {
        done.worked = true;
        done.staged = Some(true);
    });
    import(&mut state, &[user("a"), user("b"), group("g", &["a", "b"], &[])]).unwrap();
    let expected = Counts {
        users: 2,
        groups: 1,
        linked_users: 1,
        linked_groups: 1,
        due_users: 3,
        due_groups: 1,
        due_references: 2,
        escrowed: 0,
        escrowed_references: 0,
        staged: 1,
    };
    assert_eq!(state.counts().unwrap(), expected);
}
