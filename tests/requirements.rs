//! The table of requirements and the registry of checks stay in step, and docs/requirements.md shows both.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use scimproof::check;
use serde::Deserialize;

/// A row, from `docs/requirements/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Requirement {
    id: String,
    text: String,
    level: Level,
    /// Why no check judges it; in a sentence.
    not_judged: Option<String>,
    /// Where RFC and Entra disagree on the same request: what either accepts.
    pair: Option<String>,
}

/// How binding the source is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Must,
    Should,
    May,
    /// Not an error: something a tester must not complain about.
    Guard,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    title: String,
    /// Sections are shown in this order.
    order: u32,
    requirement: Vec<Requirement>,
}

fn sections() -> Vec<Section> {
    let parse = |(name, text): (String, String)| -> Section {
        toml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    };
    let mut sections: Vec<Section> =
        support::texts("docs/requirements", "toml").into_iter().map(parse).collect();
    sections.sort_by_key(|section| section.order);
    sections
}

/// The checks that judge each requirement.
fn judges() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut judges: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for check in check::all() {
        for id in check.covers {
            judges.entry(id).or_default().push(check.id);
        }
    }
    judges
}

#[test]
fn every_requirement_is_judged_or_says_why_not() {
    let judges = judges();
    let mut wrong = Vec::new();
    let mut known = BTreeSet::new();
    for requirement in sections().into_iter().flat_map(|section| section.requirement) {
        if !known.insert(requirement.id.clone()) {
            wrong.push(format!("{} stands twice", requirement.id));
        }
        match (&requirement.not_judged, judges.get(requirement.id.as_str())) {
            (None, None) => wrong.push(format!("{} is not judged and does not say why", requirement.id)),
            (Some(_), Some(checks)) => wrong.push(format!("{} is judged by {checks:?}", requirement.id)),
            (Some(why), None) if !why.ends_with('.') => {
                wrong.push(format!("{}: no sentence", requirement.id))
            }
            _ => {}
        }
    }
    for (id, checks) in &judges {
        if !known.contains(*id) {
            wrong.push(format!("{checks:?} cover {id}, which is no requirement"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_check_judges_a_requirement() {
    let idle: Vec<_> =
        check::all().iter().filter(|check| check.covers.is_empty()).map(|check| check.id).collect();
    assert!(idle.is_empty(), "these checks judge no row of docs/requirements.md: {idle:#?}");
}

#[test]
fn the_table_is_current() {
    let judges = judges();
    let mut text = String::from(INTRODUCTION);
    for section in sections() {
        let _ = writeln!(
            text,
            "\n## {}\n\n| id | requirement | level | judged by |\n| --- | --- | --- | --- |",
            section.title
        );
        for requirement in &section.requirement {
            let judged = requirement.not_judged.as_ref().map_or_else(
                || linked(judges.get(requirement.id.as_str()).map_or(&[], Vec::as_slice)),
                |why| format!("not judged: {why}"),
            );
            let pair = requirement.pair.as_ref().map(|pair| format!(" *RFC and Entra disagree:* {pair}"));
            let _ = writeln!(
                text,
                "| {} | {}{} | {} | {judged} |",
                requirement.id,
                requirement.text,
                pair.unwrap_or_default(),
                level(requirement.level),
            );
        }
    }
    support::is_current("docs/requirements.md", &text);
}

const INTRODUCTION: &str = "# Requirements\n\n\
<!-- Generated from docs/requirements/*.toml and the registry of checks: INSTA_UPDATE=always cargo test -->\n\n\
What a SCIM service provider can be held to, by the RFCs, by the Entra provisioning service and by Microsoft's tests, and\n\
the checks that judge it. `E` rows are requirements of Entra; `U`, `G` and `P` rows are tests of Microsoft's public SCIM\n\
Validator; `T` rows tests of its validation of gallery apps; `L` rows items of its listing checklist; the others rest on\n\
RFC 7643, RFC 7644, RFC 9865 and on practice. A *guard* is no requirement: it names what must not be called a fault.\n";

fn linked(checks: &[&str]) -> String {
    let link = |id: &&str| {
        let (area, name) = id.split_once('/').expect("area/name");
        format!("[{id}](checks/{area}.md#{name})")
    };
    checks.iter().map(link).collect::<Vec<_>>().join(", ")
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Must => "MUST",
        Level::Should => "SHOULD",
        Level::May => "MAY",
        Level::Guard => "guard",
    }
}
