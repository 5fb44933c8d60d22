//! Markdown that fits a comment of a pull request or a job summary of GitHub Actions.
//!
//! What a tenant says is shown as code, so that it cannot draw links, pictures or mentions.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::document::Document;
use super::words;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{count, cut, printable};

/// A comment of GitHub holds 65,536 characters; failures that would not fit are named only.
const ROOM: usize = 60_000;
/// Characters of a quoted value.
const QUOTE: usize = 300;

/// The result as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let result = &document.result;
    let mut text = heading(result);
    text.push_str(&areas(result));
    let mut unshown = Vec::new();
    for check in result.checks.iter().filter(|check| is_shown(check)) {
        let block = block(check);
        if text.len() + block.len() > ROOM {
            unshown.push(words::name(check));
        } else {
            text.push_str(&block);
        }
    }
    if !unshown.is_empty() {
        let _ = write!(text, "\n{} more: {}\n", unshown.len(), cut(&unshown.join(", "), 4000));
    }
    text.push_str(&left_behind(result));
    out.write_all(text.as_bytes())?;
    out.flush()
}

fn is_shown(check: &CheckResult) -> bool {
    matches!(check.verdict, VerdictWord::Fail | VerdictWord::Error)
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

fn block(check: &CheckResult) -> String {
    let word = if check.verdict == VerdictWord::Error { "ERROR" } else { "FAIL" };
    let accepted = check.accepted.as_ref().map(|reason| format!(", accepted: {}", escape(reason)));
    let mut text = format!(
        "\n<details><summary>{word} <code>{}</code> ({}{})</summary>\n\n{}\n\n",
        words::name(check),
        check.severity,
        accepted.unwrap_or_default(),
        escape(check.title),
    );
    for finding in check.findings.iter().take(3) {
        let _ = writeln!(text, "- {}", code(&finding.message));
        let rows = [
            ("expected", finding.expected.clone()),
            ("actual", finding.actual.clone()),
            ("at", finding.pointer.clone()),
            ("exchange", words::exchange(finding)),
        ];
        for (label, value) in rows {
            text.push_str(&value.map(|value| format!("  - {label}: {}\n", code(&value))).unwrap_or_default());
        }
    }
    if check.findings.len() > 3 {
        let _ =
            writeln!(text, "- and {} in the JSON result", count(check.findings.len() - 3, "more finding"));
    }
    text.push_str(&check.reason.as_ref().map(|reason| format!("- {}\n", code(reason))).unwrap_or_default());
    let _ = write!(text, "\n**Fix:** {}\n\n", escape(&check.fix));
    let sources: Vec<String> = check.sources.iter().map(source).collect();
    let _ = write!(text, "Required by {}\n\n</details>\n", sources.join(", "));
    text
}

fn source(source: &crate::result::SourceLine) -> String {
    match &source.url {
        Some(url) => format!("[{}]({url})", escape(&source.label)),
        None => escape(&source.label),
    }
}

fn left_behind(result: &RunResult) -> String {
    if result.left_behind.is_empty() {
        return String::new();
    }
    let rows = result.left_behind.iter().map(|left| format!("- {:?} {}\n", left.kind, code(&left.name)));
    format!("\n### Still in the tenant\n\n{}", rows.collect::<String>())
}

/// Text of our own or of a suite, without meaning for Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in printable(text).replace('\n', " ").chars() {
        match c {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '@' | '!' => escaped.extend(['\\', c]),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A span of code that no backtick in the text can end.
pub(super) fn code(text: &str) -> String {
    let text = cut(&printable(text).replace('\n', " "), QUOTE);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if longest > 0 { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tenant_says_stays_text() {
        assert_eq!(code("a `b` c"), "`` a `b` c ``");
        assert_eq!(code("x\ny"), "`x y`");
        assert_eq!(escape("<b> @all [x](y) |"), "&lt;b&gt; \\@all \\[x\\](y) \\|");
    }
}
