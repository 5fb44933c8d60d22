//! Pages that are generated from the registries, kept in the repository: docs/checks/ and docs/faults.md.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use scimproof::check::{self, Check};
use scimproof::server::FAULTS;

const GENERATED: &str =
    "<!-- Generated from the registry of checks: INSTA_UPDATE=always cargo test writes it anew -->\n";

#[test]
fn the_pages_of_the_checks_are_current() {
    let mut areas: BTreeMap<&str, Vec<&Check>> = BTreeMap::new();
    for check in check::all() {
        areas.entry(check.area()).or_default().push(check);
    }
    for (area, checks) in &areas {
        let mut text = format!("# {area}\n\n{GENERATED}");
        for check in checks {
            text.push_str(&page(check));
        }
        support::is_current(&format!("docs/checks/{area}.md"), &text);
    }
    let kept: Vec<String> = support::texts("docs/checks", "md").into_iter().map(|(name, _)| name).collect();
    let known: Vec<String> = areas.keys().map(|area| (*area).to_owned()).collect();
    assert_eq!(kept, known, "docs/checks holds pages of areas that are none");
}

fn page(check: &Check) -> String {
    let (_, name) = check.id.split_once('/').expect("area/name");
    let mut text =
        format!("\n## {name}\n\n**{}** ({}, profile {})\n\n", check.title, check.severity, check.profile);
    for line in check.explanation.trim_end().lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        let deeper = if line.starts_with("## ") { "#" } else { "" };
        let _ = writeln!(text, "{deeper}{line}");
    }
    text.push_str("\n### Sources\n\n");
    for source in check.sources {
        let _ = match source.url() {
            Some(url) => writeln!(text, "- [{source}]({url})"),
            None => writeln!(text, "- {source}"),
        };
    }
    let faults: Vec<String> = FAULTS
        .iter()
        .filter(|info| info.must_fail.contains(&check.id))
        .map(|info| format!("[{}](../faults.md#{})", info.id, info.id))
        .collect();
    let _ = writeln!(text, "\nSeen to fail by the faults {}.", faults.join(", "));
    text
}
