//! The fixtures: three ways to write the same organisation, and what happens to it.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::provision::directory::{DirectoryError, Entry, read, read_delta};
use crate::provision::object::{DEFAULT_ACCESS, Kind, Object};

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/contoso").join(name)
}

fn all(name: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    read(&fixture(name), &mut |item| {
        entries.push(item.parse()?);
        Ok::<(), DirectoryError>(())
    })
    .unwrap();
    entries
}

fn objects() -> HashMap<String, (Object, Vec<String>, Vec<String>)> {
    let objects = all("contoso.json").into_iter().filter_map(|entry| match entry {
        Entry::Object { object, members, assignments } => {
            Some((object.id.clone(), (object, members, assignments)))
        }
        _ => None,
    });
    objects.collect()
}

fn user(number: u32) -> String {
    format!("10000000-0000-4000-8000-{number:012}")
}

fn group(number: u32) -> String {
    format!("20000000-0000-4000-8000-{number:012}")
}

#[test]
fn three_files_say_the_same() {
    let json = all("contoso.json");
    assert_eq!(json.len(), 25 + 6 + 3);
    assert_eq!(json, all("contoso.jsonl"));
    assert_eq!(json, all("contoso.csv"));
}

#[test]
fn references_lead_somewhere() {
    let objects = objects();
    let roles: HashSet<String> = all("contoso.json")
        .into_iter()
        .filter_map(|entry| if let Entry::Role(role) = entry { Some(role.id) } else { None })
        .chain([DEFAULT_ACCESS.to_owned()])
        .collect();
    for (object, members, assignments) in objects.values() {
        assert!(members.iter().chain(&object.manager).all(|id| objects.contains_key(id)), "{}", object.id);
        assert!(assignments.iter().all(|id| roles.contains(id)), "{}", object.id);
    }
}

#[test]
fn the_people_of_the_readme() {
    let objects = objects();
    let of = |number| &objects[&user(number)].0;
    assert_eq!(of(4).text("streetAddress"), Some("12 Merrion Row\nFirst floor"));
    assert_eq!(of(4).text("physicalDeliveryOfficeName"), Some("Dublin \"Annexe\" 2"));
    assert_eq!(of(1).text("facsimileTelephoneNumber"), Some("+47 22 55 01 99"));
    assert_eq!(of(1).text("telephoneNumber"), Some("+47 22 55 0101"));
    assert_eq!(of(6).text("extensionAttribute15"), Some("on-call"));
    assert_eq!(of(11).text("mail"), None);
    assert!(!of(20).is_enabled() && of(21).soft_deleted && of(21).is_enabled());
    assert_eq!(objects[&user(22)].2, Vec::<String>::new());
    assert_eq!(objects[&user(23)].2, [DEFAULT_ACCESS]);
    let guests = objects.values().filter(|(object, ..)| object.name().contains("#EXT#")).count();
    assert_eq!(guests, 2);
    assert_eq!(objects[&group(5)].1, [group(1), group(2), user(24)]);
    assert_eq!(objects[&group(4)].0.text("membershipRule"), Some("(user.country -eq \"NO\")"));
}

#[test]
fn the_story_is_about_them() {
    let objects = objects();
    let chapter = |name: &str| read_delta(&fixture(&format!("story/{name}.json"))).unwrap();
    for name in ["02-rename-and-manager", "03-leaver", "04-rejoiner", "05-hard-delete", "06-group"] {
        for (entry, _) in chapter(name) {
            let id = match &entry {
                Entry::Changed { object, .. } => {
                    assert_eq!(object.kind, objects[&object.id].0.kind);
                    &object.id
                }
                Entry::Removed { id, .. } => id,
                other => panic!("{other:?}"),
            };
            assert!(objects.contains_key(id));
        }
    }
    assert_eq!(chapter("05-hard-delete")[0].0, Entry::Removed { id: user(15), soft: false });
    let Entry::Changed { object, added, removed, .. } = &chapter("06-group")[0].0 else { panic!() };
    assert_eq!((object.kind, object.id.as_str()), (Kind::Group, group(2).as_str()));
    assert_eq!((added, removed), (&vec![user(16)], &vec![user(17)]));
}
