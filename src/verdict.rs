//! The words every layer shares: how bad a failure is, and why something was not judged.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How bad a failure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Against advice, or a known source of trouble.
    Warning,
    /// Entra, the protocol or the app's documentation fails without it.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

/// Why a requirement was not judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SkipKind {
    /// A step did not succeed.
    NeedsStep,
    /// ServiceProviderConfig does not say that the tenant has it.
    NotAdvertised,
    /// The suite says so.
    Suite,
    /// The run may only read.
    ReadOnly,
    /// The data, the transport or a masked value did not allow a judgement.
    NotShown,
}

impl fmt::Display for SkipKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NeedsStep => "needs-step",
            Self::NotAdvertised => "not-advertised",
            Self::Suite => "suite",
            Self::ReadOnly => "read-only",
            Self::NotShown => "not-shown",
        })
    }
}
