//! Checks: one judged requirement each, a pure function from what was exchanged to a verdict.
//!
//! Judging performs no I/O and reads no clock: the same transcript always gives the same verdicts.

mod any;
pub(crate) mod case;
pub mod evidence;
pub mod expect;
mod model;
mod published;
mod shown;

pub use any::{AnyCheck, find, with_cases};
pub use evidence::Evidence;
pub use model::{Check, Dialects, Finding, Judged, Profile, Source, Unjudged, Verdict};

mod add;
mod auth;
mod bulk;
mod cast;
mod config;
mod create;
mod cursor;
mod delete;
mod discovery;
mod errors;
mod etag;
mod extensions;
mod filters;
mod gallery;
mod groups;
mod lifecycle;
mod me;
mod paging;
mod patch;
mod patched;
mod projection;
mod put;
mod query;
mod read;
mod remove;
mod replace;
mod resources;
mod schemas;
mod search;
mod security;
mod sorting;
mod suite;
mod transport;
mod users;
mod validator;

/// Declares a check. The doc comment is its explanation: the first paragraph says what is required and by
/// whom, then come the sections `Why it matters`, `Usual cause` and `How to fix`.
macro_rules! check {
    (
        $(#[doc = $line:literal])+
        id: $id:literal,
        title: $title:literal,
        profile: $profile:ident,
        severity: $severity:ident,
        covers: [$($covers:literal),* $(,)?],
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
            profile: crate::check::Profile::$profile,
            covers: &[$($covers),*],
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
    #![allow(unused_imports, reason = "no file needs every kind of source")]
    pub(super) use super::Dialects::{Each, Only, Without};
    pub(super) use super::Source::{
        GalleryTest, Inferred, Learn, LearnCompatibility, LearnPage, Observed, Rfc, Rfc6749, Rfc6750,
        Rfc7643, Rfc7644, Rfc9110, Rfc9865, Validator,
    };
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
            security::CHECKS,
            discovery::CHECKS,
            config::CHECKS,
            schemas::CHECKS,
            query::CHECKS,
            filters::CHECKS,
            paging::CHECKS,
            sorting::CHECKS,
            projection::CHECKS,
            search::CHECKS,
            cursor::CHECKS,
            users::CHECKS,
            resources::CHECKS,
            create::CHECKS,
            read::CHECKS,
            extensions::CHECKS,
            put::CHECKS,
            patch::CHECKS,
            add::CHECKS,
            remove::CHECKS,
            replace::CHECKS,
            delete::CHECKS,
            lifecycle::CHECKS,
            groups::CHECKS,
            me::CHECKS,
            etag::CHECKS,
            bulk::CHECKS,
            errors::CHECKS,
            suite::CHECKS,
            gallery::CHECKS,
            validator::CHECKS,
        ]
        .concat()
    });
    &ALL
}

/// The check of that id.
pub fn by_id(id: &str) -> Option<&'static Check> {
    all().iter().find(|check| check.id == id).copied()
}
