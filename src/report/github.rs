//! Workflow commands of GitHub Actions: every failure becomes an annotation, the verdict a notice.
//!
//! A workflow command is one line; what a tenant says can neither end it nor begin another.

use std::io::{self, Write};

use super::Reporter;
use super::words;
use crate::event::Event;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{cut, printable};
use crate::verdict::Severity;

/// GitHub shows at most ten annotations of a kind for a step; what follows would be dropped unseen. The verdict is one of
/// the notices.
const SHOWN: [(&str, usize); 3] = [("error", 10), ("warning", 10), ("notice", 9)];

/// Characters of an annotation's message.
const LONGEST: usize = 4000;

/// Writes annotations when the run is over.
pub struct GitHub<W> {
    out: W,
}

impl<W: Write> GitHub<W> {
    /// A reporter that writes there.
    pub fn new(out: W) -> Self {
        Self { out }
    }

    fn report(&mut self, result: &RunResult) -> io::Result<()> {
        self.command("notice", result, "scimproof", &words::verdict(result))?;
        for (level, most) in SHOWN {
            let annotated: Vec<&CheckResult> =
                result.checks.iter().filter(|check| self::level(result, check) == Some(level)).collect();
            for check in annotated.iter().take(most) {
                let title = format!("scimproof: {}", words::name(check));
                let text = format!("{}\n{}", words::headline(check), advice(result, check));
                self.command(level, result, &title, &text)?;
            }
            let more: Vec<String> = annotated.iter().skip(most).map(|check| words::name(check)).collect();
            if !more.is_empty() {
                writeln!(self.out, "{level}, not annotated: {}", data(&more.join(", ")))?;
            }
        }
        self.out.flush()
    }

    /// An annotation. Where the suite is a file of the repository, it stands beside that file.
    fn command(&mut self, level: &str, result: &RunResult, title: &str, message: &str) -> io::Result<()> {
        let file = result.suite.file.as_ref().map(|file| format!("file={},line=1,", property(file)));
        let (file, title) = (file.unwrap_or_default(), property(title));
        writeln!(self.out, "::{level} {file}title={title}::{}", data(&cut(message, LONGEST)))
    }
}

/// The annotation a check gets, if any.
fn level(result: &RunResult, check: &CheckResult) -> Option<&'static str> {
    match check.verdict {
        VerdictWord::Error => Some("error"),
        VerdictWord::Fail if check.accepted.is_some() => None,
        VerdictWord::Fail if words::breaks(result, check) => Some("error"),
        VerdictWord::Fail if check.severity == Severity::Note => Some("notice"),
        VerdictWord::Fail => Some("warning"),
        VerdictWord::Pass | VerdictWord::Skipped => None,
    }
}

fn advice(result: &RunResult, check: &CheckResult) -> String {
    let at = check.findings.first().and_then(words::exchange).map(|at| format!("Exchange {at}\n"));
    let fix =
        if check.verdict == VerdictWord::Fail { format!("Fix: {}\n", check.fix) } else { String::new() };
    format!("{}{fix}{}", at.unwrap_or_default(), words::explain(result, check))
}

/// Text behind the second `::`.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property, where `:` and `,` mean something too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

impl<W: Write> Reporter for GitHub<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::RunFinished(result) => self.report(result),
            _ => Ok(()),
        }
    }
}
