//! What makes a case unusable: found when the suite is read, before anything is sent.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Case, CaseResource, CaseStep, Expect, names, obligation, request, whole_text};
use crate::scim::Path;
use crate::suite::Suite;
use crate::suite::spans::Key;
use crate::text::nearest;

/// Something that is wrong with a suite: where, and what, with the next thing to try.
pub(in crate::suite) struct Problem {
    /// Where, as keys from the top of the document.
    pub(in crate::suite) keys: Vec<Key>,
    /// What is wrong there.
    pub(in crate::suite) message: String,
}

/// Keys from the top of the document.
macro_rules! keys {
    ($at:expr $(, $key:expr)*) => {{
        let mut keys: Vec<Key> = $at.to_vec();
        $(keys.push($key.into());)*
        keys
    }};
}
pub(super) use keys;

pub(super) fn problem<T>(keys: Vec<Key>, message: impl Into<String>) -> Result<T, Problem> {
    Err(Problem { keys, message: message.into() })
}

/// What is wrong with a suite's cases, of those that are its own and not inherited: the first thing of each.
pub(in crate::suite) fn problems(suite: &Suite, own: &[Case]) -> Vec<Problem> {
    let mut ids = BTreeSet::new();
    let mut problems = Vec::new();
    for (at, case) in own.iter().enumerate() {
        problems.extend(self::case(&keys!([Key::from("case")], at), case, &mut ids, suite).err());
    }
    problems
}

fn case<'a>(keys: &[Key], case: &'a Case, ids: &mut BTreeSet<&'a str>, suite: &Suite) -> Result<(), Problem> {
    head(keys, case)?;
    if !ids.insert(case.id.as_str()) {
        let message = format!("there are two cases '{}'; choose another id", case.id);
        return problem(keys!(keys, "id"), message);
    }
    form(keys, case)?;
    let mut known = Known::new(suite);
    steps(keys, case).into_iter().try_for_each(|(keys, step)| self::step(&keys, &step, &mut known))
}

fn head(keys: &[Key], case: &Case) -> Result<(), Problem> {
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if case.id.is_empty() || !case.id.chars().all(kebab) || case.id.starts_with('-') || case.id.ends_with('-')
    {
        let message = format!(
            "the id '{}' is not in lower case with hyphens, such as \"username-must-be-email\"",
            case.id
        );
        return problem(keys!(keys, "id"), message);
    }
    if obligation(&case.title).is_none() {
        let message = "a title is one sentence with exactly one of MUST, SHOULD and MAY, \
                       such as \"a country of four letters MUST be refused\"";
        return problem(keys!(keys, "title"), message);
    }
    for (name, text) in [("reason", &case.reason), ("fix", &case.fix), ("source", &case.source)] {
        if text.as_ref().is_some_and(|text| text.trim().is_empty()) {
            return problem(keys!(keys, name), format!("{name} is empty; write it, or leave the line out"));
        }
    }
    Ok(())
}

/// Either one request, or steps; and something to judge.
fn form(keys: &[Key], case: &Case) -> Result<(), Problem> {
    match (&case.request, case.steps.is_empty()) {
        (None, true) => {
            return problem(
                keys.to_vec(),
                format!("the case '{}' has no request; give it one, or steps", case.id),
            );
        }
        (Some(_), false) => {
            let message = "a case has either a request or steps; make the request the first step";
            return problem(keys!(keys, "request"), message);
        }
        (None, false) if case.expect.is_some() => {
            return problem(
                keys!(keys, "expect"),
                "with steps, each step has an expect of its own; move it there",
            );
        }
        _ => {}
    }
    if case.expect.is_none() && case.steps.iter().all(|step| step.expect.is_none()) {
        let message =
            format!("the case '{}' expects nothing; add expect = {{ status = \"4xx\" }}, say", case.id);
        return problem(keys.to_vec(), message);
    }
    Ok(())
}

/// The steps as they are written, with their places.
fn steps(keys: &[Key], case: &Case) -> Vec<(Vec<Key>, CaseStep)> {
    let mut unfolded = case.clone();
    unfolded.unfold();
    let place = |at: usize| if case.request.is_some() { keys.to_vec() } else { keys!(keys, "step", at) };
    unfolded.steps.into_iter().enumerate().map(|(at, step)| (place(at), step)).collect()
}

/// What the steps so far have made known.
pub(super) struct Known<'a> {
    pub(super) suite: &'a Suite,
    captured: Vec<String>,
    /// Captured ids of resources the run created.
    created: Vec<(CaseResource, String)>,
}

impl<'a> Known<'a> {
    fn new(suite: &'a Suite) -> Self {
        Self { suite, captured: Vec::new(), created: Vec::new() }
    }

    /// Whether the name stands for the id of a resource of that kind which the run created.
    pub(super) fn is_created(&self, kind: CaseResource, name: &str) -> bool {
        name == kind.placeholder() || self.created.iter().any(|(other, id)| *other == kind && id == name)
    }

    /// Every placeholder of these must be known.
    pub(super) fn knows(&self, keys: Vec<Key>, value: &Value) -> Result<(), Problem> {
        if let Some(name) = doubled(value) {
            return problem(keys, format!("a placeholder has single braces: {{{name}}}"));
        }
        let known =
            || names::KNOWN.iter().map(|(name, _)| *name).chain(self.captured.iter().map(String::as_str));
        let found = names::in_value(value);
        let Some(unknown) = found.iter().find(|name| !known().any(|other| other == name.as_str())) else {
            return Ok(());
        };
        let help = nearest(unknown, known()).map_or_else(
            || format!("known here are {}", known().collect::<Vec<_>>().join(", ")),
            |name| format!("did you mean '{{{name}}}'?"),
        );
        problem(keys, format!("nothing is called '{{{unknown}}}' here: {help}"))
    }
}

/// The first name in two pairs of braces.
fn doubled(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => {
            names::of(text).into_iter().find(|name| text.contains(&format!("{{{{{name}}}")))
        }
        Value::Array(items) => items.iter().find_map(doubled),
        Value::Object(members) => members.values().find_map(doubled),
        _ => None,
    }
}

fn step(keys: &[Key], step: &CaseStep, known: &mut Known) -> Result<(), Problem> {
    request::check(&keys!(keys, "request"), &step.request, known)?;
    if let Some(expect) = &step.expect {
        self::expect(&keys!(keys, "expect"), expect, known)?;
    }
    captures(&keys!(keys, "capture"), step, known)
}

fn captures(keys: &[Key], step: &CaseStep, known: &mut Known) -> Result<(), Problem> {
    for (name, pointer) in &step.capture {
        let keys = keys!(keys, name.as_str());
        if !names::is_name(name) {
            let message =
                format!("'{name}' cannot be a placeholder; begin with a letter and use letters and digits");
            return problem(keys, message);
        }
        let taken = names::KNOWN.iter().any(|(known, _)| known == name) || known.captured.contains(name);
        if taken {
            return problem(keys, format!("'{name}' stands for something already; choose another name"));
        }
        let Some(pointer) = pointer.as_str().filter(|pointer| is_pointer(pointer) && !pointer.is_empty())
        else {
            return problem(
                keys,
                format!("{pointer} is not a JSON pointer such as \"/id\" or \"/emails/0/value\""),
            );
        };
        known.captured.push(name.clone());
        if let Some(kind) = step.request.creates().filter(|_| pointer == "/id") {
            known.created.push((kind, name.clone()));
        }
    }
    Ok(())
}

/// Whether it is a JSON pointer (RFC 6901 §3).
fn is_pointer(text: &str) -> bool {
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    (text.is_empty() || text.starts_with('/')) && escaped
}

fn expect(keys: &[Key], expect: &Expect, known: &Known) -> Result<(), Problem> {
    if expect.is_empty() {
        return problem(keys.to_vec(), "expect is empty; give it status, headers or json");
    }
    for (at, rule) in expect.headers.iter().enumerate() {
        let keys = keys!(keys, "headers", at);
        if rule.name.trim().is_empty() {
            return problem(keys!(keys, "name"), "the header has no name");
        }
        let further = rule.equals.is_some() || rule.matches.is_some();
        alone(&keys, rule.absent && further)?;
        expression(&keys, rule.matches.as_deref())?;
        known.knows(keys!(keys, "equals"), &Value::from(rule.equals.as_deref().unwrap_or_default()))?;
    }
    for (at, rule) in expect.json.iter().enumerate() {
        let keys = keys!(keys, "json", at);
        place(&keys, rule.pointer.as_deref(), rule.path.as_deref())?;
        let further =
            rule.equals.is_some() || rule.matches.is_some() || rule.kind.is_some() || rule.contains.is_some();
        alone(&keys, rule.absent && further)?;
        expression(&keys, rule.matches.as_deref())?;
        for (name, value) in [("equals", &rule.equals), ("contains", &rule.contains)] {
            let Some(value) = value else { continue };
            known.knows(keys!(keys, name), value)?;
            in_json(keys!(keys, name), value)?;
        }
    }
    Ok(())
}

fn alone(keys: &[Key], crowded: bool) -> Result<(), Problem> {
    if !crowded {
        return Ok(());
    }
    problem(keys!(keys, "absent"), "what is absent can be nothing else; leave the other rules out")
}

fn expression(keys: &[Key], expression: Option<&str>) -> Result<(), Problem> {
    let Some(Err(error)) = expression.map(whole_text) else { return Ok(()) };
    problem(keys!(keys, "matches"), format!("not a regular expression: {error}"))
}

fn place(keys: &[Key], pointer: Option<&str>, path: Option<&str>) -> Result<(), Problem> {
    match (pointer, path) {
        (Some(pointer), None) if is_pointer(pointer) => Ok(()),
        (Some(pointer), None) => {
            let message = format!(
                "'{pointer}' is not a JSON pointer such as \"/emails/0/value\"; for a path write path ="
            );
            problem(keys!(keys, "pointer"), message)
        }
        (None, Some(path)) => path.parse::<Path>().map(|_| ()).or_else(|error| {
            problem(keys!(keys, "path"), format!("'{path}' is not an attribute path: {error}"))
        }),
        _ => problem(keys.to_vec(), "say where by one of pointer = \"/title\" and path = \"title\""),
    }
}

/// TOML's dates are no JSON; SCIM writes them as text. Nor are its `inf` and `nan`, which are read as null.
pub(super) fn in_json(keys: Vec<Key>, value: &Value) -> Result<(), Problem> {
    if value.to_string().contains("$__toml_private_datetime") {
        return problem(keys, "write a date as text, in quotes");
    }
    if holds_null(value) {
        return problem(keys, "JSON has neither inf nor nan; write a number");
    }
    Ok(())
}

fn holds_null(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().any(holds_null),
        Value::Object(members) => members.values().any(holds_null),
        _ => false,
    }
}
