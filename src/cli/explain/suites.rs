//! What a suite says: its own cases, and what it changes about a check.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::check_text;
use crate::check::{self, AnyCheck};
use crate::result::SourceLine;
use crate::suite::case::{Expect, HeaderRule, JsonRule};
use crate::suite::{Case, CaseStep, Override, Suite};

/// The word as the suite means it: one of its cases, or a check that it overrides.
pub(super) fn text(word: &str, suite: &Suite) -> Option<String> {
    if let Some(case) = suite.case(word) {
        return Some(case_text(case, suite) + &changed(word, suite));
    }
    let check = check::by_id(word)?;
    Some(check_text(check) + &changed(word, suite))
}

fn changed(word: &str, suite: &Suite) -> String {
    let Some(Override { severity, reason, .. }) = suite.override_of(word) else { return String::new() };
    let what =
        severity.map_or_else(|| "left out".to_owned(), |severity| format!("its severity is {severity}"));
    format!("\n## In the suite {}\n\n{what}: {reason}\n", suite.app.slug)
}

fn case_text(case: &Case, suite: &Suite) -> String {
    let check = AnyCheck::Own(case);
    let mut text = format!(
        "{} ({}, a case of the suite {}, every profile)\n{}\n\n{}\n\n## Requests\n\n",
        case.check_id(),
        case.severity(),
        suite.app.slug,
        case.title,
        check.requirement()
    );
    for (at, step) in case.steps.iter().enumerate() {
        text.push_str(&step_text(at + 1, step));
    }
    if case.demo == Some(false) {
        text.push_str("\nWith --demo it is left out: the reference tenant does not behave like this.\n");
    }
    let _ = write!(text, "\n## How to fix\n\n{}\n\n## Sources\n\n", check.fix());
    for source in SourceLine::all(&check, suite) {
        let url = source.url.map(|url| format!("  {url}")).unwrap_or_default();
        let _ = writeln!(text, "- {}{url}", source.label);
    }
    text
}

fn step_text(number: usize, step: &CaseStep) -> String {
    let request = &step.request;
    let mut text = format!("{number}. {} {}\n", request.method, request.path);
    let mut row = |label: &str, value: String| {
        let _ = writeln!(text, "   {label}: {value}");
    };
    for (label, map) in [("query", &request.query), ("header", &request.headers), ("set", &request.set)] {
        for pair in pairs(map) {
            row(label, pair);
        }
    }
    request.remove.iter().for_each(|path| row("remove", path.clone()));
    request.body.iter().for_each(|body| row("body", body.to_string()));
    match &step.expect {
        Some(expect) => expected(expect).into_iter().for_each(|wanted| row("expect", wanted)),
        None => row("expect", "success, else the case is not judged".to_owned()),
    }
    for pair in pairs(&step.capture) {
        row("capture", pair);
    }
    text
}

fn pairs(map: &Map<String, Value>) -> Vec<String> {
    map.iter().map(|(name, value)| format!("{name} = {value}")).collect()
}

fn expected(expect: &Expect) -> Vec<String> {
    let mut all: Vec<String> = expect.status.iter().map(|status| format!("status {status}")).collect();
    all.extend(expect.headers.iter().map(HeaderRule::to_string));
    all.extend(expect.json.iter().map(JsonRule::to_string));
    all
}
