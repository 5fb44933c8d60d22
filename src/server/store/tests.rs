//! Lookups by index find what a scan finds, whatever was written before.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Kind, Record, Store};
use crate::scim::schema::Model;
use crate::scim::{Filter, Path, eval};

/// Few values in several spellings, so that they meet.
const TEXTS: [&str; 7] = ["a", "A", "b", "İ", "True", "2026-01-09T08:15:00Z", "2026-01-09T09:15:00+01:00"];

fn text() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(TEXTS.as_slice())
}

fn body() -> impl Strategy<Value = Value> {
    (text(), text(), proptest::collection::vec((any::<bool>(), text()), 0..3), any::<bool>()).prop_map(
        |(user_name, external_id, emails, flag)| {
            let emails: Vec<_> = emails
                .into_iter()
                .map(|(work, value)| json!({"type": if work { "work" } else { "home" }, "value": value}))
                .collect();
            json!({
                "userName": user_name, "externalId": external_id, "emails": emails,
                "urn:example:2.0:User": {"flag": flag},
            })
        },
    )
}

fn filter() -> impl Strategy<Value = Filter> {
    let paths = [
        "userName",
        "externalId",
        "displayName",
        "title",
        "emails",
        "emails.value",
        "emails[type eq \"home\"].value",
        "emails[type eq \"work\"].value",
        "urn:example:2.0:User:flag",
    ];
    let compare = |path: &str, text: &str| format!("{path} eq \"{text}\"").parse().unwrap();
    let leaf =
        (proptest::sample::select(paths.to_vec()), text()).prop_map(move |(path, text)| compare(path, text));
    leaf.prop_recursive(2, 6, 2, |inner: BoxedStrategy<Filter>| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(l, r)| Filter::And(Box::new(l), Box::new(r))),
            pair.prop_map(|(l, r)| Filter::Or(Box::new(l), Box::new(r))),
            inner.prop_map(|f| Filter::Not(Box::new(f))),
        ]
    })
}

fn store() -> Store {
    let matching = ["emails[type eq \"work\"].value", "emails", "urn:example:2.0:User:flag"];
    Store::new(&matching.map(|path| path.parse::<Path>().unwrap()))
}

fn ids<'a>(records: impl IntoIterator<Item = &'a Record>, filter: &Filter) -> Vec<String> {
    let model = Model::user();
    let matching = records.into_iter().filter(|record| eval::matches(filter, &record.body(), &model));
    matching.map(|record| record.id.clone()).collect()
}

proptest! {
    #[test]
    fn lookups_equal_scans(
        bodies in proptest::collection::vec(body(), 1..12),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), proptest::option::of(body())), 0..6),
        filters in proptest::collection::vec(filter(), 1..8),
    ) {
        let mut store = store();
        let stored: Vec<_> = bodies.iter().map(|body| store.table_mut(Kind::User).insert(body)).collect();
        for (at, change) in changes {
            match change {
                Some(body) => store.table_mut(Kind::User).update(at.get::<String>(&stored), &body),
                None => drop(store.remove(Kind::User, at.get::<String>(&stored), false)),
            }
        }
        let table = store.table(Kind::User);
        for filter in filters {
            let Some(candidates) = table.candidates(&filter) else { continue };
            prop_assert_eq!(ids(candidates, &filter), ids(table.iter(), &filter), "{}", filter);
        }
    }
}

#[test]
fn what_a_client_matches_by_is_a_lookup() {
    let mut store = store();
    for number in 0..50 {
        store.table_mut(Kind::User).insert(&json!({"userName": format!("user{number}@x")}));
    }
    let looked_at =
        |filter: &str| store.table(Kind::User).candidates(&filter.parse().unwrap()).map(|found| found.len());
    assert_eq!(looked_at("userName eq \"USER7@x\""), Some(1));
    assert_eq!(looked_at("title pr and userName eq \"user7@x\""), Some(1));
    assert_eq!(looked_at("id eq \"nobody\" and active eq true"), Some(0));
    assert_eq!(looked_at("externalId eq \"x\""), Some(0));
    assert_eq!(looked_at("title eq \"x\""), None);
    assert_eq!(looked_at("userName eq \"a\" or userName eq \"b\""), None);
}

#[test]
fn every_change_is_later_than_the_last() {
    let mut store = store();
    let id = store.table_mut(Kind::User).insert(&json!({"userName": "a"}));
    let modified = |store: &Store| store.table(Kind::User).get(&id).unwrap().modified;
    let first = modified(&store);
    store.table_mut(Kind::User).update(&id, &json!({"userName": "b"}));
    let second = modified(&store);
    store.table_mut(Kind::User).touch(&id);
    assert!(first < second && second < modified(&store));
    let record = store.table(Kind::User).get(&id).unwrap();
    assert!(record.created == first && id.len() == 36 && &id[14..15] == "4");
}
