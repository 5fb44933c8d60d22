//! Properties: what is written reads back, and no bytes make the readers panic.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{delta, dripping, entries};
use crate::provision::directory::{DirectoryError, Entry};

/// Texts that are properties, and what mappings call them.
const TEXTS: &[(&str, &str)] = &[
    ("userPrincipalName", "userPrincipalName"),
    ("displayName", "displayName"),
    ("mobilePhone", "mobile"),
    ("faxNumber", "facsimileTelephoneNumber"),
    ("officeLocation", "physicalDeliveryOfficeName"),
    ("extensionAttribute7", "extensionAttribute7"),
    ("extension_0a_note", "extension_0a_note"),
    ("Favourite, \"colour\"", "Favourite, \"colour\""),
];

/// A user as a test knows it.
#[derive(Debug, Clone)]
struct Person {
    id: String,
    texts: Vec<(usize, String)>,
    phones: Vec<String>,
    enabled: Option<bool>,
    manager: Option<String>,
    roles: Vec<String>,
}

fn person() -> impl Strategy<Value = Person> {
    let id = "[a-z0-9-]{1,8}";
    let texts = btree_map(0..TEXTS.len(), any::<String>(), 0..6);
    (id, texts, vec("[^; \\s]{1,6}", 0..3), any::<Option<bool>>(), proptest::option::of(id), vec(id, 0..3))
        .prop_map(|(id, texts, phones, enabled, manager, mut roles)| {
            roles.sort();
            roles.dedup();
            Person { id, texts: texts.into_iter().collect(), phones, enabled, manager, roles }
        })
}

impl Person {
    fn json(&self, kind: bool) -> Value {
        let mut user = json!({ "id": self.id, "businessPhones": self.phones });
        if kind {
            user["@odata.type"] = json!("#microsoft.graph.user");
        }
        for (property, text) in &self.texts {
            user[TEXTS[*property].0] = json!(text);
        }
        user["accountEnabled"] = json!(self.enabled);
        user["manager"] = json!(self.manager.as_ref().map(|id| json!({ "id": id })));
        user["appRoleAssignments"] = json!(self.roles);
        user
    }

    fn row(&self) -> Vec<String> {
        let text =
            |property| self.texts.iter().find(|(name, _)| *name == property).map(|(_, text)| text.clone());
        let mut row: Vec<String> =
            (0..TEXTS.len()).map(|property| text(property).unwrap_or_default()).collect();
        row.extend([
            self.id.clone(),
            self.phones.join(";"),
            self.enabled.map(|enabled| enabled.to_string()).unwrap_or_default(),
            self.manager.clone().unwrap_or_default(),
            self.roles.join("; "),
        ]);
        row
    }

    fn attributes(&self) -> Map<String, Value> {
        let mut attributes = Map::new();
        for (property, text) in self.texts.iter().filter(|(_, text)| !text.is_empty()) {
            attributes.insert(TEXTS[*property].1.to_owned(), json!(text));
        }
        if let Some(phone) = self.phones.first() {
            attributes.insert("telephoneNumber".to_owned(), json!(phone));
        }
        attributes.insert("accountEnabled".to_owned(), json!(self.enabled.unwrap_or(true)));
        attributes
    }

    fn is(&self, entry: &Entry) -> bool {
        let Entry::Object { object, members, assignments } = entry else { return false };
        object.id == self.id
            && object.attributes == self.attributes().into_iter().collect()
            && object.manager == self.manager
            && !object.soft_deleted
            && members.is_empty()
            && *assignments == self.roles
    }
}

fn csv(people: &[Person]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let others = ["id", "businessPhones", "accountEnabled", "manager", "appRoles"];
    writer.write_record(TEXTS.iter().map(|(name, _)| *name).chain(others)).unwrap();
    for person in people {
        writer.write_record(person.row()).unwrap();
    }
    writer.into_inner().unwrap()
}

fn lines(people: &[Person]) -> Vec<u8> {
    let lines: Vec<String> = people.iter().map(|person| person.json(true).to_string()).collect();
    lines.join("\n").into_bytes()
}

fn whole(people: &[Person], pretty: bool) -> Vec<u8> {
    let users: Vec<Value> = people.iter().map(|person| person.json(false)).collect();
    let file = json!({ "@odata.context": "[{\"", "users": users });
    if pretty { serde_json::to_vec_pretty(&file).unwrap() } else { file.to_string().into_bytes() }
}

/// Either entries or an error that says where and what to try.
fn sensible<T>(result: Result<T, DirectoryError>) {
    if let Err(error) = result {
        assert!(error.place.line > 0 && !error.message.is_empty() && !error.help.is_empty(), "{error}");
    }
}

fn sensible_whatever(name: &str, bytes: &[u8]) {
    let (at_once, dripped) = (entries(name, bytes), dripping(name, bytes));
    match (&at_once, &dripped) {
        (Ok(left), Ok(right)) => assert_eq!(left, right),
        (Err(left), Err(right)) => assert_eq!(left.to_string(), right.to_string()),
        _ => panic!("{at_once:?} and {dripped:?}"),
    }
    sensible(at_once);
    sensible(delta(name, &String::from_utf8_lossy(bytes)));
}

proptest! {
    #[test]
    fn what_is_written_reads_back(people in vec(person(), 1..5), pretty: bool) {
        let files = [("d.json", whole(&people, pretty)), ("d.jsonl", lines(&people)), ("d.csv", csv(&people))];
        for (name, content) in files {
            for read in [entries(name, &content).unwrap(), dripping(name, &content).unwrap()] {
                prop_assert_eq!(read.len(), people.len());
                prop_assert!(read.iter().zip(&people).all(|((entry, _), person)| person.is(entry)), "{}: {:?}", name, read);
            }
        }
    }

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..200)) {
        for name in ["d.json", "d.jsonl", "d.csv", "d"] {
            sensible_whatever(name, &bytes);
        }
    }

    #[test]
    fn any_json_like_text(text in "([{}\\[\\],:\"\\\\ \n]|\"users\"|\"id\"|\"value\"|true|1|-|null|é){0,40}") {
        for name in ["d.json", "d.jsonl", "d.csv", "d"] {
            sensible_whatever(name, text.as_bytes());
        }
        let inside = format!("{{\"users\": [{text}");
        sensible_whatever("d.json", inside.as_bytes());
    }

    #[test]
    fn damaged_files(people in vec(person(), 1..4), at: prop::sample::Index, byte: u8, cut: bool) {
        for (name, mut content) in [("d.json", whole(&people, true)), ("d.jsonl", lines(&people)), ("d.csv", csv(&people))] {
            let at = at.index(content.len());
            if cut { content.truncate(at) } else { content[at] = byte }
            sensible_whatever(name, &content);
        }
    }

    #[test]
    fn a_truncated_directory_is_refused(people in vec(person(), 1..4), at: prop::sample::Index) {
        let content = whole(&people, false);
        let at = at.index(content.len());
        prop_assert!(entries("d.json", &content[..at]).is_err());
    }
}
