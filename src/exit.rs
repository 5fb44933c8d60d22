//! The documented exit codes.

use serde::Serialize;

/// How a command ended. Where several apply, the one that stands first here wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Interrupted; clean-up was attempted and the reports were written.
    Interrupted,
    /// Wrong usage, configuration or suite.
    Usage,
    /// The tenant could not be reached, refused the credential, or an `error` stands without any fail.
    Unreachable,
    /// Nothing was selected, or everything was skipped.
    NothingJudged,
    /// A check of failing severity failed.
    Failed,
    /// Everything passed, but test resources remain in the tenant.
    LeftBehind,
    /// Everything passed.
    Passed,
}

impl ExitStatus {
    /// The process exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Interrupted => 130,
            Self::Usage => 2,
            Self::Unreachable => 3,
            Self::NothingJudged => 4,
            Self::Failed => 1,
            Self::LeftBehind => 5,
            Self::Passed => 0,
        }
    }
}

impl Serialize for ExitStatus {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(self.code())
    }
}
