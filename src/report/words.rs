//! Sentences that several report formats share. Plain text; each format escapes it in its own way.

use std::fmt::Write;

use crate::check::Finding;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::suite::case;
use crate::text::{count, cut, one_line, printable};

/// The check's id, with the dialect where there is one: `users/disable (default dialect)`.
pub fn name(check: &CheckResult) -> String {
    match check.dialect {
        Some(dialect) => format!("{} ({dialect} dialect)", check.id),
        None => check.id.to_string(),
    }
}

/// What the suite changes about the check, and why: `note in place of error, as …`.
pub fn overridden(check: &CheckResult) -> Option<String> {
    let change = check.overridden.as_ref()?;
    let what = match change.to {
        Some(severity) => format!("{severity} in place of {}", change.from),
        None => "left out".to_owned(),
    };
    Some(format!("{what}, as the suite says: {}", change.reason))
}

/// Whether the check makes the run fail.
pub fn breaks(result: &RunResult, check: &CheckResult) -> bool {
    check.verdict == VerdictWord::Fail && check.accepted.is_none() && check.severity >= result.fail_on
}

/// Characters of a value in text: an answer may be a megabyte, and the reports are read by people.
const VALUE: usize = 2000;

/// The first finding in one line and how many more there are, or why there is none.
pub fn headline(check: &CheckResult) -> String {
    let found = check.findings.first().map(|finding| finding.message.as_str());
    let text = one_line(&cut(found.or(check.reason.as_deref()).unwrap_or(&check.title), VALUE));
    match check.findings.len() {
        0 | 1 => text,
        number => format!("{text} (and {})", count(number - 1, "more finding")),
    }
}

/// Which checks are worth the first look: those that break the run, then those that were not judged, then failures
/// that do not break it, then accepted ones.
pub fn rank(result: &RunResult, check: &CheckResult) -> u8 {
    match check.verdict {
        VerdictWord::Fail if breaks(result, check) => 0,
        VerdictWord::Error => 1,
        VerdictWord::Fail if check.accepted.is_none() => 2,
        VerdictWord::Fail => 3,
        VerdictWord::Skipped => 4,
        VerdictWord::Pass => 5,
    }
}

/// The whole failure as text: what is required and by whom, what was found, how to mend it.
pub fn details(result: &RunResult, check: &CheckResult) -> String {
    let mut text = format!("{}\n\n{}\n", check.title, check.requirement);
    for source in &check.sources {
        let url = source.url.as_deref().map(|url| format!("  {url}")).unwrap_or_default();
        let _ = writeln!(text, "required by {}{url}", source.label);
    }
    if let Some(change) = overridden(check) {
        let _ = writeln!(text, "override: {change}");
    }
    for finding in check.findings.iter().take(FINDINGS) {
        let _ = write!(text, "\n{}", self::finding(finding));
    }
    if check.findings.len() > FINDINGS {
        let _ = write!(text, "\n… and {}\n", more(check.findings.len() - FINDINGS));
    }
    if let Some(reason) = &check.reason {
        let _ = write!(text, "\n{reason}\n");
    }
    if !check.fix.is_empty() {
        let _ = write!(text, "\nHow to fix: {}\n", check.fix);
    }
    let _ = write!(text, "More: {}", explain(result, check));
    printable(&text)
}

/// The command that says more about the check. A suite's own case is known by its suite alone.
pub fn explain(result: &RunResult, check: &CheckResult) -> String {
    if check.area() != case::AREA {
        return format!("scimproof explain {}", check.id);
    }
    let suite = result.suite.file.as_deref().unwrap_or(&result.suite.slug);
    let quote = if suite.contains(char::is_whitespace) { "'" } else { "" };
    format!("scimproof explain {} --suite {quote}{suite}{quote}", check.id)
}

/// At most so many findings of a check are told; the JSON result has all.
const FINDINGS: usize = 20;

/// `3 more findings, all in the JSON result`
pub fn more(number: usize) -> String {
    format!("{}, all in the JSON result", count(number, "more finding"))
}

fn finding(finding: &Finding) -> String {
    let mut text = format!("Found: {}\n", cut(&finding.message, VALUE));
    let mut row = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{label}: {}", cut(value, VALUE));
        }
    };
    row("Expected", finding.expected.as_deref());
    row("Actual", finding.actual.as_deref());
    row("At", finding.pointer.as_deref());
    row("Exchange", exchange(finding).as_deref());
    row("Try", finding.curl.as_deref());
    text
}

/// `#12 PATCH https://… → 200`.
pub fn exchange(finding: &Finding) -> Option<String> {
    let (request, number) = (finding.request.as_ref()?, finding.exchange?);
    let status = request.status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    Some(format!("#{number} {} {} → {status}", request.method, request.url))
}

/// The verdict of the whole run as a word.
pub fn outcome(result: &RunResult) -> &'static str {
    match (result.interrupted, result.exit_code.code()) {
        (true, _) => "INTERRUPTED",
        (_, 0 | 5) => "PASS",
        (_, 1) => "FAIL",
        (_, 4) => "NOTHING JUDGED",
        _ => "ERROR",
    }
}

/// The word, and what a pass leaves to be done.
pub fn outcome_in_full(result: &RunResult) -> &'static str {
    let remain = !result.interrupted && result.exit_code.code() == 5;
    if remain { "PASS, but test resources remain" } else { outcome(result) }
}

/// The verdict of the whole run in one line.
pub fn verdict(result: &RunResult) -> String {
    let summary = result.summary;
    let word = outcome_in_full(result);
    format!(
        "{word}: {} passed, {} failed, {} skipped, {} in error; {}",
        summary.pass,
        summary.fail,
        summary.skipped,
        summary.error,
        count(result.requests, "request"),
    )
}
