//! The resources of one type, in the order of their creation.

use std::collections::{BTreeMap, HashMap};

use jiff::{Timestamp, ToSpan, Unit};
use serde_json::Value;

use super::index::Index;
use crate::scim::Path;
use crate::scim::filter::{CompareOp, Filter};

/// A stored resource.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    pub(crate) id: String,
    /// Where it stands in the order of creation.
    pub(crate) place: u64,
    /// What people call the resource.
    pub(crate) label: String,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
    /// The attributes as JSON text: a hundred thousand parsed objects would take a gigabyte.
    text: Box<str>,
}

impl Record {
    fn new(id: String, place: u64, body: &Value) -> Self {
        let now = now();
        let (text, label) = (body.to_string().into(), label(body));
        Self { id, place, label, created: now, modified: now, text }
    }

    /// The attributes, without `id`, `meta` and what is derived.
    pub(crate) fn body(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// A table of resources with its indexes.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// What stands in front of every id that is made here.
    pub(crate) id_prefix: String,
    records: BTreeMap<u64, Record>,
    places: HashMap<String, u64>,
    indexes: Vec<Index>,
    next: u64,
    /// Whether a resource has an id of the other table; only on a faulty server.
    pub(crate) borrowed: bool,
    /// Deleted resources that a faulty server has not let go.
    buried: Vec<Record>,
}

impl Table {
    pub(super) fn new(looked_up: Vec<Path>) -> Self {
        let indexes = looked_up.into_iter().map(Index::new).collect();
        let id_prefix = String::new();
        Self {
            id_prefix,
            records: BTreeMap::new(),
            places: HashMap::new(),
            indexes,
            next: 0,
            borrowed: false,
            buried: Vec::new(),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Record> {
        self.records.values()
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(self.places.get(id)?)
    }

    pub(crate) fn buried(&self) -> impl Iterator<Item = &Record> {
        self.buried.iter()
    }

    /// Stores a new resource under a random id and returns the id.
    pub(crate) fn insert(&mut self, body: &Value) -> String {
        let id = format!("{}{}", self.id_prefix, random_id());
        self.insert_as(id.clone(), body);
        id
    }

    /// Stores a new resource under the given id.
    pub(crate) fn insert_as(&mut self, id: String, body: &Value) {
        let place = self.next;
        self.next += 1;
        self.indexes.iter_mut().for_each(|index| index.insert(body, place));
        self.places.insert(id.clone(), place);
        self.records.insert(place, Record::new(id, place, body));
    }

    /// Replaces the attributes of a resource.
    pub(crate) fn update(&mut self, id: &str, body: &Value) {
        let Some((place, record)) = self.entry(id) else { return };
        let old = record.body();
        (record.text, record.label) = (body.to_string().into(), label(body));
        record.modified = later(record.modified);
        for index in &mut self.indexes {
            index.remove(&old, place);
            index.insert(body, place);
        }
    }

    /// Notes that a resource changed otherwise than in its attributes.
    pub(crate) fn touch(&mut self, id: &str) {
        if let Some((_, record)) = self.entry(id) {
            record.modified = later(record.modified);
        }
    }

    /// Gives a resource a new id; the old one still leads to it.
    pub(crate) fn rename(&mut self, id: &str) -> Option<String> {
        let new = format!("{}{}", self.id_prefix, random_id());
        self.places.contains_key(id).then(|| self.rename_to(id, &new))?;
        Some(new)
    }

    /// Gives a resource that id; the old one still leads to it.
    pub(crate) fn rename_to(&mut self, id: &str, other: &str) {
        let Some((place, record)) = self.entry(id) else { return };
        other.clone_into(&mut record.id);
        self.places.insert(other.to_owned(), place);
    }

    /// Gives a resource another time of creation.
    pub(crate) fn backdate(&mut self, id: &str, created: Timestamp) {
        if let Some((_, record)) = self.entry(id) {
            record.created = created;
        }
    }

    fn entry(&mut self, id: &str) -> Option<(u64, &mut Record)> {
        let place = *self.places.get(id)?;
        Some((place, self.records.get_mut(&place)?))
    }

    pub(super) fn remove(&mut self, id: &str, bury: bool) -> Option<Value> {
        let place = self.places.remove(id)?;
        let record = self.records.remove(&place)?;
        self.places.remove(&record.id);
        let body = record.body();
        self.indexes.iter_mut().for_each(|index| index.remove(&body, place));
        if bury {
            self.buried.push(record);
        }
        Some(body)
    }

    /// The resources whose attribute has this value, letter case aside. The attribute must be indexed.
    pub(crate) fn having(&self, attribute: &str, value: &str) -> Vec<&Record> {
        let index = self.indexes.iter().find(|index| index.path.is_attribute(attribute));
        let places = index.and_then(|index| index.lookup(&Value::from(value)));
        places.unwrap_or_default().iter().filter_map(|place| self.records.get(place)).collect()
    }

    /// The resources a filter can match, found by index; none says that all of them have to be looked at.
    pub(crate) fn candidates(&self, filter: &Filter) -> Option<Vec<&Record>> {
        let places = self.candidate_places(filter)?;
        Some(places.iter().filter_map(|place| self.records.get(place)).collect())
    }

    fn candidate_places(&self, filter: &Filter) -> Option<Vec<u64>> {
        match filter {
            Filter::And(left, right) => self.candidate_places(left).or_else(|| self.candidate_places(right)),
            Filter::Compare(path, CompareOp::Eq, value) if path.same(&Path::attribute("id")) => {
                Some(value.as_str().and_then(|id| self.places.get(id)).copied().into_iter().collect())
            }
            Filter::Compare(path, CompareOp::Eq, value) => {
                let index = self.indexes.iter().find(|index| index.serves(path))?;
                index.lookup(value).map(<[u64]>::to_vec)
            }
            _ => None,
        }
    }
}

fn label(body: &Value) -> String {
    let name = |attribute: &str| body.get(attribute).and_then(Value::as_str);
    name("displayName").or_else(|| name("userName")).unwrap_or_default().to_owned()
}

/// The time in milliseconds, the precision `meta` shows.
fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Millisecond).unwrap_or(now)
}

/// A point in time that is later than the given one, so that every change shows in `lastModified`.
fn later(than: Timestamp) -> Timestamp {
    now().max(than.checked_add(1.millisecond()).unwrap_or(than))
}

/// A random UUID (RFC 9562 §5.4).
fn random_id() -> String {
    let bits = rand::random::<u128>() & !(0xf << 76) & !(0x3 << 62) | (0x4 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
