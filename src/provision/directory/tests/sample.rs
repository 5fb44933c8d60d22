//! Invented organisations.

use std::collections::{HashMap, HashSet};

use super::entries;
use crate::provision::directory::{Entry, Format, sample};
use crate::provision::object::Kind;

const FORMATS: [(Format, &str); 3] =
    [(Format::Json, "d.json"), (Format::JsonLines, "d.jsonl"), (Format::Csv, "d.csv")];

fn write(format: Format, users: u64, groups: u64, seed: u64) -> Vec<u8> {
    let mut out = Vec::new();
    sample::write(&mut out, format, users, groups, seed).unwrap();
    out
}

fn written(users: u64, groups: u64, seed: u64) -> Vec<Entry> {
    let read = |(format, name): (Format, &str)| -> Vec<Entry> {
        let content = write(format, users, groups, seed);
        entries(name, &content).unwrap().into_iter().map(|(entry, _)| entry).collect()
    };
    let [json, lines, csv] = FORMATS.map(read);
    assert!(json == lines && json == csv);
    json
}

#[test]
fn of_any_size_in_any_format() {
    for (users, groups) in [(0, 0), (1, 0), (0, 1), (1, 1), (5, 40), (300, 1), (300, 25)] {
        assert_eq!(written(users, groups, 7).len() as u64, users + groups + 3);
    }
}

#[test]
fn the_seed_decides() {
    assert_eq!(write(Format::Json, 20, 3, 1), write(Format::Json, 20, 3, 1));
    assert_ne!(write(Format::Json, 20, 3, 1), write(Format::Json, 20, 3, 2));
}

#[test]
fn believable() {
    let (mut names, mut assigned, mut managers) = (HashSet::new(), HashSet::new(), HashMap::new());
    let entries = written(500, 30, 3);
    for entry in &entries {
        let Entry::Object { object, members, assignments } = entry else { continue };
        assert!(names.insert((object.kind, object.name().to_owned())), "{}", object.name());
        assert_eq!((object.id.len(), object.id.as_bytes()[14]), (36, b'4'));
        assert!(object.kind == Kind::Group || object.is_enabled() && object.text("mail").is_some());
        if !assignments.is_empty() {
            assigned.insert(object.id.clone());
            assigned.extend(members.iter().cloned());
        }
        if object.kind == Kind::User {
            managers.insert(object.id.clone(), object.manager.clone());
        }
    }
    assert!(managers.keys().all(|id| assigned.contains(id)));
    assert_eq!(managers.values().filter(|manager| manager.is_none()).count(), 1);
    for mut id in managers.keys() {
        let mut steps = 0;
        while let Some(manager) = &managers[id] {
            (id, steps) = (manager, steps + 1);
            assert!(steps < 10, "managers form a tree");
        }
    }
}
