//! An app's own cases as TOML text: plain values in lines of their own, requests and expectations in inline tables.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Map, Value};

use super::{quoted, text};
use crate::suite::Case;
use crate::suite::case::CaseStep;

/// The entry of a case. One of a single step is written in the short form.
pub(super) fn entry(out: &mut String, case: &Case) {
    out.push_str("\n[[case]]\n");
    let mut plain = Case { steps: Vec::new(), ..case.clone() };
    let mut steps = case.steps.as_slice();
    if let [CaseStep { request, expect, capture }] = steps
        && capture.is_empty()
        && plain.request.is_none()
    {
        (plain.request, plain.expect) = (Some(request.clone()), expect.clone());
        steps = &[];
    }
    lines(out, &plain);
    for step in steps {
        out.push_str("\n[[case.step]]\n");
        lines(out, step);
    }
}

fn lines<T: Serialize>(out: &mut String, table: &T) {
    let Ok(Value::Object(members)) = serde_json::to_value(table) else { return };
    for (name, value) in &members {
        let _ = writeln!(out, "{} = {}", key(name), inline(value));
    }
}

/// A value in one line. TOML has no null, and none is ever read.
fn inline(value: &Value) -> String {
    match value {
        Value::String(value) => text(value),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(inline).collect();
            format!("[{}]", values.join(", "))
        }
        Value::Object(members) => table(members),
        other => other.to_string(),
    }
}

fn table(members: &Map<String, Value>) -> String {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{} = {}", key(name), inline(value))).collect();
    if members.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", members.join(", ")) }
}

/// A key, bare where TOML allows it.
fn key(name: &str) -> String {
    let is_bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    if is_bare { name.to_owned() } else { quoted(name) }
}
