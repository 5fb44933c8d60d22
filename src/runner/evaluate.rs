//! Judging a transcript: every selected check, for every dialect it applies to.

use std::collections::BTreeMap;

use crate::check::{AnyCheck, Evidence, Profile, Verdict};
use crate::entra::Dialect;
use crate::exit::ExitStatus;
use crate::result::{
    CheckResult, Overridden, Readiness, RunResult, SourceLine, SuiteName, Summary, Timing, VerdictWord,
};
use crate::runner::select;
use crate::suite::{GroupSupport, Suite};
use crate::transcript::{StepState, Transcript};
use crate::verdict::{Severity, SkipKind};

/// Version of the JSON result.
const VERSION: u32 = 1;

/// Judges a transcript.
pub fn evaluate(transcript: &Transcript) -> RunResult {
    let header = &transcript.header;
    let mut checks = Vec::new();
    for check in select::checks(header) {
        for dialect in check.dialects().entries(&header.dialects) {
            checks.push(judge(&check, dialect, transcript));
        }
    }
    let summary = summarize(&checks);
    let mut result = RunResult {
        version: VERSION,
        tool: header.tool.clone(),
        run: header.run.clone(),
        suite: SuiteName {
            slug: header.suite.app.slug.clone(),
            name: header.suite.app.name.clone(),
            file: header.suite_file.clone(),
        },
        tenant: header.tenant.clone(),
        profile: header.profile,
        dialects: header.dialects.clone(),
        started: header.started.clone(),
        duration_ms: transcript.footer.duration_ms,
        requests: transcript.exchanges().count(),
        exit_code: ExitStatus::Passed,
        summary,
        readiness: readiness(transcript, &checks),
        timings: timings(transcript),
        checks,
        left_behind: transcript.footer.left_behind.clone(),
        fail_on: header.fail_on,
        interrupted: transcript.footer.interrupted,
        kept: transcript.footer.kept,
        unreachable: refused_at_first(transcript),
        baseline: None,
    };
    result.exit_code = result.exit_status();
    result
}

/// The list for a listing, where the profile is about one.
fn readiness(transcript: &Transcript, checks: &[CheckResult]) -> Option<Vec<Readiness>> {
    let header = &transcript.header;
    let asked =
        matches!(header.profile, Profile::Gallery | Profile::All) && header.selection.select.is_empty();
    asked.then(|| super::readiness::list(checks))
}

fn judge(check: &AnyCheck, dialect: Option<Dialect>, transcript: &Transcript) -> CheckResult {
    let suite = &transcript.header.suite;
    let evidence = Evidence::new(transcript, dialect);
    let verdict = excused(check, suite, &evidence).unwrap_or_else(|| check.judge(&evidence).into());
    let verdict = attributed(check, suite, &evidence, verdict);
    let (word, skip, reason, findings) = match verdict {
        Verdict::Pass => (VerdictWord::Pass, None, None, Vec::new()),
        Verdict::Fail(findings) => (VerdictWord::Fail, None, None, findings),
        Verdict::Skipped(kind, reason) => (VerdictWord::Skipped, Some(kind), Some(reason), Vec::new()),
        Verdict::Error(cause) => (VerdictWord::Error, None, Some(cause), Vec::new()),
    };
    CheckResult {
        id: check.id(),
        title: check.title(),
        requirement: check.requirement(),
        severity: severity(check, suite, &evidence),
        profile: check.profile(),
        dialect,
        verdict: word,
        skip,
        reason,
        sources: SourceLine::all(check, suite),
        fix: check.fix(),
        overridden: overridden(check, suite),
        accepted: None,
        findings,
    }
}

/// What the suite changes about the check, for the reader.
fn overridden(check: &AnyCheck, suite: &Suite) -> Option<Overridden> {
    let entry = suite.override_of(&check.id())?;
    Some(Overridden { from: check.severity(), to: entry.severity, reason: entry.reason.clone() })
}

/// Why the suite excuses the tenant from a check altogether.
fn excused(check: &AnyCheck, suite: &Suite, evidence: &Evidence) -> Option<Verdict> {
    if let Some(entry) = suite.override_of(&check.id()).filter(|entry| entry.skip) {
        return Some(Verdict::Skipped(SkipKind::Suite, entry.reason.clone()));
    }
    if !check.is_about_groups() || suite.group_support() != GroupSupport::Undeclared {
        return None;
    }
    let probe = Evidence::new(evidence.transcript(), None).find("connection/test-groups")?;
    let absent = matches!(probe.status(), 403..=405 | 501);
    absent.then(|| {
        let reason = "the documentation does not say that groups are supported, and the tenant has none";
        Verdict::Skipped(SkipKind::Suite, reason.to_owned())
    })
}

/// Where the suite offers less than everything, what is not shown is the suite's matter: nothing was sent that could
/// have shown it.
fn attributed(check: &AnyCheck, suite: &Suite, evidence: &Evidence, verdict: Verdict) -> Verdict {
    let Verdict::Skipped(SkipKind::NotShown, reason) = verdict else { return verdict };
    let withheld = &[&suite.user.not_offered, &suite.group.not_offered];
    let left_out = || {
        let read = evidence.transcript().steps.iter().filter(|record| check.names(&record.step));
        read.into_iter().find_map(|record| match &record.state {
            StepState::NotSent { kind: SkipKind::Suite, reason } => Some(reason.clone()),
            _ => None,
        })
    };
    match withheld.iter().any(|list| !list.is_empty()).then(left_out).flatten() {
        Some(why) => Verdict::Skipped(SkipKind::Suite, format!("{reason}: {why}")),
        None => Verdict::Skipped(SkipKind::NotShown, reason),
    }
}

/// The check's severity, after the suite's say: what the documentation does not promise is worth a note.
fn severity(check: &AnyCheck, suite: &Suite, evidence: &Evidence) -> Severity {
    if let Some(severity) = suite.override_of(&check.id()).and_then(|entry| entry.severity) {
        return severity;
    }
    if check.is_about_groups() && suite.group_support() == GroupSupport::Undeclared {
        return Severity::Note;
    }
    if REMOVAL.contains(&check.id().as_ref()) && suite.user.removal.is_none() && refuses_delete_only(evidence)
    {
        return Severity::Note;
    }
    if GENERIC.contains(&check.id().as_ref()) && suite.app.slug == "entra" {
        return Severity::Warning;
    }
    check.severity()
}

/// Where the documentation does not say how users are removed, a refused DELETE is a note as long as disabling works.
const REMOVAL: [&str; 1] = ["users/delete-returns-204"];

fn refuses_delete_only(evidence: &Evidence) -> bool {
    let alone = Evidence::new(evidence.transcript(), None);
    let refused =
        alone.find("users/delete").is_some_and(|seen| matches!(seen.status(), 400 | 404 | 405 | 501));
    let disables = evidence.transcript().header.dialects.iter().any(|dialect| {
        let story = Evidence::new(evidence.transcript(), Some(*dialect));
        story.find("lifecycle/disable").is_some_and(|seen| seen.succeeded())
    });
    refused && disables
}

/// Checks of what an app's documentation promises. The generic suite is no app's documentation: a tenant need
/// not store all that Entra maps by default.
const GENERIC: [&str; 2] = ["suite/create-round-trip", "suite/patch-round-trip"];

fn summarize(checks: &[CheckResult]) -> Summary {
    let count = |word| checks.iter().filter(|check| check.verdict == word).count();
    Summary {
        pass: count(VerdictWord::Pass),
        fail: count(VerdictWord::Fail),
        skipped: count(VerdictWord::Skipped),
        error: count(VerdictWord::Error),
    }
}

/// Whether the tenant was not reached, or refused the credential, on the very first request.
fn refused_at_first(transcript: &Transcript) -> bool {
    let test = transcript.steps.first().and_then(|record| record.exchanges.last());
    test.is_some_and(|exchange| exchange.response().is_none() || matches!(exchange.status(), Some(401 | 403)))
}

fn timings(transcript: &Transcript) -> Vec<Timing> {
    let mut by_step: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for record in &transcript.steps {
        let times = record.exchanges.iter().filter(|e| e.response().is_some()).map(|e| e.elapsed_us);
        by_step.entry(&record.step).or_default().extend(times);
    }
    let timed = by_step.into_iter().filter(|(_, times)| !times.is_empty());
    timed
        .map(|(step, mut times)| {
            times.sort_unstable();
            let at =
                |share: usize| to_ms(times[((times.len() * share).div_ceil(100)).clamp(1, times.len()) - 1]);
            Timing { step: step.to_owned(), count: times.len(), p50_ms: at(50), p95_ms: at(95) }
        })
        .collect()
}

/// Microseconds as milliseconds with one decimal.
fn to_ms(micros: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a response takes less than 285 years")]
    let tenths = (micros as f64 / 100.0).round();
    tenths / 10.0
}
