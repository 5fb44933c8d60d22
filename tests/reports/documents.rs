//! The canonical documents: one of every ending that a run can have, with names and answers that formats stumble over.

use std::sync::Arc;

use scimproof::baseline::{Applied, Entry};
use scimproof::check::{Finding, Profile};
use scimproof::entra::Dialect;
use scimproof::entra::step::ResourceType;
use scimproof::exit::ExitStatus;
use scimproof::http::{Exchange, Failure, FailureKind, Method, Outcome, Purpose, Request, Response};
use scimproof::report::document::Document;
use scimproof::result::{CheckResult, RunResult, SourceLine, SuiteName, Summary, Timing, VerdictWord};
use scimproof::suite::load;
use scimproof::transcript::{
    Footer, Header, LeftBehind, LeftState, Selection, StepRecord, StepState, Transcript,
};
use scimproof::verdict::{Severity, SkipKind};

/// Text of a tenant that means harm to whatever shows it.
pub const HOSTILE: &str = "\u{1b}[31mred\u{7} ]]> `code` </script><script>alert(1)</script> <b>&amp; @everyone \
    [link](https://evil.example) ![img](x) | ``` \u{202e}gnp\u{2066} \u{0}\u{fffe} ##vso[task.complete]\n\
    ::error::taken over\n::set-output name=x::y\r\n# Heading\u{2028}end";

/// A name in letters that run from right to left, one in wide characters, one with combining marks.
pub const NAMES: &str = "דנה כהן, محمد الأمين, 山田太郎, Zoe\u{308} 👩‍💻";

/// Every canonical document with its name.
pub fn all() -> Vec<(&'static str, Document)> {
    vec![
        ("verdicts", verdicts()),
        ("hostile", hostile()),
        ("interrupted", interrupted()),
        ("left-behind", left_behind()),
        ("unreachable", unreachable()),
        ("healthy", document(vec![pass("users/create")], exchanges(1))),
        ("empty", document(Vec::new(), Vec::new())),
    ]
}

/// One check of every ending, in both dialects where that makes a difference.
fn verdicts() -> Document {
    let steps = exchanges(3);
    let seen = |at: usize| &steps[at].exchanges[0];
    let several = (0..7).map(|at| {
        let finding = Finding::at(seen(1), format!("the value at position {at} is not what was written"));
        finding.expected("\"work\"", format!("\"home-{at}\"")).pointer(format!("/emails/{at}/type"))
    });
    let long =
        Finding::at(seen(2), "the answer is no ListResponse").expected("a ListResponse", "x ".repeat(1500));
    let mut accepted = fail("patch/accepted", Severity::Error, vec![Finding::about("a known failure")]);
    accepted.accepted = Some("ticket #412, waits for <v2> of the gateway".to_owned());
    accepted.dialect = Some(Dialect::Compliant);
    let checks = vec![
        pass("users/create"),
        fail("users/several-findings", Severity::Error, several.collect()),
        in_dialect(Dialect::Default, fail("patch/long-answer", Severity::Error, vec![long.clone()])),
        in_dialect(Dialect::Compliant, fail("patch/long-answer", Severity::Error, vec![long])),
        fail("query/advice", Severity::Warning, vec![Finding::at(seen(0), "slow, but right")]),
        fail("query/remark", Severity::Note, vec![Finding::about("worth knowing")]),
        accepted,
        skipped("groups/needs-step", SkipKind::NeedsStep, "groups/create did not succeed"),
        skipped("groups/not-advertised", SkipKind::NotAdvertised, "patch.supported is false"),
        skipped("groups/suite", SkipKind::Suite, "the suite does not list title"),
        skipped("groups/read-only", SkipKind::ReadOnly, "the run only reads"),
        skipped("groups/not-shown", SkipKind::NotShown, "plain http"),
        error("transport/lost", "users/read: the connection was closed before the answer was complete"),
    ];
    let mut document = document(checks, steps);
    document.result.baseline = Some(Applied {
        accepted: 1,
        fixed: vec![entry("users/create", None)],
        expired: vec![entry("query/advice", Some("2026-01-31"))],
    });
    document
}

/// What a tenant says is hostile, the names are of many scripts, and the suite is a file with a space in its name.
fn hostile() -> Document {
    let steps =
        vec![step(1, "users/create", HOSTILE, Some(HOSTILE)), step(2, "users/read", NAMES, Some(NAMES))];
    let finding = Finding::at(&steps[0].exchanges[0], format!("displayName is {HOSTILE}"));
    let named = Finding::at(&steps[1].exchanges[0], "displayName is not what was written");
    let checks = vec![
        fail("users/hostile", Severity::Error, vec![finding.expected(HOSTILE, HOSTILE).pointer(HOSTILE)]),
        fail("users/names", Severity::Error, vec![named.expected(NAMES, "دنه").pointer("/displayName")]),
        skipped("query/hostile", SkipKind::NotShown, HOSTILE),
        error("query/error", HOSTILE),
    ];
    let mut document = document(checks, steps);
    document.result.suite.file = Some("suites/own suite.toml".to_owned());
    NAMES.clone_into(&mut document.result.suite.name);
    document.result.left_behind = vec![left(HOSTILE, LeftState::Unknown), left(NAMES, LeftState::Active)];
    judged(document)
}

fn interrupted() -> Document {
    let stopped = error("patch/active-string", "patch/disable was not sent: the run was interrupted");
    let mut document = document(vec![pass("users/create"), stopped], exchanges(1));
    document.result.interrupted = true;
    judged(document)
}

fn left_behind() -> Document {
    let mut document = document(vec![pass("users/create")], exchanges(1));
    document.result.left_behind = vec![
        left("Zoe.Bronte.sp2345abcd.0@example.com", LeftState::Active),
        left("Ada.Hansen.sp2345abcd.1@example.com", LeftState::Disabled),
    ];
    judged(document)
}

fn unreachable() -> Document {
    let mut steps = exchanges(1);
    steps[0].exchanges[0].outcome = Outcome::Failure(Failure {
        kind: FailureKind::Timeout,
        message: "no complete answer within 30 s".to_owned(),
    });
    let mut document =
        document(vec![error("auth/credential", "connection/test: no complete answer within 30 s")], steps);
    document.result.unreachable = true;
    judged(document)
}

/// A run of that many exchanges, with a failure for every tenth.
pub fn many(number: usize) -> Document {
    let steps = exchanges(number);
    let names: Vec<&'static str> = (0..number / 10).map(|at| &*format!("users/check-{at}").leak()).collect();
    let checks = names.iter().enumerate().map(|(at, id)| {
        let findings = (0..4).map(|_| {
            let finding = Finding::at(&steps[at * 10].exchanges[0], NAMES.repeat(20));
            finding.expected(HOSTILE.repeat(5), "y".repeat(900)).pointer("/displayName")
        });
        fail(id, Severity::Error, findings.collect())
    });
    let mut document = document(checks.collect(), steps.clone());
    document.result.left_behind =
        (0..number).map(|at| left(&format!("user {at}"), LeftState::Active)).collect();
    judged(document)
}

fn document(checks: Vec<CheckResult>, steps: Vec<StepRecord>) -> Document {
    let transcript = Transcript { header: header(), steps, footer: Footer::default() };
    let header = &transcript.header;
    let result = RunResult {
        version: 1,
        tool: header.tool.clone(),
        run: header.run.clone(),
        suite: SuiteName {
            slug: "entra".into(),
            name: "Microsoft Entra ID default mapping".into(),
            file: None,
        },
        tenant: header.tenant.clone(),
        profile: header.profile,
        dialects: header.dialects.clone(),
        started: header.started.clone(),
        duration_ms: 4321,
        requests: transcript.exchanges().count(),
        exit_code: ExitStatus::Passed,
        summary: Summary::default(),
        timings: vec![Timing { step: "users/create".into(), count: 3, p50_ms: 9.5, p95_ms: 14.0 }],
        checks,
        baseline: None,
        readiness: None,
        left_behind: Vec::new(),
        fail_on: Severity::Error,
        kept: false,
        unreachable: false,
        interrupted: false,
    };
    judged(Document { result: Box::new(result), transcript: Arc::new(transcript) })
}

/// The document with its sums and its exit code.
fn judged(mut document: Document) -> Document {
    let result = &mut document.result;
    let number = |word| result.checks.iter().filter(|check| check.verdict == word).count();
    result.summary = Summary {
        pass: number(VerdictWord::Pass),
        fail: number(VerdictWord::Fail),
        skipped: number(VerdictWord::Skipped),
        error: number(VerdictWord::Error),
    };
    result.exit_code = result.exit_status();
    document
}

fn header() -> Header {
    Header {
        version: scimproof::transcript::VERSION,
        tool: "scimproof 0.1.0".to_owned(),
        run: "sp2345abcd".to_owned(),
        suite: load::by_name("entra", &[]).expect("a built-in suite"),
        suite_file: None,
        domain: "example.com".to_owned(),
        tenant: "https://scim.example.com/v2".to_owned(),
        profile: Profile::Entra,
        dialects: vec![Dialect::Default, Dialect::Compliant],
        selection: Selection::default(),
        fail_on: Severity::Error,
        started: "2026-11-20T09:00:00Z".to_owned(),
        token: None,
        connection: None,
    }
}

fn exchanges(number: usize) -> Vec<StepRecord> {
    (1..=number)
        .map(|at| step(at, "users/create", "{\"id\":\"42\"}", Some("{\"active\":\"False\"}")))
        .collect()
}

/// A step of one exchange. The later in the plan, the earlier it is sent: storylines are played side by side.
fn step(number: usize, name: &str, answer: &str, sent: Option<&str>) -> StepRecord {
    let json = ("Content-Type".to_owned(), "application/scim+json".to_owned());
    let location = ("Location".to_owned(), "https://scim.example.com/v2/Users/42".to_owned());
    let request = Request {
        method: Method::Post,
        url: "https://scim.example.com/v2/Users?filter=userName+eq+%22Zo%C3%AB%22".to_owned(),
        headers: vec![("Authorization".to_owned(), "Bearer [redacted]".to_owned()), json.clone()],
        body: sent.map(str::to_owned),
    };
    let response = Response { status: 201, headers: vec![json, location], body: answer.to_owned() };
    let mut exchange = Exchange::new(Purpose::Step, request, Outcome::Response(response));
    exchange.number = u32::try_from(number).expect("few");
    exchange.at_us = 5_000_000 - number as u64 * 1000;
    exchange.elapsed_us = 9500;
    let (state, exchanges) = (StepState::Succeeded, vec![exchange]);
    StepRecord { step: name.to_owned(), dialect: Some(Dialect::Default), state, exchanges }
}

fn check(id: &'static str, severity: Severity, verdict: VerdictWord) -> CheckResult {
    let source = |kind, reference: &str, url: Option<&str>, label: &str| SourceLine {
        kind,
        reference: reference.to_owned(),
        url: url.map(str::to_owned),
        label: label.to_owned(),
    };
    CheckResult {
        id: id.into(),
        title: "a create of a user whose `userName` is taken MUST be refused with 409, and say by \"scimType\" why"
            .into(),
        requirement: "A service provider refuses a second resource of the same name.".to_owned(),
        severity,
        profile: Profile::Entra,
        dialect: None,
        verdict,
        skip: None,
        reason: None,
        sources: vec![
            source(
                "rfc7644",
                "3.3",
                Some("https://www.rfc-editor.org/rfc/rfc7644#section-3.3"),
                "RFC 7644 §3.3",
            ),
            source("suite", "user.attributes", None, "the suite's table of attributes"),
        ],
        fix: "Answer 409 with `\"scimType\":\"uniqueness\"` and say which attribute is taken.".to_owned(),
        overridden: None,
        accepted: None,
        findings: Vec::new(),
    }
}

fn pass(id: &'static str) -> CheckResult {
    check(id, Severity::Error, VerdictWord::Pass)
}

fn fail(id: &'static str, severity: Severity, findings: Vec<Finding>) -> CheckResult {
    CheckResult { findings, ..check(id, severity, VerdictWord::Fail) }
}

fn in_dialect(dialect: Dialect, check: CheckResult) -> CheckResult {
    CheckResult { dialect: Some(dialect), ..check }
}

fn skipped(id: &'static str, kind: SkipKind, reason: &str) -> CheckResult {
    let check = check(id, Severity::Error, VerdictWord::Skipped);
    CheckResult { skip: Some(kind), reason: Some(reason.to_owned()), ..check }
}

fn error(id: &'static str, cause: &str) -> CheckResult {
    CheckResult { reason: Some(cause.to_owned()), ..check(id, Severity::Error, VerdictWord::Error) }
}

fn entry(check: &str, expires: Option<&str>) -> Entry {
    Entry {
        suite: "entra".to_owned(),
        check: check.to_owned(),
        dialect: None,
        pointers: [String::new()].into(),
        reason: "known".to_owned(),
        owner: None,
        expires: expires.map(str::to_owned),
    }
}

fn left(name: &str, state: LeftState) -> LeftBehind {
    LeftBehind { kind: ResourceType::User, id: Some("42".to_owned()), name: name.to_owned(), state }
}
