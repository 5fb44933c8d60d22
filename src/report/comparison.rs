//! A comparison of two results for people, as text and as Markdown.

use std::io::{self, Write};

use super::human::Look;
use super::markdown::{code, escape};
use crate::compare::{Changed, Comparison, Slower};
use crate::text::{count, printable};

/// Text for a terminal.
///
/// # Errors
/// The stream cannot be written.
pub fn human(comparison: &Comparison, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let [old, new] = &comparison.runs;
    writeln!(out, "{}", look.bold(&format!("run {} → run {}", printable(old), printable(new))))?;
    if let Some(remark) = other_suite(comparison) {
        writeln!(out, "{remark}")?;
    }
    for (heading, checks) in comparison.lists() {
        if checks.is_empty() {
            continue;
        }
        writeln!(out, "\n{}", look.bold(&format!("{heading} ({})", checks.len())))?;
        for check in checks {
            writeln!(out, "  {} ({}, {})", name(check), check.severity, way(check))?;
            if let Some(now) = &check.now {
                writeln!(out, "      {}", printable(now))?;
            }
        }
    }
    if !comparison.slower.is_empty() {
        writeln!(out, "\n{}", look.bold(&format!("slower ({})", comparison.slower.len())))?;
    }
    for slower in &comparison.slower {
        writeln!(out, "  {} {}", printable(&slower.step), times(slower))?;
    }
    writeln!(out, "\n{}", verdict(comparison))?;
    out.flush()
}

/// Markdown for a comment of a pull request.
///
/// # Errors
/// The stream cannot be written.
pub fn markdown(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "## scimproof compare: {}\n", verdict(comparison))?;
    if let Some(remark) = other_suite(comparison) {
        writeln!(out, "{}\n", escape(&remark))?;
    }
    for (heading, checks) in comparison.lists().into_iter().filter(|(_, checks)| !checks.is_empty()) {
        writeln!(out, "### {heading}\n")?;
        for check in checks {
            let now = check.now.as_deref().map(|now| format!(": {}", code(now))).unwrap_or_default();
            writeln!(out, "- {} ({}, {}){now}", code(&name(check)), check.severity, way(check))?;
        }
        writeln!(out)?;
    }
    if !comparison.slower.is_empty() {
        writeln!(out, "### slower\n")?;
    }
    for slower in &comparison.slower {
        writeln!(out, "- {} {}", code(&slower.step), times(slower))?;
    }
    out.flush()
}

fn name(check: &Changed) -> String {
    let dialect = check.dialect.as_deref().map(|dialect| format!(" ({dialect} dialect)"));
    printable(&format!("{}{}", check.id, dialect.unwrap_or_default()))
}

/// `pass → fail`
fn way(check: &Changed) -> String {
    let word = |verdict: &Option<String>| verdict.as_deref().map_or("not judged".to_owned(), printable);
    format!("{} → {}", word(&check.before), word(&check.after))
}

fn times(slower: &Slower) -> String {
    format!("95 of 100 within {:.1} ms, before {:.1} ms", slower.after_ms, slower.before_ms)
}

fn other_suite(comparison: &Comparison) -> Option<String> {
    let [old, new] = &comparison.suites;
    (old != new).then(|| printable(&format!("The results are of different suites: {old} and {new}.")))
}

fn verdict(comparison: &Comparison) -> String {
    let broken = comparison.newly_failing.len() + comparison.further_findings.len();
    format!(
        "{}, {} fixed, {} no longer judged, {} slower",
        count(broken, "regression"),
        comparison.fixed.len(),
        comparison.no_longer_judged.len(),
        count(comparison.slower.len(), "request"),
    )
}
