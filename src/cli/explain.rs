//! `scimproof explain`: one check, fault or kind of skip, in prose.

use std::fmt::Write as _;
use std::io::Write;

use super::check_ids;
use crate::check::{self, Check};
use crate::context::RunContext;
use crate::error::Error;
use crate::exit::ExitStatus;
use crate::server::{FAULTS, FaultInfo};
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

pub(super) fn main(word: &str, _: &RunContext) -> Result<ExitStatus, Error> {
    let text = text(word).ok_or_else(|| unknown(word))?;
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
    if word == "faults" {
        let lines: Vec<String> = FAULTS.iter().map(|info| format!("{}: {}", info.id, info.title)).collect();
        return Some(lines.join("\n") + "\n");
    }
    SKIPS
        .iter()
        .find(|(kind, _)| *kind == word)
        .map(|(kind, meaning)| format!("skipped, {kind}\n\n{meaning}\n"))
}

fn check_text(check: &Check) -> String {
    let mut text = format!("{} ({})\n{}\n\n", check.id, check.severity, check.title);
    for line in check.explanation.trim_end().lines() {
        let _ = writeln!(text, "{}", line.strip_prefix(' ').unwrap_or(line));
    }
    text.push_str("\n## Sources\n\n");
    for source in check.sources {
        let url = source.url().map(|url| format!("  {url}")).unwrap_or_default();
        let _ = writeln!(text, "- {source}{url}");
    }
    if let Some(info) = FAULTS.iter().find(|info| info.must_fail.contains(&check.id)) {
        let _ = writeln!(text, "\nSee it fail: {}", demonstration(info));
    }
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
    format!("scimproof run{suite} --demo{load} --fault {}", info.id)
}

fn unknown(word: &str) -> Error {
    let known =
        check_ids().into_iter().chain(FAULTS.iter().map(|info| info.id)).chain(SKIPS.map(|(kind, _)| kind));
    let help = nearest(word, known).map_or_else(
        || "`scimproof check list` shows the checks, `scimproof explain faults` the faults".to_owned(),
        |name| format!("did you mean '{name}'?"),
    );
    Error::usage(format!("there is nothing called '{word}' to explain"), help)
}
