//! SARIF 2.1.0, as code scanning reads it: a rule for every check, a result for every failure.
//!
//! A tenant has no source files here, so results point at what the tenant was measured by: the suite's file.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::document::Document;
use super::words;
use crate::check::Finding;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::printable;
use crate::verdict::Severity;

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
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|check| rule(check)).collect::<Vec<_>>(),
        }},
        "automationDetails": { "id": format!("scimproof/{}/", result.suite.slug) },
        "columnKind": "unicodeCodePoints",
        "invocations": [{
            "executionSuccessful": result.summary.error == 0 && !result.interrupted,
            "exitCode": result.exit_code.code(),
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

fn rule(check: &CheckResult) -> Value {
    let sources = check.sources.iter().map(|source| match &source.url {
        Some(url) => format!("- [{}]({url})", source.label),
        None => format!("- {}", source.label),
    });
    let sources = sources.collect::<Vec<_>>().join("\n");
    let text = format!("{}\n\nHow to fix: {}", check.requirement, check.fix);
    let mut rule = json!({
        "id": check.id,
        "shortDescription": { "text": check.title },
        "fullDescription": { "text": check.requirement },
        "help": { "text": text, "markdown": format!("{}\n\n**How to fix:** {}\n\n{sources}", check.requirement, check.fix) },
        "defaultConfiguration": { "level": level(check.severity) },
        "properties": { "tags": ["scim", check.area(), check.profile.to_string()] },
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
    let mut entry = json!({
        "ruleId": check.id,
        "ruleIndex": rule,
        "level": level(check.severity),
        "message": { "text": message(check) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": { "uri": uri(&file) },
            "region": { "startLine": 1 },
        }}],
        "partialFingerprints": { "scimproof/v1": fingerprint(result, check) },
    });
    if let Some(reason) = &check.accepted {
        entry["suppressions"] =
            json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    entry
}

fn message(check: &CheckResult) -> String {
    let findings = check.findings.iter().map(finding).collect::<Vec<_>>().join("\n");
    let dialect = check.dialect.map(|dialect| format!(" ({dialect} dialect)")).unwrap_or_default();
    printable(&format!("{}{dialect}\n{findings}", check.title))
}

fn finding(finding: &Finding) -> String {
    let mut text = finding.message.clone();
    for (label, value) in [("expected", &finding.expected), ("actual", &finding.actual)] {
        text.push_str(&value.as_ref().map(|value| format!("; {label}: {value}")).unwrap_or_default());
    }
    text.push_str(&words::exchange(finding).map(|at| format!("; exchange {at}")).unwrap_or_default());
    text
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

/// A path as a relative URI reference.
fn uri(path: &str) -> String {
    let escaped = |part: &str| crate::entra::query::encode_segment(part);
    path.replace('\\', "/").split('/').map(escaped).collect::<Vec<_>>().join("/")
}
