//! JUnit XML, as CI systems read it: an area is a test suite, a check a test case.
//!
//! A failure that does not break the run (its severity is too low, or it is accepted) is no JUnit failure, as CI would
//! take it for one: it is skipped, and says why.

use std::io::{self, Write};
use std::time::Duration;

use quick_junit::{NonSuccessKind, Property, Report, TestCase, TestCaseStatus, TestSuite};

use super::document::Document;
use super::words;
use crate::result::{CheckResult, RunResult, VerdictWord};

/// The result as a report file.
///
/// # Errors
/// The stream cannot be written.
pub fn draw(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    report(&document.result).serialize(out).map_err(io::Error::other)
}

fn report(result: &RunResult) -> Report {
    let mut report = Report::new(format!("scimproof {}", result.suite.slug));
    report.set_time(Duration::from_millis(result.duration_ms));
    let mut areas: Vec<&str> = Vec::new();
    for check in &result.checks {
        if !areas.contains(&check.area()) {
            areas.push(check.area());
        }
    }
    report.add_test_suites(areas.into_iter().map(|area| suite(result, area)));
    report
}

fn suite(result: &RunResult, area: &str) -> TestSuite {
    let mut suite = TestSuite::new(area);
    let about = [("run", &result.run), ("tenant", &result.tenant), ("verdict", &words::verdict(result))];
    suite.add_properties(about.map(|(name, value)| Property::new(name, value.as_str())));
    let checks = result.checks.iter().filter(|check| check.area() == area);
    suite.add_test_cases(checks.map(|check| case(result, check)));
    suite
}

fn case(result: &RunResult, check: &CheckResult) -> TestCase {
    let mut case = TestCase::new(words::name(check), status(result, check));
    // What stands before the last dot is a package to CI systems: two suites in one pipeline stay apart.
    case.set_classname(format!("scimproof.{}.{}", result.suite.slug, check.area()));
    case.add_property(Property::new("severity", check.severity.to_string()));
    case.add_property(Property::new("profile", check.profile.to_string()));
    case.add_properties(check.sources.iter().map(|source| {
        let url = source.url.as_deref().unwrap_or_default();
        Property::new("source", format!("{} {url}", source.label).trim_end())
    }));
    case
}

fn status(result: &RunResult, check: &CheckResult) -> TestCaseStatus {
    match check.verdict {
        VerdictWord::Pass => TestCaseStatus::success(),
        VerdictWord::Fail if words::breaks(result, check) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(check.severity.to_string()).set_message(words::headline(check));
            status.set_description(words::details(result, check));
            status
        }
        VerdictWord::Fail => skipped(&format!("{}: {}", why_not(check), words::headline(check))),
        VerdictWord::Error => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Error);
            status.set_type("transport").set_message(words::headline(check));
            status.set_description(words::details(result, check));
            status
        }
        VerdictWord::Skipped => {
            let kind = check.skip.map(|kind| format!("{kind}: ")).unwrap_or_default();
            skipped(&format!("{kind}{}", words::headline(check)))
        }
    }
}

/// Why a failure does not break the run.
fn why_not(check: &CheckResult) -> String {
    match &check.accepted {
        Some(reason) => format!("accepted ({reason})"),
        None => format!("{}, which does not fail the run", check.severity),
    }
}

fn skipped(message: &str) -> TestCaseStatus {
    let mut status = TestCaseStatus::skipped();
    status.set_message(message);
    status
}
