//! Checks as a run judges them: those of the registry, and the own cases of its suite.

use std::borrow::Cow;

use super::{Check, Dialects, Evidence, Judged, Profile, all, case};
use crate::suite::{Case, Suite};
use crate::verdict::Severity;

/// A check of either kind.
#[derive(Debug, Clone, Copy)]
pub enum AnyCheck<'a> {
    /// One of the registry.
    BuiltIn(&'static Check),
    /// A case of a suite.
    Own(&'a Case),
}

/// Every check that may be judged with this suite; its own come last.
pub fn with_cases(suite: &Suite) -> impl Iterator<Item = AnyCheck<'_>> {
    all().iter().copied().map(AnyCheck::BuiltIn).chain(suite.cases.iter().map(AnyCheck::Own))
}

/// The check of that id, of the registry or the suite.
pub fn find<'a>(suite: &'a Suite, id: &str) -> Option<AnyCheck<'a>> {
    with_cases(suite).find(|check| check.id() == id)
}

impl AnyCheck<'_> {
    /// `area/what-is-judged`.
    pub fn id(&self) -> Cow<'static, str> {
        match self {
            Self::BuiltIn(check) => Cow::Borrowed(check.id),
            Self::Own(case) => Cow::Owned(case.check_id()),
        }
    }

    /// The requirement in one sentence with MUST, SHOULD or MAY.
    pub fn title(&self) -> Cow<'static, str> {
        match self {
            Self::BuiltIn(check) => Cow::Borrowed(check.title),
            Self::Own(case) => Cow::Owned(case.title.clone()),
        }
    }

    /// What is required and by whom.
    pub fn requirement(&self) -> String {
        match self {
            Self::BuiltIn(check) => check.requirement(),
            Self::Own(case) => {
                case.reason.clone().unwrap_or_else(|| format!("The app's suite says: {}.", case.title))
            }
        }
    }

    /// How to fix it.
    pub fn fix(&self) -> String {
        match self {
            Self::BuiltIn(check) => check.fix(),
            Self::Own(case) => case.fix.clone().unwrap_or_else(|| {
                "Answer as the app's documentation says; where the documentation is out of date, correct the case in \
                 the suite."
                    .to_owned()
            }),
        }
    }

    /// How bad a failure is, before the suite's say.
    pub fn severity(&self) -> Severity {
        match self {
            Self::BuiltIn(check) => check.severity,
            Self::Own(case) => case.severity(),
        }
    }

    /// The family it belongs to. What an app documents is part of what Entra's service needs from it: whatever the
    /// profile, it is judged.
    pub fn profile(&self) -> Profile {
        match self {
            Self::BuiltIn(check) => check.profile,
            Self::Own(_) => Profile::Entra,
        }
    }

    /// Whether it is judged once, or for each dialect.
    pub fn dialects(&self) -> Dialects {
        match self {
            Self::BuiltIn(check) => check.dialects,
            Self::Own(case) if case.has_patch() => Dialects::Each,
            Self::Own(_) => Dialects::Without,
        }
    }

    /// Whether it is about groups, which not every app has. A case names what it is about in its requests.
    pub fn is_about_groups(&self) -> bool {
        matches!(self, Self::BuiltIn(check) if check.is_about_groups())
    }

    /// See [`Check::reads`].
    pub fn reads(&self, step: &str) -> bool {
        match self {
            Self::BuiltIn(check) => check.reads(step),
            Self::Own(_) => self.names(step),
        }
    }

    /// See [`Check::names`].
    pub fn names(&self, step: &str) -> bool {
        match self {
            Self::BuiltIn(check) => check.names(step),
            Self::Own(case) => step.strip_prefix(&case.check_id()).is_some_and(|rest| rest.starts_with('/')),
        }
    }

    /// Whether it reads every exchange of a run.
    pub fn reads_everything(&self) -> bool {
        matches!(self, Self::BuiltIn(check) if check.needs.contains(&"*"))
    }

    /// The judgement.
    pub fn judge(&self, evidence: &Evidence) -> Judged {
        match self {
            Self::BuiltIn(check) => (check.run)(evidence),
            Self::Own(case) => case::judge(case, evidence),
        }
    }
}
