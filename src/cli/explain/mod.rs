//! `scimproof explain`: one check, fault, field failure, kind of skip, or word of the provisioning log, in prose.

mod field_failures;
mod suites;

use std::fmt::Write as _;
use std::io::Write;

use field_failures::{FIELD_FAILURES, FieldFailure};

use super::check_ids;
use crate::check::{self, Check, Profile};
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::provision::rules::{self, Word};
use crate::server::{FAULTS, FaultInfo};
use crate::suite::{Case, Suite, load};
use crate::text::nearest;

/// The kinds of skip, and what each means.
const SKIPS: [(&str, &str); 5] = [
    (
        "needs-step",
        "A step the check needs did not succeed, so there was nothing to judge. The failure of that step is reported on its own.",
    ),
    (
        "not-advertised",
        "The check is about an optional feature that the tenant's ServiceProviderConfig does not say it supports.",
    ),
    (
        "suite",
        "The suite says that this does not apply to the app: an attribute that is not listed, groups that are not supported, an override.",
    ),
    ("read-only", "The run was made with --read-only, and the check needs a request that changes something."),
    ("not-shown", "The data, the transport or a masked value did not allow a judgement. This is not a pass."),
];

pub(super) fn main(word: &str, suite: Option<&str>) -> Result<ExitStatus, Error> {
    let suite = suite.map(|name| load::by_name(name, &check_ids())).transpose()?;
    let text = match &suite {
        Some(suite) => suites::text(word, suite).or_else(|| text(word)),
        None => text(word),
    };
    let text = text.ok_or_else(|| unknown(word, suite.as_ref()))?;
    let mut out = std::io::stdout();
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitStatus::Passed)
}

fn text(word: &str) -> Option<String> {
    if let Some(check) = check::by_id(word) {
        return Some(check_text(check));
    }
    if let Some(info) = FAULTS.iter().find(|info| info.id == word) {
        return Some(fault_text(info));
    }
    if let Some(failure) = FIELD_FAILURES.iter().find(|failure| failure.id.eq_ignore_ascii_case(word)) {
        return Some(failure_text(failure));
    }
    if word == "failures" {
        let lines: Vec<String> = FIELD_FAILURES.iter().map(|f| format!("{}: {}", f.id, f.symptom)).collect();
        return Some(lines.join("\n") + "\n");
    }
    if word == "faults" {
        let lines: Vec<String> = FAULTS.iter().map(|info| format!("{}: {}", info.id, info.title)).collect();
        return Some(lines.join("\n") + "\n");
    }
    if word == "codes" {
        return Some(code_list());
    }
    let skip = SKIPS.iter().find(|(kind, _)| *kind == word);
    skip.map(|(kind, meaning)| format!("skipped, {kind}\n\n{meaning}\n"))
        .or_else(|| rules::word(word).map(word_text))
}

/// Error codes, skip reasons and quarantine reasons of the provisioning log, in this order, each with what it is.
fn provisioning_words() -> impl Iterator<Item = (&'static str, &'static Word)> {
    let codes = rules::codes::CODES.iter().map(|word| ("error code", word));
    let skips = rules::skips::SKIPS.iter().map(|word| ("skip reason", word));
    let reasons = rules::REASONS.iter().map(|word| ("quarantine reason", word));
    codes.chain(skips).chain(reasons)
}

fn code_list() -> String {
    let lines: Vec<String> =
        provisioning_words().map(|(what, word)| format!("{} ({what}): {}", word.id, word.cause)).collect();
    lines.join("\n") + "\n"
}

fn word_text(word: &'static Word) -> String {
    let what = provisioning_words().find(|(_, other)| other.id == word.id).map_or("word", |(what, _)| what);
    let Word { id, cause, fix, source } = word;
    format!(
        "{id} ({what} of the provisioning log)\n\n## Cause\n{cause}\n\n## How to fix\n{fix}\n\n## Source\n{source}\n"
    )
}

fn check_text(check: &Check) -> String {
    let mut text =
        format!("{} ({}, profile {})\n{}\n\n", check.id, check.severity, check.profile, check.title);
    for line in check.explanation.trim_end().lines() {
        let _ = writeln!(text, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    text.push_str(if check.is_inferred() {
        "\n## Sources (inferred: no public text states it)\n\n"
    } else {
        "\n## Sources\n\n"
    });
    for source in check.sources {
        let url = source.url().map(|url| format!("  {url}")).unwrap_or_default();
        let _ = writeln!(text, "- {source}{url}");
    }
    if let Some(info) = FAULTS.iter().find(|info| info.must_fail.contains(&check.id)) {
        let _ = writeln!(text, "\nSee it fail: {}", demonstration(info));
    }
    text
}

fn failure_text(failure: &FieldFailure) -> String {
    let FieldFailure { id, symptom, cause, fix, checks } = failure;
    let mut text = format!("{id}\n{symptom}\n\n## Cause\n{cause}\n\n## How to fix\n{fix}\n");
    if checks.is_empty() {
        text.push_str("\nNo check shows it: it lies in the configuration, or in what Entra does.\n");
        return text;
    }
    text.push_str("\n## Checks that show it\n\n");
    for check in checks.iter().filter_map(|id| check::by_id(id)) {
        let _ = writeln!(text, "- {}: {}", check.id, check.title);
    }
    let profile = profile_option(checks);
    let _ = writeln!(
        text,
        "\nJudge a tenant by them: scimproof run --url …{profile} --select {}",
        checks.join(",")
    );
    text
}

fn fault_text(info: &FaultInfo) -> String {
    let mut text = format!("{}\nThe tenant {}.\n\nThese checks must fail:\n", info.id, info.title);
    for check in info.must_fail.iter().filter_map(|id| check::by_id(id)) {
        let _ = writeln!(text, "- {}: {}", check.id, check.title);
    }
    let _ = writeln!(text, "\nSee it: {}", demonstration(info));
    text
}

/// The option that makes a run judge these checks; the profile `entra` need not be named.
fn profile_option(ids: &[&str]) -> String {
    let mut further = Vec::new();
    for check in ids.iter().filter_map(|id| check::by_id(id)) {
        let is_named = !matches!(check.profile, Profile::Entra | Profile::Load);
        if is_named && !further.contains(&check.profile) {
            further.push(check.profile);
        }
    }
    match further[..] {
        [] => String::new(),
        [profile] => format!(" --profile {profile}"),
        _ => " --profile all".to_owned(),
    }
}

/// The command that shows a fault; the generic suite need not be named.
fn demonstration(info: &FaultInfo) -> String {
    if info.needs_tls() {
        return format!(
            "scimproof serve --tls --fault {}, and scimproof run with its URL and --ca-cert",
            info.id
        );
    }
    let load = if info.needs_load() { " --load" } else { "" };
    let suite = if info.suite == "entra" { String::new() } else { format!(" {}", info.suite) };
    format!("scimproof run{suite} --demo{}{load} --fault {}", profile_option(info.must_fail), info.id)
}

fn unknown(word: &str, suite: Option<&Suite>) -> Error {
    if word.starts_with("app/") && suite.is_none() {
        return Error::usage(
            format!("'{word}' is a case of an app's own suite"),
            format!("name the suite: scimproof explain {word} --suite FILE"),
        );
    }
    let cases: Vec<String> = suite.iter().flat_map(|suite| &suite.cases).map(Case::check_id).collect();
    let known = check_ids()
        .into_iter()
        .chain(cases.iter().map(String::as_str))
        .chain(FAULTS.iter().map(|info| info.id))
        .chain(SKIPS.map(|(kind, _)| kind))
        .chain(FIELD_FAILURES.iter().map(|failure| failure.id))
        .chain(provisioning_words().map(|(_, word)| word.id));
    let help = nearest(word, known).map_or_else(
        || {
            "`scimproof check list` shows the checks, `scimproof explain faults`, `failures` and `codes` the rest"
                .to_owned()
        },
        |name| format!("did you mean '{name}'?"),
    );
    Error::usage(format!("there is nothing called '{word}' to explain"), help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_provisioning_log_is_explained() {
        for (what, word) in provisioning_words() {
            let text = text(word.id).unwrap();
            assert!(text.starts_with(&format!("{} ({what}", word.id)), "{text}");
            assert!(text.contains("## Cause") && text.contains("## How to fix"), "{text}");
        }
    }

    #[test]
    fn field_failures_are_numbered_and_name_known_checks() {
        for (index, failure) in FIELD_FAILURES.iter().enumerate() {
            assert_eq!(failure.id, format!("F-{:02}", index + 1));
            for id in failure.checks {
                assert!(check::by_id(id).is_some(), "{} names {id}", failure.id);
            }
            let text = text(&failure.id.to_lowercase()).unwrap();
            assert!(text.contains("## Cause") && text.contains("## How to fix"), "{text}");
        }
        assert_eq!(FIELD_FAILURES.len(), 45);
    }
}
