//! Decisions of the service, as pure functions: what becomes of an object, when a failure is tried again, when a job
//! is quarantined, what an answer is called in the log.
//!
//! Nothing here sends, stores, or reads a clock. What the log's words mean is declared in tables, for `explain`.

pub mod answers;
pub mod codes;
mod decide;
mod deletions;
mod escrow;
mod quarantine;
pub mod skips;

pub use answers::{Answer, Asked, code_of};
pub use decide::{Configuration, Decision, Situation, Standing, decide, standing_after};
pub use deletions::DeletionBudget;
pub use escrow::{Failing, next_attempt};
pub use quarantine::{Quarantine, QuarantineReason, REASONS, too_many_failures};

/// A word of the log or the status, in prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// The word, as the log has it.
    pub id: &'static str,
    /// Where it comes from.
    pub cause: &'static str,
    /// What to do about it.
    pub fix: &'static str,
    /// Where it is documented: a public address, or a sentence where there is none.
    pub source: &'static str,
}

/// The error code, skip reason or quarantine reason of that name, letter case aside.
pub fn word(id: &str) -> Option<&'static Word> {
    let mut others = skips::SKIPS.iter().chain(&REASONS);
    others.find(|word| word.id.eq_ignore_ascii_case(id)).or_else(|| codes::by_id(id))
}

/// Where the words are documented.
mod source {
    pub(super) const LOGS: &str =
        "https://learn.microsoft.com/entra/identity/monitoring-health/howto-analyze-provisioning-logs";
    pub(super) const QUARANTINE: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-quarantine-status";
    pub(super) const HOW: &str =
        "https://learn.microsoft.com/entra/identity/app-provisioning/how-provisioning-works";
    pub(super) const KNOWN: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/known-issues";
    pub(super) const NO_USERS: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/application-provisioning-config-problem-no-users-provisioned";
    pub(super) const FILTERS: &str = "https://learn.microsoft.com/entra/identity/app-provisioning/define-conditional-rules-for-provisioning-user-accounts";
    pub(super) const SKIP: &str =
        "https://learn.microsoft.com/entra/identity/app-provisioning/skip-out-of-scope-deletions";
    pub(super) const DELETIONS: &str =
        "https://learn.microsoft.com/entra/identity/app-provisioning/accidental-deletions";
    pub(super) const GRAPH: &str =
        "https://learn.microsoft.com/graph/api/resources/synchronization-synchronizationquarantine";
    pub(super) const OBSERVED: &str = "Seen in provisioning logs; no documentation of Microsoft's names it.";
    pub(super) const OURS: &str = "A word of scimproof's: Entra's log says it in a sentence only.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_explained_once() {
        let all: Vec<&Word> = codes::CODES.iter().chain(&skips::SKIPS).chain(&REASONS).collect();
        for (at, word) in all.iter().enumerate() {
            assert!(word.cause.ends_with('.') && word.fix.ends_with('.'), "{}", word.id);
            assert!(!word.source.is_empty());
            let twice = all[at + 1..].iter().any(|other| other.id.eq_ignore_ascii_case(word.id));
            assert!(!twice, "{} twice", word.id);
        }
        assert_eq!(word("entryconflict").unwrap().id, "EntryConflict");
        assert_eq!(word("TooManyDeletes").unwrap().id, "TooManyDeletes");
        assert!(word("Nothing").is_none());
    }
}
