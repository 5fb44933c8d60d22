//! Pages about the checks, drawn from their registry: docs/checks in the repository, and `generate docs`.
//!
//! Text only; who asks decides where it is written.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::{self, Check};
use crate::server::FAULTS;

const GENERATED: &str =
    "<!-- Generated from the registry of checks: INSTA_UPDATE=always cargo test writes it anew -->\n";

/// One page for each area of checks: its name and its Markdown.
pub fn pages() -> Vec<(&'static str, String)> {
    let mut areas: BTreeMap<&str, Vec<&Check>> = BTreeMap::new();
    for check in check::all() {
        areas.entry(check.area()).or_default().push(check);
    }
    areas.into_iter().map(|(area, checks)| (area, page(area, &checks))).collect()
}

fn page(area: &str, checks: &[&Check]) -> String {
    let mut text = format!("# {area}\n\n{GENERATED}");
    for check in checks {
        section(&mut text, check);
    }
    text
}

fn section(text: &mut String, check: &Check) {
    let name = check.id.split_once('/').map_or(check.id, |(_, name)| name);
    let _ = write!(
        text,
        "\n## {name}\n\n**{}** ({}, profile {})\n\n",
        check.title, check.severity, check.profile
    );
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
    let _ = writeln!(text, "\nSeen to fail by the faults {}.", faults(check).join(", "));
}

fn faults(check: &Check) -> Vec<String> {
    let own = FAULTS.iter().filter(|info| info.must_fail.contains(&check.id));
    own.map(|info| format!("[{}](../faults.md#{})", info.id, info.id)).collect()
}
