//! Accepted failures: a TOML file that lists them with a reason.
//!
//! An entry accepts a failure of one check, in one suite and dialect, at the places it names and no others. It never
//! accepts an error of transport, and whether a failure is accepted never changes what was found.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::entra::Dialect;
use crate::result::{CheckResult, RunResult, VerdictWord};
use crate::text::{nearest, place};

/// Why a baseline cannot be used.
#[derive(Debug, Error)]
pub enum BaselineError {
    /// The file cannot be read or written.
    #[error("cannot {action} the baseline {}: {source}", path.display())]
    File {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The text is no baseline.
    #[error("{}:{line}:{column}: {message}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
}

impl BaselineError {
    /// The next thing to try.
    pub fn help(&self) -> String {
        match self {
            Self::File { action: "read", .. } => {
                "check the path; --write-baseline --reason TEXT makes a new one of what fails now".to_owned()
            }
            Self::File { .. } => "choose a place that can be written".to_owned(),
            Self::Invalid { .. } => {
                "an entry has suite, check, reason, and where it applies dialect, pointers, owner, expires"
                    .to_owned()
            }
        }
    }
}

/// A file of accepted failures.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    #[serde(default)]
    accepted: Vec<Entry>,
}

/// One accepted failure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Slug of the suite.
    pub suite: String,
    /// Id of the check.
    pub check: String,
    /// Dialect, for checks that are judged for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dialect: Option<Dialect>,
    /// Where it was found, as JSON pointers.
    #[serde(default)]
    pub pointers: BTreeSet<String>,
    /// Why it is accepted.
    pub reason: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Last day on which it is accepted, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// What a baseline did to a result.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Applied {
    /// Number of accepted failures.
    pub accepted: usize,
    /// Entries whose check passes now: they can go.
    pub fixed: Vec<Entry>,
    /// Entries whose time is over: they accept nothing any more.
    pub expired: Vec<Entry>,
}

impl Entry {
    fn of(result: &RunResult, check: &CheckResult, reason: &str) -> Self {
        Self {
            suite: result.suite.slug.clone(),
            check: check.id.to_string(),
            dialect: check.dialect,
            pointers: pointers(check),
            reason: reason.to_owned(),
            owner: None,
            expires: None,
        }
    }

    fn concerns(&self, suite: &str, check: &CheckResult) -> bool {
        self.suite == suite && self.check == check.id && self.dialect == check.dialect
    }

    /// A further place is a new failure; one less is still the old one.
    fn covers(&self, suite: &str, check: &CheckResult) -> bool {
        self.concerns(suite, check) && pointers(check).is_subset(&self.pointers)
    }

    fn is_expired(&self, today: Date) -> bool {
        self.expires.as_deref().and_then(|day| day.parse::<Date>().ok()).is_some_and(|last| last < today)
    }
}

/// The places of a failure; a finding without one counts as the whole answer.
fn pointers(check: &CheckResult) -> BTreeSet<String> {
    check.findings.iter().map(|finding| finding.pointer.clone().unwrap_or_default()).collect()
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// The file cannot be read, or holds something else; see [`BaselineError`].
    pub fn read(path: &Path, suite: &str, checks: &[&str]) -> Result<Self, BaselineError> {
        let text = std::fs::read_to_string(path).map_err(|source| BaselineError::File {
            action: "read",
            path: path.to_owned(),
            source,
        })?;
        let parsed = Self::parse(&text, suite, checks);
        parsed.map_err(|(at, message)| {
            let (line, column) = place(&text, at);
            BaselineError::Invalid { path: path.to_owned(), line, column, message }
        })
    }

    /// Parses the text; an error comes with its byte position. `checks` are those of `suite`: another one's own cases
    /// are not known here.
    fn parse(text: &str, suite: &str, checks: &[&str]) -> Result<Self, (usize, String)> {
        let document: Document = toml::from_str(text)
            .map_err(|error| (error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
        let at = |needle: &str| text.find(needle).unwrap_or(0);
        if document.version != 1 {
            let message =
                format!("baseline format {} is not known; this version reads format 1", document.version);
            return Err((at("version"), message));
        }
        for entry in &document.accepted {
            let is_others = entry.suite != suite && entry.check.starts_with("app/");
            if !is_others && !checks.contains(&entry.check.as_str()) {
                let hint = nearest(&entry.check, checks.iter().copied());
                let hint = hint.map(|id| format!(", did you mean '{id}'?")).unwrap_or_default();
                return Err((at(&entry.check), format!("there is no check '{}'{hint}", entry.check)));
            }
            if let Some(day) = entry.expires.as_deref().filter(|day| day.parse::<Date>().is_err()) {
                return Err((at(day), format!("'{day}' is not a day such as \"2027-03-31\"")));
            }
            if entry.reason.trim().is_empty() {
                return Err((at(&entry.check), format!("the entry for {} has no reason", entry.check)));
            }
        }
        Ok(Self { entries: document.accepted })
    }

    /// Marks the accepted failures and works out the exit code anew.
    pub fn apply(&self, result: &mut RunResult, today: Date) {
        let suite = result.suite.slug.clone();
        let mut applied = Applied::default();
        for check in result.checks.iter_mut().filter(|check| check.verdict == VerdictWord::Fail) {
            let entry =
                self.entries.iter().find(|entry| entry.covers(&suite, check) && !entry.is_expired(today));
            check.accepted = entry.map(|entry| entry.reason.clone());
            applied.accepted += usize::from(entry.is_some());
        }
        let passes = |entry: &&Entry| {
            let mut judged = result.checks.iter().filter(|check| entry.concerns(&suite, check));
            judged.next().is_some_and(|check| check.verdict == VerdictWord::Pass)
        };
        applied.fixed = self.entries.iter().filter(passes).cloned().collect();
        let expired = |entry: &&Entry| entry.suite == suite && entry.is_expired(today) && !passes(entry);
        applied.expired = self.entries.iter().filter(expired).cloned().collect();
        result.baseline = Some(applied);
        result.accept();
    }

    /// The entries for what fails now and is not accepted yet, as text to be appended to the file.
    ///
    /// Entries that stand there already stay as they are, comments and all.
    pub fn additions(result: &RunResult, reason: &str) -> String {
        let unaccepted = result.failures().filter(|check| check.accepted.is_none());
        let mut text = String::new();
        for check in unaccepted {
            let entry = Entry::of(result, check, reason);
            let body = toml::to_string(&entry).unwrap_or_default();
            let _ = write!(text, "\n[[accepted]]\n{body}");
        }
        text
    }
}

/// Writes the additions behind what the file holds, by way of a temporary file: the old one is never half lost.
///
/// # Errors
/// The file cannot be read or written.
pub fn extend(path: &Path, additions: &str) -> Result<(), BaselineError> {
    let failed = |action| move |source| BaselineError::File { action, path: path.to_owned(), source };
    let old = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            "# Failures of scimproof that are accepted, and why.\nversion = 1\n".to_owned()
        }
        Err(error) => return Err(failed("read")(error)),
    };
    let gap = if old.ends_with('\n') { "" } else { "\n" };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::NamedTempFile::new_in(folder).map_err(failed("write"))?;
    std::fs::write(file.path(), format!("{old}{gap}{additions}")).map_err(failed("write"))?;
    crate::report::document::readable(&file).map_err(failed("write"))?;
    file.persist(path).map_err(|error| failed("write")(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"version = 1
[[accepted]]
suite = "entra"
check = "users/delete-returns-204"
pointers = [""]
reason = "answers 200 until the next release"
owner = "identity team"
expires = "2026-12-31"
"#;

    fn error(text: &str) -> (usize, String) {
        let (at, message) = Baseline::parse(text, "entra", &["users/delete-returns-204"]).unwrap_err();
        (place(text, at).0, message)
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert!(Baseline::parse(TEXT, "entra", &["users/delete-returns-204"]).is_ok());
        let (line, message) = error(&TEXT.replace("returns-204", "returns-205"));
        assert_eq!(line, 4);
        assert!(message.contains("did you mean 'users/delete-returns-204'"), "{message}");
        assert_eq!(error(&TEXT.replace("2026-12-31", "soon")).0, 8);
        assert_eq!(error(&TEXT.replace("owner", "ownr")).0, 7);
        let others = TEXT.replace("\"entra\"", "\"tern\"").replace("users/delete-returns-204", "app/x");
        assert!(Baseline::parse(&others, "entra", &[]).is_ok(), "another suite's own case");
        assert!(error(&others.replace("\"tern\"", "\"entra\"")).1.contains("no check 'app/x'"));
        assert!(error("version = 2").1.contains("format 2"));
    }

    #[test]
    fn entries_end_with_their_last_day() {
        let entry = &Baseline::parse(TEXT, "entra", &["users/delete-returns-204"]).unwrap().entries[0];
        assert!(!entry.is_expired("2026-12-31".parse().unwrap()));
        assert!(entry.is_expired("2027-01-01".parse().unwrap()));
    }
}
