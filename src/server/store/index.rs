//! An index from the values of one attribute to the resources that have them.
//!
//! Keys ignore letter case, so a lookup finds at least what a filter matches; the filter decides.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::scim::{Path, access};

/// Which resources have which value of one attribute.
#[derive(Debug, Clone)]
pub(super) struct Index {
    pub(super) path: Path,
    entries: HashMap<String, Vec<u64>>,
}

impl Index {
    pub(super) fn new(path: Path) -> Self {
        Self { path, entries: HashMap::new() }
    }

    /// Whether resources that match by this path are among those a lookup finds. An index of a whole
    /// multi-valued attribute serves its `value`, whatever selects the element.
    pub(super) fn serves(&self, path: &Path) -> bool {
        let by_value = path.sub.as_ref().is_none_or(|sub| sub.eq_ignore_ascii_case("value"));
        let whole = Path { filter: None, sub: None, ..path.clone() };
        self.path.same(path) || (by_value && self.path.same(&whole))
    }

    pub(super) fn insert(&mut self, body: &Value, place: u64) {
        for key in keys(body, &self.path) {
            let places = self.entries.entry(key).or_default();
            if let Err(at) = places.binary_search(&place) {
                places.insert(at, place);
            }
        }
    }

    pub(super) fn remove(&mut self, body: &Value, place: u64) {
        for key in keys(body, &self.path) {
            let Some(places) = self.entries.get_mut(&key) else { continue };
            if let Ok(at) = places.binary_search(&place) {
                places.remove(at);
            }
            if places.is_empty() {
                self.entries.remove(&key);
            }
        }
    }

    /// The resources that may have this value; none says the index cannot tell. Points in time are equal in
    /// many spellings, so they are not looked up.
    pub(super) fn lookup(&self, value: &Value) -> Option<&[u64]> {
        let text = value.as_str().filter(|text| text.parse::<Timestamp>().is_err())?;
        Some(self.entries.get(&fold(text)).map_or(&[], Vec::as_slice))
    }
}

fn keys(body: &Value, path: &Path) -> Vec<String> {
    let simple = |value: &Value| match value {
        Value::String(text) => Some(fold(text)),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    };
    let value = |value: &Value| simple(access::member(value, "value").unwrap_or(value));
    access::values(body, path).into_iter().filter_map(value).collect()
}

pub(super) fn fold(text: &str) -> String {
    text.to_lowercase()
}
