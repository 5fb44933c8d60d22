use std::fs;

use super::*;

#[test]
fn a_job_is_created_once_and_opened_again() {
    let (mut state, folder) = state();
    let identity = state.identity().unwrap();
    assert!(identity.job.starts_with("scim.") && identity.job.len() == 74, "{}", identity.job);
    state.put("watermark", Some(&json!({"cycle": 3}))).unwrap();
    import(&mut state, &[user("a")]).unwrap();
    drop(state);
    let path = folder.path().join("contoso.state");
    let mut again = State::open(&path, "https://TERN.example/scim/?aadOptscim062020").unwrap();
    assert_eq!(again.identity().unwrap(), identity);
    assert_eq!(again.get::<Value>("watermark").unwrap(), Some(json!({"cycle": 3})));
    again.put::<Value>("watermark", None).unwrap();
    assert_eq!(again.get::<Value>("watermark").unwrap(), None);
    assert_eq!(again.counts().unwrap().users, 1);
    assert_eq!(again.path(), path);
}

#[test]
fn another_tenant_is_another_job() {
    let (state, folder) = state();
    drop(state);
    let error = State::open(&folder.path().join("contoso.state"), "https://gull.example/scim").err().unwrap();
    assert!(matches!(&error, StateError::OtherJob { other, .. } if other == TENANT), "{error}");
    assert!(error.help().contains("state"));
}

#[test]
fn the_second_process_hears_that_the_job_is_in_use_and_may_look() {
    let (mut state, folder) = state();
    let path = folder.path().join("contoso.state");
    import(&mut state, &[user("a")]).unwrap();
    let error = State::open(&path, TENANT).err().unwrap();
    assert!(matches!(error, StateError::InUse(_)), "{error}");
    let mut viewer = State::view(&path).unwrap();
    assert_eq!(viewer.counts().unwrap().users, 1);
    import(&mut state, &[user("a"), user("b")]).unwrap();
    assert_eq!(viewer.counts().unwrap().users, 2);
    assert!(matches!(viewer.everything_is_due(), Err(StateError::Store { .. })));
    drop((state, viewer));
    assert!(State::open(&path, TENANT).is_ok());
}

#[test]
fn a_look_does_not_wait_for_a_transaction() {
    let (state, folder) = state();
    state.db.execute_batch("BEGIN IMMEDIATE; INSERT INTO kept VALUES ('x', '1')").unwrap();
    let viewer = State::view(&folder.path().join("contoso.state")).unwrap();
    assert_eq!(viewer.get::<i64>("x").unwrap(), None);
}

#[test]
fn files_that_are_no_state_are_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("some.state");
    assert!(matches!(State::view(&path), Err(StateError::Missing(_))));
    fs::write(
        &path,
        "{\"users\": [] , \"groups\": [], \"and\": \"more text than a header has bytes\"}".repeat(9),
    )
    .unwrap();
    for error in [State::open(&path, TENANT).err().unwrap(), State::view(&path).err().unwrap()] {
        assert!(matches!(error, StateError::Foreign { .. }), "{error}");
        assert!(error.to_string().contains("is not a job's state: file is not a database"), "{error}");
    }
    fs::remove_file(&path).unwrap();
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE birds(name)").unwrap();
    for error in [State::open(&path, TENANT).err().unwrap(), State::view(&path).err().unwrap()] {
        assert!(error.to_string().ends_with("another program's database"), "{error}");
    }
}

#[test]
fn an_empty_file_becomes_a_state_but_shows_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("empty.state");
    fs::write(&path, "").unwrap();
    assert!(State::view(&path).err().unwrap().to_string().ends_with("it is empty"));
    assert!(State::open(&path, TENANT).is_ok());
}

#[test]
fn a_later_version_is_not_touched() {
    let (state, folder) = state();
    state.db.pragma_update(None, "user_version", 2).unwrap();
    drop(state);
    let path = folder.path().join("contoso.state");
    assert!(matches!(State::open(&path, TENANT), Err(StateError::Newer(_))));
    assert!(matches!(State::view(&path), Err(StateError::Newer(_))));
}

#[test]
fn damage_is_told_and_no_panic() {
    let (mut state, folder) = state();
    import(&mut state, &[user("a")]).unwrap();
    state.db.execute_batch("UPDATE sources SET attributes = 'no JSON'").unwrap();
    assert!(matches!(state.by_id("a"), Err(StateError::Foreign { .. })));
    state.db.execute_batch("UPDATE objects SET standing = 99").unwrap();
    assert!(matches!(state.due(Kind::User, now(), 0, 9), Err(StateError::Foreign { .. })));
    let page: u32 = state.db.query_row("PRAGMA page_size", [], |row| row.get(0)).unwrap();
    drop(state);
    let path = folder.path().join("contoso.state");
    let mut bytes = fs::read(&path).unwrap();
    bytes[page as usize..].fill(7);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(State::open(&path, TENANT), Err(StateError::Foreign { .. })));
}

#[test]
fn a_full_disk_is_told_in_sqlites_words_and_leaves_nothing_behind() {
    let (mut state, _folder) = state();
    import(&mut state, &[user("a")]).unwrap();
    let pages: i64 = state.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let most = |state: &State, pages: i64| {
        state
            .db
            .query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get::<_, i64>(0))
            .unwrap();
    };
    most(&state, pages + 3);
    let many: Vec<Entry> = (0..5000).map(|number| user(&format!("u{number}"))).collect();
    let error = import(&mut state, &many).unwrap_err();
    assert!(matches!(error, StateError::Store { .. }), "{error}");
    assert!(error.to_string().ends_with("database or disk is full"), "{error}");
    assert!(delta(&mut state, &many).is_err());
    assert_eq!((state.counts().unwrap().users, row(&state, "a").present), (1, true));
    most(&state, 1_000_000);
    assert_eq!(import(&mut state, &many).unwrap().added, 5000);
}

#[test]
fn folders_that_cannot_be_written_are_told() {
    let folder = TempDir::new().unwrap();
    let error = State::open(&folder.path().join("no/such.state"), TENANT).err().unwrap();
    assert!(matches!(error, StateError::Store { .. }), "{error}");
    assert!(error.help().contains("written"));
    fs::create_dir(folder.path().join("folder.state")).unwrap();
    assert!(State::open(&folder.path().join("folder.state"), TENANT).is_err());
}

#[test]
#[cfg(unix)]
fn a_state_in_a_folder_that_cannot_be_written_can_be_looked_at() {
    use std::os::unix::fs::PermissionsExt;

    let (mut state, folder) = state();
    import(&mut state, &[user("a")]).unwrap();
    drop(state);
    let path = folder.path().join("contoso.state");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    assert_eq!(State::view(&path).unwrap().counts().unwrap().users, 1);
    // For the superuser nothing is forbidden.
    if fs::write(folder.path().join("probe"), "").is_err() {
        assert!(matches!(State::open(&path, TENANT), Err(StateError::Store { .. })));
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_connection_that_ends_in_the_middle_leaves_the_state_as_it_was() {
    let (mut state, folder) = state();
    import(&mut state, &[user("a"), user("b")]).unwrap();
    let before = super::history::dump(&state);
    state.db.execute_batch("BEGIN IMMEDIATE; UPDATE objects SET present = 0; DELETE FROM sources").unwrap();
    drop(state);
    let state = State::open(&folder.path().join("contoso.state"), TENANT).unwrap();
    assert_eq!(super::history::dump(&state), before);
}

#[test]
fn a_state_is_discarded_with_everything_beside_it() {
    let (state, folder) = state();
    assert!(state.is_new());
    state.discard();
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let path = folder.path().join("contoso.state");
    drop(State::open(&path, TENANT).unwrap());
    assert!(!State::open(&path, TENANT).unwrap().is_new(), "another process created it");
}
