//! What a check, a verdict and a finding are.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Evidence;
use crate::entra::Dialect;
use crate::http::{Exchange, curl};
use crate::verdict::{Severity, SkipKind};

/// One judged requirement.
#[derive(Debug)]
pub struct Check {
    /// `area/what-is-judged`.
    pub id: &'static str,
    /// The requirement in one sentence with MUST, SHOULD or MAY.
    pub title: &'static str,
    /// Markdown: what is required, why it matters, the usual cause, how to fix it.
    pub explanation: &'static str,
    /// How bad a failure is, from the source's MUST, SHOULD or MAY.
    pub severity: Severity,
    /// The family it belongs to.
    pub profile: Profile,
    /// The rows of docs/requirements.md it judges.
    pub covers: &'static [&'static str],
    /// Whose requirement it is.
    pub sources: &'static [Source],
    /// Whether it is judged once, or for each dialect.
    pub dialects: Dialects,
    /// The steps it reads; a name that ends in `*` stands for all that begin so.
    pub needs: &'static [&'static str],
    /// Version that introduced it.
    pub since: &'static str,
    /// The judgement.
    pub run: fn(&Evidence) -> Judged,
}

impl Check {
    /// The area: what stands in front of the slash.
    pub fn area(&self) -> &'static str {
        self.id.split('/').next().unwrap_or_default()
    }

    /// What is required and by whom: the first paragraph of the explanation, on one line.
    pub fn requirement(&self) -> String {
        one_line(self.explanation.split("\n\n").next().unwrap_or_default())
    }

    /// How to fix it, on one line.
    pub fn fix(&self) -> String {
        let section = self.explanation.split("## How to fix").nth(1).unwrap_or_default();
        one_line(section.split("\n ##").next().unwrap_or_default())
    }

    /// Whether no public text states the requirement.
    pub fn is_inferred(&self) -> bool {
        self.sources.iter().all(|source| *source == Source::Inferred)
    }

    /// Whether it is about groups, which not every app has.
    pub fn is_about_groups(&self) -> bool {
        self.area() == "groups" || self.id.split('/').nth(1).is_some_and(|name| name.split('-').any(is_group))
    }

    /// Whether the check reads the step of that name. One that reads everything makes do with Entra's sequence and
    /// with what is sent for other checks; a probe it cannot do without is named.
    pub fn reads(&self, step: &str) -> bool {
        self.needs.contains(&"*") || self.names(step)
    }

    /// Whether the check reads that step by its own name, not because it reads everything.
    pub fn names(&self, step: &str) -> bool {
        self.needs.iter().filter(|need| **need != "*").any(|need| match need.strip_suffix('*') {
            Some(prefix) => step.starts_with(prefix),
            None => *need == step,
        })
    }
}

fn is_group(word: &str) -> bool {
    ["group", "groups", "member", "members"].contains(&word)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A family of checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// What the provisioning service sends and needs.
    Entra,
    /// What a listing in the gallery asks for beyond that: Microsoft's validation and its public validator.
    Gallery,
    /// The rest of RFC 7643, RFC 7644 and RFC 9865.
    Rfc,
    /// Everything.
    All,
    /// What is seen under load only; no profile includes it, the option `--load` adds it.
    Load,
}

impl Profile {
    /// Whether a run of this profile judges a check of that one. Every profile judges what Entra needs.
    pub fn includes(self, check: Self) -> bool {
        check != Self::Load && (self == Self::All || check == Self::Entra || self == check)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Entra => "entra",
            Self::Gallery => "gallery",
            Self::Rfc => "rfc",
            Self::All => "all",
            Self::Load => "load",
        })
    }
}

/// For which dialects a check is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialects {
    /// Once: it rests on no PATCH, or the dialect is beside the point.
    Without,
    /// For each dialect of the run.
    Each,
    /// For this dialect, when the run replays it.
    Only(Dialect),
}

impl Dialects {
    /// The entries the check has in a run of these dialects.
    pub fn entries(self, replayed: &[Dialect]) -> Vec<Option<Dialect>> {
        match self {
            Self::Without => vec![None],
            Self::Each => replayed.iter().copied().map(Some).collect(),
            Self::Only(dialect) => replayed.iter().copied().filter(|d| *d == dialect).map(Some).collect(),
        }
    }
}

/// Whose requirement a check is, as something public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A section of RFC 7643.
    Rfc7643(&'static str),
    /// A section of RFC 7644.
    Rfc7644(&'static str),
    /// A section of RFC 6750.
    Rfc6750(&'static str),
    /// A section of RFC 6749.
    Rfc6749(&'static str),
    /// A section of RFC 9865.
    Rfc9865(&'static str),
    /// A section of RFC 9110.
    Rfc9110(&'static str),
    /// A section of another RFC, by its number.
    Rfc(u32, &'static str),
    /// A heading of Microsoft Learn, "Develop and plan provisioning for a SCIM endpoint", by its anchor.
    Learn(&'static str),
    /// A heading of Microsoft Learn, "Known issues and resolutions with SCIM 2.0 protocol compliance".
    LearnCompatibility(&'static str),
    /// Another page of Microsoft Learn: path below the root, and title.
    LearnPage(&'static str, &'static str),
    /// A test of Microsoft's public SCIM Validator, by the number docs/requirements.md gives it.
    Validator(&'static str),
    /// A test of the validation of a gallery app on Microsoft Learn, by its name.
    GalleryTest(&'static str),
    /// How Microsoft's published reference code writes its requests.
    ReferenceCode,
    /// Seen in the field: repository and number of a public issue.
    Observed(&'static str, u32),
    /// The documentation of the app a suite is about.
    Suite,
    /// Our own conclusion from how the service behaves; no public text states it.
    Inferred,
}

/// Where the tests of the validation are listed with what they expect.
const GALLERY_TESTS: &str = "https://github.com/AzureAD/SCIMReferenceCode/blob/master/Microsoft.SCIM.LogicAppValidationTemplate/StandardLogicApp/SCIM-Validation-Test-Overview.md";

const LEARN: &str = "https://learn.microsoft.com/en-us/entra/identity/app-provisioning";

impl Source {
    /// The kind, as JSON and SARIF name it.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Rfc7643(_) => "rfc7643",
            Self::Rfc7644(_) => "rfc7644",
            Self::Rfc6750(_) => "rfc6750",
            Self::Rfc6749(_) => "rfc6749",
            Self::Rfc9865(_) => "rfc9865",
            Self::Rfc9110(_) => "rfc9110",
            Self::Rfc(..) => "rfc",
            Self::Validator(_) => "validator",
            Self::GalleryTest(_) => "gallery",
            Self::Learn(_) | Self::LearnCompatibility(_) | Self::LearnPage(..) => "entra",
            Self::Observed(..) | Self::ReferenceCode => "observed",
            Self::Suite => "suite",
            Self::Inferred => "inferred",
        }
    }

    /// Section, heading or issue.
    pub fn reference(self) -> String {
        match self {
            Self::Rfc7643(section)
            | Self::Rfc7644(section)
            | Self::Rfc6750(section)
            | Self::Rfc6749(section)
            | Self::Rfc9865(section)
            | Self::Rfc9110(section) => section.to_owned(),
            Self::Rfc(number, section) => format!("{number} §{section}"),
            Self::Validator(test) => format!("validator:{test}"),
            Self::GalleryTest(test) => test.to_owned(),
            Self::Learn(anchor) | Self::LearnCompatibility(anchor) => anchor.to_owned(),
            Self::LearnPage(_, title) => title.to_owned(),
            Self::Observed(repository, number) => format!("{repository}#{number}"),
            Self::ReferenceCode => "Microsoft's SCIM reference code".to_owned(),
            Self::Suite => "the app's provisioning tutorial".to_owned(),
            Self::Inferred => "how the provisioning service behaves".to_owned(),
        }
    }

    /// Where it can be read.
    pub fn url(self) -> Option<String> {
        let rfc = |number: u32, section: &str| {
            Some(format!("https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"))
        };
        match self {
            Self::Rfc7643(section) => rfc(7643, section),
            Self::Rfc7644(section) => rfc(7644, section),
            Self::Rfc6750(section) => rfc(6750, section),
            Self::Rfc6749(section) => rfc(6749, section),
            Self::Rfc9865(section) => rfc(9865, section),
            Self::Rfc9110(section) => rfc(9110, section),
            Self::Rfc(number, section) => rfc(number, section),
            Self::Validator(_) => Some(format!("{LEARN}/scim-validator-tutorial")),
            Self::GalleryTest(_) => Some(GALLERY_TESTS.to_owned()),
            Self::Learn(anchor) => Some(format!("{LEARN}/use-scim-to-provision-users-and-groups#{anchor}")),
            Self::LearnCompatibility(anchor) => {
                Some(format!("{LEARN}/application-provisioning-config-problem-scim-compatibility#{anchor}"))
            }
            Self::LearnPage(path, _) => Some(format!("https://learn.microsoft.com/en-us/{path}")),
            Self::Observed(repository, number) => {
                Some(format!("https://github.com/{repository}/issues/{number}"))
            }
            Self::ReferenceCode => Some("https://github.com/AzureAD/SCIMReferenceCode".to_owned()),
            Self::Suite | Self::Inferred => None,
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reference = self.reference();
        match self {
            Self::Rfc7643(_) => write!(f, "RFC 7643 §{reference}"),
            Self::Rfc7644(_) => write!(f, "RFC 7644 §{reference}"),
            Self::Rfc6750(_) => write!(f, "RFC 6750 §{reference}"),
            Self::Rfc6749(_) => write!(f, "RFC 6749 §{reference}"),
            Self::Rfc9865(_) => write!(f, "RFC 9865 §{reference}"),
            Self::Rfc9110(_) => write!(f, "RFC 9110 §{reference}"),
            Self::Rfc(..) => write!(f, "RFC {reference}"),
            Self::Validator(test) => write!(f, "Microsoft's SCIM Validator, test {test}"),
            Self::GalleryTest(_) => write!(f, "Microsoft's validation of gallery apps, {reference}"),
            Self::Learn(_) | Self::LearnCompatibility(_) | Self::LearnPage(..) => {
                write!(f, "Microsoft Learn, {}", reference.replace('-', " "))
            }
            Self::Observed(..) | Self::ReferenceCode => write!(f, "observed: {reference}"),
            Self::Suite | Self::Inferred => f.write_str(&reference),
        }
    }
}

/// The result of a judgement.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// The requirement was seen to hold.
    Pass,
    /// The tenant was seen to break it.
    Fail(Vec<Finding>),
    /// Not judged.
    Skipped(SkipKind, String),
    /// An exchange it needs ended in a transport error, or the credential was refused in mid-run.
    Error(String),
}

/// Why no judgement was possible.
#[derive(Debug, Clone, PartialEq)]
pub enum Unjudged {
    /// See [`Verdict::Skipped`].
    Skipped(SkipKind, String),
    /// See [`Verdict::Error`].
    Error(String),
}

impl Unjudged {
    /// The exchanges did not show what the check is about.
    pub fn not_shown(reason: impl Into<String>) -> Self {
        Self::Skipped(SkipKind::NotShown, reason.into())
    }
}

/// What a check function answers: findings (none: pass), or why it cannot tell.
pub type Judged = Result<Vec<Finding>, Unjudged>;

impl From<Judged> for Verdict {
    fn from(judged: Judged) -> Self {
        match judged {
            Ok(findings) if findings.is_empty() => Self::Pass,
            Ok(findings) => Self::Fail(findings),
            Err(Unjudged::Skipped(kind, reason)) => Self::Skipped(kind, reason),
            Err(Unjudged::Error(cause)) => Self::Error(cause),
        }
    }
}

/// Why a check failed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// What is wrong, in a sentence.
    pub message: String,
    /// What was expected.
    pub expected: Option<String>,
    /// What came instead.
    pub actual: Option<String>,
    /// Where in the body, as a JSON pointer.
    pub pointer: Option<String>,
    /// Number of the exchange it rests on.
    pub exchange: Option<u32>,
    /// That exchange in short.
    pub request: Option<RequestLine>,
    /// The request as a curl command.
    pub curl: Option<String>,
    /// The suite's attribute it is about, for checks that go through all of them. Not part of the result.
    #[serde(skip)]
    pub attribute: Option<String>,
}

/// An exchange in short.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RequestLine {
    /// Method.
    pub method: crate::http::Method,
    /// Whole URL.
    pub url: String,
    /// Status of the answer.
    pub status: Option<u16>,
}

impl Finding {
    /// A finding that rests on an exchange.
    pub fn at(exchange: &Exchange, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            expected: None,
            actual: None,
            pointer: None,
            exchange: Some(exchange.number),
            request: Some(RequestLine {
                method: exchange.request.method,
                url: exchange.request.url.clone(),
                status: exchange.status(),
            }),
            curl: Some(curl::command(&exchange.request, exchange.with_credential)),
            attribute: None,
        }
    }

    /// A finding that rests on no exchange of the transcript.
    pub fn about(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            expected: None,
            actual: None,
            pointer: None,
            exchange: None,
            request: None,
            curl: None,
            attribute: None,
        }
    }

    /// What was expected and what came.
    #[must_use]
    pub fn expected(mut self, expected: impl Into<String>, actual: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self.actual = Some(actual.into());
        self
    }

    /// The suite's attribute it is about.
    #[must_use]
    pub fn of_attribute(self, path: &str) -> Self {
        Self { attribute: Some(path.to_owned()), ..self }
    }

    /// What was read is the effect of that request, which is the one to try again.
    #[must_use]
    pub fn caused_by(mut self, write: &Exchange) -> Self {
        self.message = format!("{} (after {} #{})", self.message, write.request.method, write.number);
        self.curl = Some(curl::command(&write.request, write.with_credential));
        self
    }

    /// Where in the body.
    #[must_use]
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
}
