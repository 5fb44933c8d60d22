//! When a job is quarantined, and for how long (Microsoft Learn, "Application provisioning in quarantine status").

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Word, source};

/// Why a job is quarantined (Microsoft Graph, `quarantineReason`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are Microsoft Graph's own words")]
pub enum QuarantineReason {
    EncounteredBaseEscrowThreshold,
    EncounteredTotalEscrowThreshold,
    EncounteredEscrowProportionThreshold,
    EncounteredQuarantineException,
    TooManyDeletes,
}

impl QuarantineReason {
    /// Microsoft Graph's name of it.
    pub fn name(self) -> &'static str {
        match self {
            Self::EncounteredBaseEscrowThreshold => "EncounteredBaseEscrowThreshold",
            Self::EncounteredTotalEscrowThreshold => "EncounteredTotalEscrowThreshold",
            Self::EncounteredEscrowProportionThreshold => "EncounteredEscrowProportionThreshold",
            Self::EncounteredQuarantineException => "EncounteredQuarantineException",
            Self::TooManyDeletes => "TooManyDeletes",
        }
    }
}

impl fmt::Display for QuarantineReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A job in quarantine (Microsoft Graph, `synchronizationQuarantine`). A job leaves quarantine by a cycle that gives no
/// reason for one, or by a restart; then there is no such value any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Quarantine {
    /// Since when, for this reason.
    pub current_began: Timestamp,
    /// When the next cycle is due.
    pub next_attempt: Timestamp,
    /// Since when at all.
    pub series_began: Timestamp,
    /// How many cycles in quarantine so far.
    pub series_count: u32,
    /// Why.
    pub reason: QuarantineReason,
    /// Error code.
    pub code: String,
    /// What the administrator reads.
    pub message: String,
}

/// A quarantined job runs once a day.
const INTERVAL_HOURS: i64 = 24;
/// After more than four weeks the job is disabled.
const LIMIT_HOURS: i64 = 28 * 24;

impl Quarantine {
    /// The quarantine of a job whose cycle just gave a reason for one, and whether the administrator is told: at entry,
    /// and when the reason changes.
    pub fn enter(
        previous: Option<&Self>,
        now: Timestamp,
        reason: QuarantineReason,
        code: impl Into<String>,
        message: impl Into<String>,
    ) -> (Self, bool) {
        let same = previous.filter(|previous| previous.reason == reason);
        let quarantine = Self {
            current_began: same.map_or(now, |previous| previous.current_began),
            next_attempt: later(now, INTERVAL_HOURS),
            series_began: previous.map_or(now, |previous| previous.series_began),
            series_count: previous.map_or(0, |previous| previous.series_count).saturating_add(1),
            reason,
            code: code.into(),
            message: message.into(),
        };
        (quarantine, same.is_none())
    }

    /// Whether the next cycle may run.
    pub fn is_due(&self, now: Timestamp) -> bool {
        now >= self.next_attempt
    }

    /// Whether it lasted for more than four weeks: the job is disabled.
    pub fn is_expired(&self, now: Timestamp) -> bool {
        now > later(self.series_began, LIMIT_HOURS)
    }
}

fn later(time: Timestamp, hours: i64) -> Timestamp {
    time.checked_add(SignedDuration::from_hours(hours)).unwrap_or(Timestamp::MAX)
}

/// From so many failed objects on, their share is looked at.
const EVALUATED_FROM: u64 = 5_000;
/// More failed objects than this are too many, whatever their share.
const MOST_OBJECTS: u64 = 40_000;
/// More failures than this are too many, references included.
const MOST_FAILURES: u64 = 60_000;

/// Whether so many failures quarantine the job: of `objects` in scope, `failed` failed; `failed_references` come on
/// top and count for the last threshold only.
pub fn too_many_failures(objects: u64, failed: u64, failed_references: u64) -> Option<QuarantineReason> {
    // 40 percent, without fractions.
    let is_large_share = u128::from(failed) * 5 > u128::from(objects) * 2;
    if failed > MOST_OBJECTS {
        Some(QuarantineReason::EncounteredBaseEscrowThreshold)
    } else if failed.saturating_add(failed_references) > MOST_FAILURES {
        Some(QuarantineReason::EncounteredTotalEscrowThreshold)
    } else if failed >= EVALUATED_FROM && is_large_share {
        Some(QuarantineReason::EncounteredEscrowProportionThreshold)
    } else {
        None
    }
}

/// Every reason that Microsoft Graph knows; the job gives the first five.
pub const REASONS: [Word; 8] = [
    Word {
        id: "EncounteredQuarantineException",
        cause: "The cycle had to stop: the tenant refused the credential (401, 403), or answered a query with 404 where an empty list is due.",
        fix: "Renew the credential or correct the tenant URL, see that the credential may read and write users and groups, then restart the job.",
        source: source::QUARANTINE,
    },
    Word {
        id: "EncounteredEscrowProportionThreshold",
        cause: "At least 5,000 objects failed, and they are more than 40 percent of all; managers and members do not count.",
        fix: "Mend what most failures have in common (provision log --status failure), then restart the job.",
        source: source::QUARANTINE,
    },
    Word {
        id: "EncounteredBaseEscrowThreshold",
        cause: "More than 40,000 objects failed; managers and members do not count.",
        fix: "Mend what most failures have in common (provision log --status failure), then restart the job.",
        source: source::QUARANTINE,
    },
    Word {
        id: "EncounteredTotalEscrowThreshold",
        cause: "More than 60,000 operations failed, managers and members included.",
        fix: "Mend what most failures have in common (provision log --status failure), then restart the job.",
        source: source::QUARANTINE,
    },
    Word {
        id: "TooManyDeletes",
        cause: "One cycle would have deleted or disabled more users and groups than the deletion threshold allows. Those beyond it are staged, not carried out.",
        fix: "Look at the staged deletions in the log. Are they meant, run provision restart --allow-deletes; are they not, correct assignments, filters or the directory, and restart.",
        source: source::DELETIONS,
    },
    Word {
        id: "QuarantinedOnDemand",
        cause: "Microsoft put the job into quarantine by hand; scimproof never does.",
        fix: "Ask Microsoft's support.",
        source: source::GRAPH,
    },
    Word {
        id: "IngestionInterrupted",
        cause: "Entra could not read all changes of the source; scimproof never reports it, for a directory file is read whole or not at all.",
        fix: "Restart the job; ask Microsoft's support if it comes back.",
        source: source::GRAPH,
    },
    Word {
        id: "Unknown",
        cause: "Microsoft Graph gives no reason; scimproof always names one.",
        fix: "Look at the job's last error in its status.",
        source: source::GRAPH,
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use QuarantineReason::*;

    #[test]
    fn microsofts_examples() {
        assert_eq!(too_many_failures(1_000_000, 45_000, 0), Some(EncounteredBaseEscrowThreshold));
        assert_eq!(too_many_failures(35_000, 30_000, 0), Some(EncounteredEscrowProportionThreshold));
        assert_eq!(too_many_failures(120_000, 20_000, 0), None);
        assert_eq!(too_many_failures(1_000_000, 40_000, 21_000), Some(EncounteredTotalEscrowThreshold));
        assert_eq!(too_many_failures(4_000, 4_000, 0), None);
    }

    #[test]
    fn the_exact_thresholds() {
        assert_eq!(too_many_failures(4_999, 4_999, 0), None);
        assert_eq!(too_many_failures(5_000, 5_000, 0), Some(EncounteredEscrowProportionThreshold));
        assert_eq!(too_many_failures(12_500, 5_000, 0), None);
        assert_eq!(too_many_failures(12_499, 5_000, 0), Some(EncounteredEscrowProportionThreshold));
        assert_eq!(too_many_failures(1_000_000, 40_000, 0), None);
        assert_eq!(too_many_failures(1_000_000, 40_001, 0), Some(EncounteredBaseEscrowThreshold));
        assert_eq!(too_many_failures(1_000_000, 0, 60_000), None);
        assert_eq!(too_many_failures(1_000_000, 1, 60_000), Some(EncounteredTotalEscrowThreshold));
        assert_eq!(too_many_failures(0, 0, 0), None);
        assert_eq!(too_many_failures(u64::MAX, u64::MAX, u64::MAX), Some(EncounteredBaseEscrowThreshold));
    }

    fn day(days: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * days)
    }

    #[test]
    fn entering_continuing_and_changing_the_reason() {
        let (first, tell) =
            Quarantine::enter(None, day(0), EncounteredQuarantineException, "Unauthorized", "…");
        assert!(tell);
        assert_eq!((first.current_began, first.series_began, first.series_count), (day(0), day(0), 1));
        assert!(!first.is_due(day(0)) && first.is_due(day(1)));

        let (second, tell) = Quarantine::enter(
            Some(&first),
            day(1),
            EncounteredQuarantineException,
            "InsufficientRights",
            "…",
        );
        assert!(!tell, "only the code changed");
        assert_eq!((second.current_began, second.series_began, second.series_count), (day(0), day(0), 2));
        assert_eq!((second.next_attempt, second.code.as_str()), (day(2), "InsufficientRights"));

        let (third, tell) = Quarantine::enter(Some(&second), day(2), TooManyDeletes, "TooManyDeletes", "…");
        assert!(tell);
        assert_eq!((third.current_began, third.series_began, third.series_count), (day(2), day(0), 3));
        assert!(!third.is_expired(day(28)));
        assert!(third.is_expired(day(28) + SignedDuration::from_secs(1)));
    }

    #[test]
    fn reasons_are_explained() {
        for reason in [
            EncounteredBaseEscrowThreshold,
            EncounteredTotalEscrowThreshold,
            EncounteredEscrowProportionThreshold,
            EncounteredQuarantineException,
            TooManyDeletes,
        ] {
            assert!(REASONS.iter().any(|word| word.id == reason.to_string()), "{reason}");
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
    }
}
