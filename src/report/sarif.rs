//! SARIF 2.1.0, as code scanning reads it: a rule for every check, a result for every failure.
//!
//! A tenant has no source files here, so results point at what the tenant was measured by: the suite's file.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::document::Document;
use super::words;
use crate::check::Finding;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{cut, one_line, printable};
use crate::verdict::Severity;

/// GitHub refuses longer descriptions of a rule.
const DESCRIPTION: usize = 1024;
/// Characters of a value, and findings of a failure; the JSON result has all.
const VALUE: usize = 1000;
const FINDINGS: usize = 20;

/// The failures as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let result = &document.result;
    let rules = rules(result);
    let run = json!({
        "tool": { "driver": {
            "name": "scimproof",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|check| rule(result, check)).collect::<Vec<_>>(),
        }},
        "automationDetails": { "id": format!("scimproof/{}/", result.suite.slug) },
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": result.summary.error == 0 && !result.interrupted,
            "exitCode": result.exit_code.code(),
            "startTimeUtc": result.started,
            "toolExecutionNotifications": notifications(result),
        }],
        "results": results(result, &rules),
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)?;
    out.flush()
}

/// Every check once, whatever its dialects.
fn rules(result: &RunResult) -> Vec<&CheckResult> {
    let mut rules: Vec<&CheckResult> = Vec::new();
    for check in &result.checks {
        if rules.last().is_none_or(|last| last.id != check.id)
            && !rules.iter().any(|rule| rule.id == check.id)
        {
            rules.push(check);
        }
    }
    rules
}

fn rule(result: &RunResult, check: &CheckResult) -> Value {
    let sources = check.sources.iter().map(|source| match &source.url {
        Some(url) => format!("- [{}]({url})", source.label),
        None => format!("- {}", source.label),
    });
    let sources = sources.collect::<Vec<_>>().join("\n");
    let plain =
        check.sources.iter().map(|source| format!("- {}", source.label)).collect::<Vec<_>>().join("\n");
    let more = words::explain(result, check);
    let mut rule = json!({
        "id": check.id,
        "shortDescription": { "text": cut(&check.title, DESCRIPTION) },
        "fullDescription": { "text": cut(&check.requirement, DESCRIPTION) },
        "help": {
            "text": format!("{}\n\nHow to fix: {}\n\nRequired by\n{plain}\n\nMore: {more}", check.requirement, check.fix),
            "markdown": format!(
                "{}\n\n**How to fix:** {}\n\n**Required by**\n\n{sources}\n\nMore: `{more}`",
                check.requirement, check.fix
            ),
        },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": {
            "tags": ["scim", check.area(), check.profile.to_string()],
            // By these GitHub sorts and filters; a check judges what it saw, and is hardly ever wrong.
            "precision": "very-high",
            "problem.severity": if check.severity == Severity::Note { "recommendation" } else { level(check.severity) },
        },
    });
    if let Some(url) = check.sources.iter().find_map(|source| source.url.as_ref()) {
        rule["helpUri"] = json!(url);
    }
    rule
}

fn results(result: &RunResult, rules: &[&CheckResult]) -> Vec<Value> {
    let failed = result.checks.iter().filter(|check| check.verdict == VerdictWord::Fail);
    failed.map(|check| failure(result, check, rules.iter().position(|rule| rule.id == check.id))).collect()
}

fn failure(result: &RunResult, check: &CheckResult, rule: Option<usize>) -> Value {
    let file = result.suite.file();
    let fingerprint = fingerprint(result, check);
    let mut entry = json!({
        "ruleId": check.id,
        "ruleIndex": rule,
        "level": level(check.severity),
        "message": { "text": message(check) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&file) },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": {
            "scimproof/v1": fingerprint,
            // Without one of this name GitHub takes the text of the line, and all alerts of a rule would be one.
            "primaryLocationLineHash": format!("{:016x}:1", hash(&fingerprint)),
        },
    });
    if let Some(reason) = &check.accepted {
        entry["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    entry
}

/// What was found comes first: viewers show the first sentence where room is short.
fn message(check: &CheckResult) -> String {
    let mut lines: Vec<String> = check.findings.iter().take(FINDINGS).map(finding).collect();
    if check.findings.len() > FINDINGS {
        lines.push(words::more(check.findings.len() - FINDINGS));
    }
    let dialect = check.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
    lines.push(format!("Required: {}{dialect}", check.title));
    lines.extend(words::overridden(check).map(|change| format!("Override: {change}")));
    // In a message `[text](destination)` is a link; what a tenant says draws none.
    printable(&lines.join("\n")).replace("](", "] (")
}

fn finding(finding: &Finding) -> String {
    let exchange = words::exchange(finding);
    let parts = [
        ("expected", &finding.expected),
        ("actual", &finding.actual),
        ("at", &finding.pointer),
        ("exchange", &exchange),
    ];
    let parts = parts.iter().filter_map(|(label, value)| Some((label, value.as_ref()?)));
    parts.fold(one_line(&cut(&finding.message, VALUE)), |text, (label, value)| {
        format!("{text}; {label}: {}", one_line(&cut(value, VALUE)))
    })
}

/// The same failure in the next run: suite, check, dialect and where it was found; never what differs from run to run.
fn fingerprint(result: &RunResult, check: &CheckResult) -> String {
    let dialect = check.dialect.map(|dialect| dialect.to_string()).unwrap_or_default();
    let mut pointers: Vec<&str> =
        check.findings.iter().filter_map(|finding| finding.pointer.as_deref()).collect();
    pointers.sort_unstable();
    pointers.dedup();
    format!("{}|{}|{dialect}|{}", result.suite.slug, check.id, pointers.join(","))
}

/// FNV-1a: short, and the same on every machine and in every version.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

/// Checks that ended in an error say nothing of the tenant; they are remarks on the run.
fn notifications(result: &RunResult) -> Vec<Value> {
    let errors = result.checks.iter().filter(|check| check.verdict == VerdictWord::Error);
    errors
        .map(|check| {
            json!({
                "level": "error",
                "message": { "text": words::headline(check) },
                "associatedRule": { "id": check.id },
            })
        })
        .collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A path as a URI: relative to where the run was started, or a whole one.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let escaped = |part: &str| crate::entra::query::encode_segment(part);
    let joined = |path: &str| path.split('/').map(escaped).collect::<Vec<_>>().join("/");
    match path.split_once(':') {
        Some((drive, rest)) if drive.len() == 1 => format!("file:///{drive}:{}", joined(rest)),
        _ if path.starts_with('/') => format!("file://{}", joined(&path)),
        _ => joined(path.trim_start_matches("./")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("./suites/own suite.toml"), "suites/own%20suite.toml");
        assert_eq!(uri("/srv/a.toml"), "file:///srv/a.toml");
        assert_eq!(uri(r"C:\a b\c.toml"), "file:///C:/a%20b/c.toml");
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
