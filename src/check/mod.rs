//! Checks: one judged requirement each, a pure function from what was exchanged to a verdict.
//!
//! Judging performs no I/O and reads no clock: the same transcript always gives the same verdicts.

pub mod evidence;
pub mod expect;
mod model;

pub use evidence::Evidence;
pub use model::{Check, Dialects, Finding, Judged, Profile, Source, Unjudged, Verdict};

mod auth;
mod discovery;
mod errors;
mod groups;
mod patch;
mod query;
mod suite;
mod transport;
mod users;

/// Declares a check. The doc comment is its explanation: the first paragraph says what is required and by
/// whom, then come the sections `Why it matters`, `Usual cause` and `How to fix`.
macro_rules! check {
    (
        $(#[doc = $line:literal])+
        id: $id:literal,
        title: $title:literal,
        severity: $severity:ident,
        sources: [$($source:expr),+ $(,)?],
        dialects: $dialects:expr,
        needs: [$($need:literal),* $(,)?],
        run: $run:expr $(,)?
    ) => {
        $(#[doc = $line])+
        pub(super) static CHECK: crate::check::Check = crate::check::Check {
            id: $id,
            title: $title,
            explanation: concat!($($line, "\n"),+),
            severity: crate::verdict::Severity::$severity,
            profile: crate::check::Profile::Entra,
            sources: &[$($source),+],
            dialects: $dialects,
            needs: &[$($need),*],
            since: "0.1.0",
            run: $run,
        };
    };
}
pub(crate) use check;

/// What a file that declares a check needs.
mod prelude {
    pub(super) use super::Dialects::{Each, Only, Without};
    pub(super) use super::Source::{Learn, LearnCompatibility, Rfc6750, Rfc7643, Rfc7644};
    pub(super) use super::evidence::{Evidence, Seen};
    pub(super) use super::{Finding, Judged, Source, Unjudged, check, expect};
    pub(super) use crate::entra::Dialect;
    pub(super) use crate::verdict::SkipKind;
    pub(super) use serde_json::Value;
}

/// Every check, by area and in the order of the sequence.
pub fn all() -> &'static [&'static Check] {
    static ALL: std::sync::LazyLock<Vec<&'static Check>> = std::sync::LazyLock::new(|| {
        [
            auth::CHECKS,
            transport::CHECKS,
            discovery::CHECKS,
            query::CHECKS,
            users::CHECKS,
            patch::CHECKS,
            groups::CHECKS,
            errors::CHECKS,
            suite::CHECKS,
        ]
        .concat()
    });
    &ALL
}

/// The check of that id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    all().iter().find(|check| check.id == id).copied()
}
