//! Create requests of many objects: those with values for the same attributes differ in nothing but the values, so the
//! body of the first one serves as a form for the others.
//!
//! A form is made by [`create_body`] itself, with marks for values. Where the values could change more than their own
//! place, every body is built anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use xxhash_rust::xxh3::Xxh3;

use super::{Flow, create_body};
use crate::provision::object::Kind;
use crate::scim::filter::CompareOp;
use crate::scim::{Filter, Path};

/// Most forms that are kept.
const MOST: usize = 1_000;

/// Begins and ends a mark; no path holds it.
const MARK: char = '\0';

/// How a mark begins in JSON, and how it ends.
const BEGINS: &str = "\"\\u0000";
const ENDS: &str = "\\u0000\"";

/// The forms of one mapping.
pub struct Forms {
    kind: Kind,
    has_enterprise: bool,
    /// By the digest of the targets that have values. None: the body is built anew each time.
    known: Mutex<HashMap<u128, Option<Arc<Form>>>>,
}

/// A body in pieces.
pub(super) struct Form {
    /// Text, and whose value follows it.
    pieces: Vec<(String, usize)>,
    /// What follows the last value.
    rest: String,
}

impl Forms {
    /// No form yet; see [`create_body`].
    pub fn new(kind: Kind, has_enterprise: bool) -> Self {
        Self { kind, has_enterprise, known: Mutex::default() }
    }

    /// The text of the create request of these flows; see [`create_body`].
    pub fn create_body(&self, flows: &[Flow]) -> String {
        let built = || create_body(self.kind, self.has_enterprise, flows).to_string();
        let are_plain = flows.iter().all(|flow| is_plain(&flow.value));
        let form = if are_plain { self.form(flows) } else { None };
        let Some(text) = form.and_then(|form| form.fill(flows)) else { return built() };
        debug_assert_eq!(text, built(), "a form says what a built body says");
        text
    }

    fn form(&self, flows: &[Flow]) -> Option<Arc<Form>> {
        let targets = digest(flows);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(form) = known.get(&targets) {
            return form.clone();
        }
        let form = self.made(flows).map(Arc::new);
        if known.len() < MOST {
            known.insert(targets, form.clone());
        }
        form
    }

    /// A new form; none where the body of each object has to be built.
    pub(super) fn made(&self, flows: &[Flow]) -> Option<Form> {
        if flows.iter().any(|flow| decides(flow.target.path(), flows)) {
            return None;
        }
        let mark = |(at, flow): (usize, &Flow)| Flow {
            value: Value::String(format!("{MARK}{at}{MARK}")),
            ..flow.clone()
        };
        let marked: Vec<Flow> = flows.iter().enumerate().map(mark).collect();
        Form::cut(&create_body(self.kind, self.has_enterprise, &marked).to_string(), flows.len())
    }
}

impl Form {
    /// Cuts a body at its marks; none where one is missing.
    fn cut(text: &str, marks: usize) -> Option<Self> {
        let mut parts = text.split(BEGINS);
        let mut before = parts.next()?;
        let mut pieces = Vec::with_capacity(marks);
        for part in parts {
            let (mark, rest) = part.split_once(ENDS)?;
            pieces.push((before.to_owned(), mark.parse().ok()?));
            before = rest;
        }
        let mut seen: Vec<usize> = pieces.iter().map(|(_, at)| *at).collect();
        seen.sort_unstable();
        seen.into_iter().eq(0..marks).then(|| Self { pieces, rest: before.to_owned() })
    }

    fn fill(&self, flows: &[Flow]) -> Option<String> {
        let mut text = Vec::with_capacity(1_024);
        for (before, at) in &self.pieces {
            text.extend_from_slice(before.as_bytes());
            serde_json::to_writer(&mut text, &flows.get(*at)?.value).ok()?;
        }
        text.extend_from_slice(self.rest.as_bytes());
        String::from_utf8(text).ok()
    }
}

fn digest(flows: &[Flow]) -> u128 {
    let mut hasher = Xxh3::new();
    for flow in flows {
        hasher.update(flow.target.as_str().as_bytes());
        hasher.update(&[0]);
    }
    hasher.digest128()
}

/// Whether there is nothing in the value that could be moved or refined.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(_) | Value::Bool(_) | Value::Number(_) => true,
        Value::Array(items) => items.is_empty(),
        Value::Null | Value::Object(_) => false,
    }
}

/// Whether a value at this path decides where another one goes: a filter looks at it, or [`crate::entra::body`] does.
fn decides(path: &Path, flows: &[Flow]) -> bool {
    let Some(sub) = &path.sub else { return path.filter.is_some() };
    let compares =
        |flow: &Flow| flow.target.path().filter.as_deref().is_some_and(|filter| compares(filter, sub));
    sub.eq_ignore_ascii_case("type") || flows.iter().any(compares)
}

/// Whether the filter looks at that sub-attribute; of one that is no plain comparison it is taken for granted.
fn compares(filter: &Filter, sub: &str) -> bool {
    match filter {
        Filter::Compare(path, CompareOp::Eq, _) => path.name.eq_ignore_ascii_case(sub),
        _ => true,
    }
}
