//! Sentences that several report formats share. Plain text; each format escapes it in its own way.

use std::fmt::Write;

use crate::check::Finding;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{count, printable};

/// The check's id, with the dialect where there is one: `users/disable (default dialect)`.
pub fn name(check: &CheckResult) -> String {
    match check.dialect {
        Some(dialect) => format!("{} ({dialect} dialect)", check.id),
        None => check.id.to_owned(),
    }
}

/// Whether the check makes the run fail.
pub fn breaks(result: &RunResult, check: &CheckResult) -> bool {
    check.verdict == VerdictWord::Fail && check.accepted.is_none() && check.severity >= result.fail_on
}

/// The first finding in one line, or why there is none.
pub fn headline(check: &CheckResult) -> String {
    let found = check.findings.first().map(|finding| finding.message.as_str());
    let text = found.or(check.reason.as_deref()).unwrap_or(check.title);
    printable(text).replace('\n', " ")
}

/// The whole failure as text: what is required and by whom, what was found, how to mend it.
pub fn details(check: &CheckResult) -> String {
    let mut text = format!("{}\n\n{}\n", check.title, check.requirement);
    for source in &check.sources {
        let url = source.url.as_deref().map(|url| format!("  {url}")).unwrap_or_default();
        let _ = writeln!(text, "required by {}{url}", source.label);
    }
    for finding in &check.findings {
        let _ = write!(text, "\n{}", self::finding(finding));
    }
    if !check.fix.is_empty() {
        let _ = write!(text, "\nHow to fix: {}\n", check.fix);
    }
    let _ = write!(text, "More: scimproof explain {}", check.id);
    printable(&text)
}

fn finding(finding: &Finding) -> String {
    let mut text = format!("Found: {}\n", finding.message);
    let mut row = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{label}: {value}");
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

/// The verdict of the whole run in one line.
pub fn verdict(result: &RunResult) -> String {
    let summary = result.summary;
    let word = if result.interrupted {
        "INTERRUPTED"
    } else {
        match result.exit_code.code() {
            0 => "PASS",
            1 => "FAIL",
            5 => "PASS, but test resources remain",
            _ => "NOT JUDGED",
        }
    };
    format!(
        "{word}: {} passed, {} failed, {} skipped, {} in error; {}",
        summary.pass,
        summary.fail,
        summary.skipped,
        summary.error,
        count(result.requests, "request"),
    )
}
