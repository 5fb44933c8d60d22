//! Tests of the state, fed with elements that no file holds.

mod delta;
mod files;
mod history;
mod import;
mod log;
mod work;

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::error::Stop;
use super::import::Element;
use super::{Done, Imported, Row, State, StateError};
use crate::provision::attributes::Attributes;
use crate::provision::directory::{DirectoryError, Entry, Place};
use crate::provision::object::{AppRole, Kind, Object};

const TENANT: &str = "https://tern.example/scim";

/// An element of a file that does not exist.
struct One {
    entry: Entry,
    place: Place,
}

impl Element for One {
    fn digest(&self) -> u128 {
        xxhash_rust::xxh3::xxh3_128(format!("{:?}", self.entry).as_bytes())
    }

    fn place(&self) -> Place {
        self.place
    }

    fn parse(&self) -> Result<Entry, DirectoryError> {
        Ok(self.entry.clone())
    }
}

/// A state in a folder that goes with it.
fn state() -> (State, TempDir) {
    let folder = TempDir::new().unwrap();
    (State::open(&folder.path().join("contoso.state"), TENANT).unwrap(), folder)
}

fn at(line: usize) -> Place {
    Place { line: line as u64, column: 3 }
}

/// Imports these entries, the first in line 1.
fn import(state: &mut State, entries: &[Entry]) -> Result<Imported, StateError> {
    state.import_from(Path::new("contoso.jsonl"), |sink| {
        for (index, entry) in entries.iter().enumerate() {
            sink(&One { entry: entry.clone(), place: at(index + 1) })?;
        }
        Ok::<(), Stop>(())
    })
}

fn delta(state: &mut State, entries: &[Entry]) -> Result<Imported, StateError> {
    let placed = entries.iter().enumerate().map(|(index, entry)| (entry.clone(), at(index + 1)));
    state.import_delta(Path::new("delta.json"), placed.collect())
}

fn attributes(value: Value) -> Attributes {
    value.as_object().unwrap().clone().into_iter().collect()
}

fn user(id: &str) -> Entry {
    with(id, |_| ())
}

/// A user who differs from the plain one.
fn with(id: &str, edit: impl FnOnce(&mut Object)) -> Entry {
    let values = json!({"userPrincipalName": format!("{id}@contoso.example"), "accountEnabled": true});
    let mut object = Object {
        kind: Kind::User,
        id: id.to_owned(),
        attributes: attributes(values),
        manager: None,
        soft_deleted: false,
    };
    edit(&mut object);
    Entry::Object { object, members: Vec::new(), assignments: Vec::new() }
}

fn managed(id: &str, manager: &str) -> Entry {
    with(id, |object| object.manager = Some(manager.to_owned()))
}

fn assigned(entry: Entry, roles: &[&str]) -> Entry {
    let Entry::Object { object, members, .. } = entry else { panic!("no object") };
    Entry::Object { object, members, assignments: owned(roles) }
}

fn group(id: &str, members: &[&str], roles: &[&str]) -> Entry {
    let object = Object {
        kind: Kind::Group,
        id: id.to_owned(),
        attributes: attributes(json!({"displayName": id})),
        manager: None,
        soft_deleted: false,
    };
    Entry::Object { object, members: owned(members), assignments: owned(roles) }
}

fn role(id: &str, value: &str) -> Entry {
    Entry::Role(AppRole { id: id.to_owned(), value: Some(value.to_owned()), display_name: id.to_owned() })
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn now() -> Timestamp {
    "2026-03-01T08:00:00Z".parse().unwrap()
}

/// Ids of what is due of that kind.
fn due(state: &State, kind: Kind) -> Vec<String> {
    ids(state.due(kind, now(), 0, 1000).unwrap())
}

fn ids(rows: Vec<Row>) -> Vec<String> {
    rows.into_iter().map(|row| row.object.id).collect()
}

fn row(state: &State, id: &str) -> Row {
    state.by_id(id).unwrap().unwrap()
}

/// Works on everything that is due.
fn work(state: &mut State) {
    let mut done = Vec::new();
    for kind in [Kind::User, Kind::Group] {
        for row in state.due(kind, now(), 0, usize::MAX).unwrap() {
            done.push(Done { row: row.row, worked: true, references_due: Some(false), ..Done::default() });
        }
    }
    state.finish(&done).unwrap();
}

/// Links these objects to `t-<id>`.
fn link(state: &mut State, ids: &[&str]) {
    let link = |id: &&str| {
        let row = state.by_id(id).unwrap().unwrap().row;
        Done { row, link: Some(Some(format!("t-{id}"))), ..Done::default() }
    };
    let done: Vec<Done> = ids.iter().map(link).collect();
    state.finish(&done).unwrap();
}
