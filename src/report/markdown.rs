//! Markdown that fits a comment of a pull request or a job summary of GitHub Actions.
//!
//! What a tenant says is shown as code, so that it cannot draw links, pictures or mentions.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::document::Document;
use super::words;
use crate::baseline::Entry;
use crate::check::Finding;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{cut, one_line};
use crate::transcript::{LeftBehind, LeftState};

/// A comment of GitHub holds 65,536 characters; failures that would not fit are named only.
const ROOM: usize = 65_000;
/// Characters for the names of what does not fit.
const NAMES: usize = 4_000;
/// Characters of a quoted value.
const QUOTE: usize = 300;
/// Characters of a command: cut short, it is of no use.
const COMMAND: usize = 1_500;
/// Lines of a list.
const ROWS: usize = 20;

/// The result as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let result = &document.result;
    let head = format!("{}{}", heading(result), areas(result));
    let tail = format!("{}{}{}", unjudged(result), baseline(result), left_behind(result));
    let room = ROOM.saturating_sub(head.chars().count() + tail.chars().count() + NAMES);
    let text = format!("{head}{}{tail}", failures(result, room));
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The failures, those that break the run first, as far as there is room.
fn failures(result: &RunResult, room: usize) -> String {
    let mut shown: Vec<&CheckResult> = result.checks.iter().filter(|check| is_shown(check)).collect();
    shown.sort_by_key(|check| words::rank(result, check));
    let (mut text, mut used, mut unshown) = (String::new(), 0, Vec::new());
    for check in shown {
        let block = block(result, check);
        used += block.chars().count();
        if used <= room {
            text.push_str(&block);
        } else {
            unshown.push(words::name(check));
        }
    }
    if !unshown.is_empty() {
        let _ = write!(
            text,
            "\n{} more, all in the JSON result: {}\n",
            unshown.len(),
            cut(&unshown.join(", "), NAMES - 100)
        );
    }
    text
}

fn is_shown(check: &CheckResult) -> bool {
    check.verdict == VerdictWord::Fail
}

fn heading(result: &RunResult) -> String {
    let dialects: Vec<String> = result.dialects.iter().map(ToString::to_string).collect();
    format!(
        "## scimproof: {}\n\nSuite **{}**, tenant {}, profile {}, dialect {}; run {}, {:.1} s.\n",
        words::verdict(result),
        escape(&result.suite.name),
        code(&result.tenant),
        result.profile,
        dialects.join(" and "),
        code(&result.run),
        result_seconds(result),
    )
}

#[expect(clippy::cast_precision_loss, reason = "a duration in seconds with one digit")]
fn result_seconds(result: &RunResult) -> f64 {
    result.duration_ms as f64 / 1000.0
}

fn areas(result: &RunResult) -> String {
    let mut names: Vec<&str> = Vec::new();
    result.checks.iter().for_each(|check| {
        if !names.contains(&check.area()) {
            names.push(check.area());
        }
    });
    let mut text =
        String::from("\n| area | passed | failed | skipped | error |\n| --- | ---: | ---: | ---: | ---: |\n");
    for area in names {
        let number = |verdict| {
            result.checks.iter().filter(|check| check.area() == area && check.verdict == verdict).count()
        };
        let [pass, fail, skipped, error] =
            [VerdictWord::Pass, VerdictWord::Fail, VerdictWord::Skipped, VerdictWord::Error].map(number);
        let _ = writeln!(text, "| {area} | {pass} | {fail} | {skipped} | {error} |");
    }
    text
}

fn block(result: &RunResult, check: &CheckResult) -> String {
    let mut text = format!(
        "\n<details><summary>{} <code>{}</code>: {}</summary>\n\n{}\n\n",
        mark(result, check),
        html(&words::name(check)),
        html(&cut(&words::headline(check), QUOTE)),
        escape(&check.title),
    );
    if let Some(change) = words::overridden(check) {
        let _ = write!(text, "**Override:** {}\n\n", escape(&change));
    }
    for finding in check.findings.iter().take(3) {
        text.push_str(&self::finding(finding));
    }
    if check.findings.len() > 3 {
        let _ = writeln!(text, "- and {}", words::more(check.findings.len() - 3));
    }
    if !check.fix.is_empty() {
        let _ = write!(text, "\n**Fix:** {}\n", escape(&check.fix));
    }
    text.push_str(&command(check));
    let sources: Vec<String> = check.sources.iter().map(source).collect();
    let more = code(&words::explain(result, check));
    let _ = write!(text, "\nRequired by {}. More: {more}\n\n</details>\n", sources.join(", "));
    text
}

/// Whether it breaks the run, in words; the severity, and why it is accepted.
fn mark(result: &RunResult, check: &CheckResult) -> String {
    match &check.accepted {
        Some(reason) => format!("accepted ({}; {})", check.severity, html(&cut(reason, QUOTE))),
        None if words::breaks(result, check) => format!("FAIL ({})", check.severity),
        None => format!("{}, does not fail the run", check.severity),
    }
}

fn finding(finding: &Finding) -> String {
    let mut text = format!("- {}\n", code(&finding.message));
    let exchange = words::exchange(finding);
    let rows = [
        ("expected", &finding.expected),
        ("actual", &finding.actual),
        ("at", &finding.pointer),
        ("exchange", &exchange),
    ];
    for (label, value) in rows {
        if let Some(value) = value {
            let _ = writeln!(text, "  - {label}: {}", code(value));
        }
    }
    text
}

/// The request to try again, in a block that nothing in it can end.
fn command(check: &CheckResult) -> String {
    let mut commands = check.findings.iter().filter_map(|finding| finding.curl.as_deref());
    let Some(curl) = commands.find(|curl| curl.chars().count() <= COMMAND) else { return String::new() };
    let curl = one_line(curl);
    let fence = "`".repeat((longest_run(&curl) + 1).max(3));
    format!("\n{fence}sh\n{curl}\n{fence}\n")
}

/// What was not judged was not tested: each reason once, with its number. An interrupted run has dozens of errors for one
/// reason.
fn unjudged(result: &RunResult) -> String {
    let mut reasons: Vec<(String, usize)> = Vec::new();
    let mut checks: Vec<&CheckResult> = result.checks.iter().filter(|check| is_unjudged(check)).collect();
    checks.sort_by_key(|check| words::rank(result, check));
    for check in checks {
        let kind = check.skip.map_or_else(|| "error".to_owned(), |kind| format!("skipped, {kind}"));
        let text = format!("{kind}: {}", check.reason.as_deref().unwrap_or_default());
        match reasons.iter_mut().find(|(known, _)| *known == text) {
            Some((_, number)) => *number += 1,
            None => reasons.push((text, 1)),
        }
    }
    let rows: Vec<String> =
        reasons.iter().map(|(reason, number)| format!("- {number} × {}\n", code(reason))).collect();
    list("Not judged", &rows)
}

fn is_unjudged(check: &CheckResult) -> bool {
    matches!(check.verdict, VerdictWord::Skipped | VerdictWord::Error)
}

/// Entries of the baseline that have had their time.
fn baseline(result: &RunResult) -> String {
    let Some(applied) = &result.baseline else { return String::new() };
    let row = |entry: &Entry, what: &str| {
        let dialect = entry.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
        format!("- {} {what}\n", code(&format!("{}{dialect}", entry.check)))
    };
    let fixed = applied.fixed.iter().map(|entry| row(entry, "passes now: remove its entry"));
    let expired = applied.expired.iter().map(|entry| row(entry, "was accepted until a day that is over"));
    list("Baseline", &fixed.chain(expired).collect::<Vec<_>>())
}

/// A list of which nobody has to scroll through thousands of rows.
pub(super) fn list(heading: &str, rows: &[String]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let more = rows.len().saturating_sub(ROWS);
    let more = if more > 0 { format!("- and {more} more\n") } else { String::new() };
    format!("\n### {heading}\n\n{}{more}", rows.iter().take(ROWS).map(String::as_str).collect::<String>())
}

fn source(source: &crate::result::SourceLine) -> String {
    match &source.url {
        Some(url) => format!("[{}]({url})", escape(&source.label)),
        None => escape(&source.label),
    }
}

fn left_behind(result: &RunResult) -> String {
    let rows: Vec<String> = result.left_behind.iter().map(left).collect();
    list("Still in the tenant", &rows)
}

fn left(left: &LeftBehind) -> String {
    let state = match left.state {
        LeftState::Disabled => ", disabled",
        LeftState::Active | LeftState::Unknown => "",
    };
    let id = left.id.as_deref().map(|id| format!(", id {}", code(&cut(id, 100)))).unwrap_or_default();
    format!("- {:?} {}{id}{state}\n", left.kind, code(&cut(&left.name, 100)))
}

/// Text of our own or of a suite, without meaning for Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in one_line(text).chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '@' => escaped.push_str(AT),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// GitHub looks for names to notify after Markdown was rendered, where a backslash is gone; a character of no width keeps
/// the name off the sign.
const AT: &str = "@&#8203;";

/// Text inside of HTML, where Markdown means nothing and would show its backslashes.
fn html(text: &str) -> String {
    let text = one_line(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('@', AT)
}

/// A span of code that no backtick in the text can end.
pub(super) fn code(text: &str) -> String {
    let text = one_line(&cut(text, QUOTE));
    if text.trim().is_empty() {
        return "(empty)".to_owned();
    }
    let longest = longest_run(&text);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// Length of the longest row of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tenant_says_stays_text() {
        assert_eq!(code("a `b` c"), "`` a `b` c ``");
        assert_eq!(code("x\ny"), "`x y`");
        assert_eq!(escape("<b> @all [x](y) |"), "&lt;b&gt; @&#8203;all \\[x\\](y) \\|");
    }
}
