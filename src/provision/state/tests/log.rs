use super::*;
use crate::provision::log::{Action, Entry as Line, Modified, Status, Step, StepType};
use crate::provision::state::LogSelection;

fn line(name: &str, action: Action, status: Status, cycle: i64) -> Line {
    Line {
        seq: 0,
        cycle,
        at: now() + jiff::SignedDuration::from_hours(cycle),
        duration_ms: 17,
        action,
        status,
        kind: Kind::User,
        source_id: format!("id-{name}"),
        source_name: name.to_owned(),
        target_id: None,
        code: None,
        reason: None,
        modified: Vec::new(),
        steps: Vec::new(),
    }
}

fn rich() -> Line {
    let step = Step {
        name: "EntryExportAdd".into(),
        provisioning_step_type: StepType::Export,
        status: Status::Failure,
        description: "It was refused.".into(),
        details: vec![("IsActive".into(), "True".into())],
    };
    Line {
        target_id: Some("t-1".into()),
        code: Some("EntryConflict".into()),
        reason: Some("the tenant answered 409".into()),
        modified: vec![Modified {
            display_name: "title".into(),
            old_value: None,
            new_value: Some("Buyer".into()),
        }],
        steps: vec![step],
        ..line("Åse", Action::Create, Status::Failure, 3)
    }
}

fn written() -> (State, TempDir) {
    let (mut state, folder) = state();
    let entries = vec![
        line("Bo", Action::Create, Status::Success, 1),
        line("Bo", Action::Update, Status::Skipped, 2),
        line("Cy", Action::Update, Status::Success, 2),
        rich(),
    ];
    state.finish(&[Done { entries, ..Done::default() }]).unwrap();
    (state, folder)
}

#[test]
fn changed_attributes_come_back_as_they_were() {
    let (mut state, _folder) = state();
    let values = [None, Some(""), Some("Mira \"M\" Solberg")];
    let names = ["userName", "members", "urn:contoso:User:badge", "0", ""];
    let one = |name: &str, old: Option<&str>, new: Option<&str>| Modified {
        display_name: name.to_owned(),
        old_value: old.map(str::to_owned),
        new_value: new.map(str::to_owned),
    };
    let all = names.iter().flat_map(|name| values.iter().map(move |old| (name, old)));
    let all = all.flat_map(|(name, old)| values.iter().map(move |new| one(name, *old, *new)));
    let entry = Line { modified: all.collect(), ..line("Bo", Action::Update, Status::Success, 1) };
    state.finish(&[Done { entries: vec![entry.clone()], ..Done::default() }]).unwrap();
    assert_eq!(selected(&state, LogSelection::default())[0].modified, entry.modified);
}

fn selected(state: &State, selection: LogSelection) -> Vec<Line> {
    let mut lines = Vec::new();
    state
        .log(&selection, &mut |line| {
            lines.push(line);
            Ok(())
        })
        .unwrap();
    lines
}

fn numbers(state: &State, selection: LogSelection) -> Vec<i64> {
    selected(state, selection).iter().map(|line| line.seq).collect()
}

#[test]
fn entries_come_back_as_they_were_written() {
    let (state, _folder) = written();
    let lines = selected(&state, LogSelection::default());
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0], Line { seq: 1, ..line("Bo", Action::Create, Status::Success, 1) });
    assert_eq!(lines[3], Line { seq: 4, ..rich() });
}

#[test]
fn selections_are_all_fulfilled() {
    let (state, _folder) = written();
    let all = LogSelection::default;
    let success = LogSelection { status: Some(Status::Success), ..all() };
    assert_eq!(numbers(&state, success), [1, 3]);
    assert_eq!(numbers(&state, LogSelection { action: Some(Action::Update), ..all() }), [2, 3]);
    assert_eq!(numbers(&state, LogSelection { cycle: Some(3), ..all() }), [4]);
    assert_eq!(numbers(&state, LogSelection { object: Some("åSE".into()), ..all() }), [4]);
    assert_eq!(numbers(&state, LogSelection { object: Some("ID-bo".into()), ..all() }), [1, 2]);
    assert_eq!(numbers(&state, LogSelection { last: Some(2), ..all() }), [3, 4]);
    assert_eq!(numbers(&state, LogSelection { after: 2, ..all() }), [3, 4]);
    assert_eq!(numbers(&state, LogSelection { after: 3, last: Some(2), ..all() }), [4]);
    assert_eq!(state.last_entry().unwrap(), 4);
    assert_eq!(numbers(&state, LogSelection { last: Some(0), ..all() }), Vec::<i64>::new());
    assert_eq!(numbers(&state, LogSelection { last: Some(9), ..all() }), [1, 2, 3, 4]);
    assert_eq!(numbers(&state, LogSelection { last: Some(1), object: Some("bo".into()), ..all() }), [2]);
}

#[test]
fn a_sink_can_stop() {
    let (state, _folder) = written();
    let mut seen = 0;
    let stopped = state.log(&LogSelection::default(), &mut |_| {
        seen += 1;
        Err(StateError::Missing("x".into()))
    });
    assert!(stopped.is_err() && seen == 1);
}

#[test]
fn old_entries_go_and_their_numbers_are_not_used_again() {
    let (mut state, _folder) = written();
    let later = now() + jiff::SignedDuration::from_hours(9);
    assert_eq!(state.prune_log(now() + jiff::SignedDuration::from_hours(2)).unwrap(), 1);
    assert_eq!(numbers(&state, LogSelection::default()), [2, 3, 4]);
    assert_eq!(state.prune_log(later).unwrap(), 3);
    state.finish(&[Done { entries: vec![rich()], ..Done::default() }]).unwrap();
    assert_eq!(numbers(&state, LogSelection::default()), [5]);
}
