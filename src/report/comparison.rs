//! A comparison of two results for people, as text and as Markdown.

use std::io::{self, Write};

use super::human::Look;
use super::human::columns::{noted, safe, wrap};
use super::markdown::{code, escape, list};
use crate::compare::{Changed, Comparison, Slower};
use crate::text::{count, one_line};

/// Text for a terminal.
///
/// # Errors
/// The stream cannot be written.
pub fn human(comparison: &Comparison, look: Look, out: &mut dyn Write) -> io::Result<()> {
    let [old, new] = &comparison.runs;
    writeln!(out, "{}", look.bold(&safe(&one_line(&format!("run {old} → run {new}")))))?;
    if let Some(remark) = other_suite(comparison) {
        rows(out, look, "", &remark)?;
    }
    for (heading, checks) in comparison.lists().into_iter().filter(|(_, checks)| !checks.is_empty()) {
        writeln!(out, "\n{}", look.bold(&format!("{heading} ({})", checks.len())))?;
        for check in checks {
            rows(out, look, "  ", &format!("{} ({}, {})", name(check), check.severity, way(check)))?;
            if let Some(now) = &check.now {
                rows(out, look, "      ", &noted(now, 600))?;
            }
        }
    }
    if !comparison.slower.is_empty() {
        writeln!(out, "\n{}", look.bold(&format!("slower ({})", comparison.slower.len())))?;
    }
    for slower in &comparison.slower {
        rows(out, look, "  ", &format!("{} {}", slower.step, times(slower)))?;
    }
    writeln!(out)?;
    rows(out, look, "", &verdict(comparison))?;
    out.flush()
}

/// A sentence in rows of the terminal's width, each set in.
fn rows(out: &mut dyn Write, look: Look, indent: &str, text: &str) -> io::Result<()> {
    for row in wrap(&one_line(text), look.width.saturating_sub(indent.len())) {
        writeln!(out, "{indent}{}", safe(&row))?;
    }
    Ok(())
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
    for (heading, checks) in comparison.lists() {
        let rows: Vec<String> = checks.iter().map(row).collect();
        write!(out, "{}", list(heading, &rows))?;
    }
    let slower =
        comparison.slower.iter().map(|slower| format!("- {} {}\n", code(&slower.step), times(slower)));
    write!(out, "{}", list("slower", &slower.collect::<Vec<_>>()))?;
    out.flush()
}

fn row(check: &Changed) -> String {
    let now = check.now.as_deref().map(|now| format!(": {}", code(now))).unwrap_or_default();
    format!("- {} ({}, {}){now}\n", code(&name(check)), check.severity, escape(&way(check)))
}

fn name(check: &Changed) -> String {
    let dialect = check.dialect.as_deref().map(|dialect| format!(" ({dialect} dialect)"));
    format!("{}{}", check.id, dialect.unwrap_or_default())
}

/// `pass → fail`
fn way(check: &Changed) -> String {
    let word = |verdict: Option<&String>| verdict.map_or("not judged", String::as_str).to_owned();
    format!("{} → {}", word(check.before.as_ref()), word(check.after.as_ref()))
}

fn times(slower: &Slower) -> String {
    format!("95 of 100 within {:.1} ms, before {:.1} ms", slower.after_ms, slower.before_ms)
}

fn other_suite(comparison: &Comparison) -> Option<String> {
    let [old, new] = &comparison.suites;
    (old != new).then(|| format!("The results are of different suites: {old} and {new}."))
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
