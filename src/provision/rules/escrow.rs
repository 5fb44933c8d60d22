//! When a failed operation is tried again (Microsoft Learn, "Application provisioning in quarantine status", retry
//! duration).

use jiff::{SignedDuration, Timestamp};

use super::answers::Answer;

/// How a failure is to be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failing {
    /// The object: on the schedule of escrows.
    Object,
    /// The tenant (429, 5xx, no answer): first in the next cycle, then on the schedule.
    Tenant,
    /// What it refers to is not there yet.
    Reference,
}

/// How long after the first failure the first retries are; then one every day.
const FIRST_HOURS: [i64; 3] = [6, 12, 24];
const DAY: i64 = 24;
/// After the first failure; what still fails then is dropped.
const LAST_HOUR: i64 = 28 * DAY;

impl Failing {
    /// How what ended in this answer is to be tried again.
    pub fn of(answer: Answer) -> Self {
        match answer {
            // 501 will not change by waiting.
            Answer::Status(501) => Self::Object,
            Answer::Status(429 | 500..=599) | Answer::NoAnswer(_) => Self::Tenant,
            Answer::Status(_) | Answer::Unreadable | Answer::Several => Self::Object,
        }
    }
}

/// When the operation is tried again after `attempts` failures, the last one now; `None`: 28 days are over.
///
/// The times count from the first failure. What was tried in between, or late, goes on with the next of them.
pub fn next_attempt(
    first_failed: Timestamp,
    now: Timestamp,
    attempts: u32,
    failing: Failing,
) -> Option<Timestamp> {
    if failing == Failing::Tenant && attempts <= 1 {
        return Some(now);
    }
    let later = hours().filter_map(|hour| first_failed.checked_add(SignedDuration::from_hours(hour)).ok());
    later.into_iter().find(|time| *time > now)
}

fn hours() -> impl Iterator<Item = i64> {
    let days = (2..=LAST_HOUR / DAY).map(|day| day * DAY);
    FIRST_HOURS.into_iter().chain(days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::FailureKind;

    fn at(hours: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours)
    }

    #[test]
    fn the_schedule_counts_from_the_first_failure() {
        let mut now = at(0);
        let mut times = Vec::new();
        let mut attempts = 1;
        while let Some(next) = next_attempt(at(0), now, attempts, Failing::Object) {
            times.push(next.duration_since(at(0)).as_hours());
            (now, attempts) = (next, attempts + 1);
        }
        assert_eq!(times[..6], [6, 12, 24, 48, 72, 96]);
        assert_eq!((times.len(), times.last()), (30, Some(&(28 * 24))));
    }

    #[test]
    fn a_late_or_early_attempt_goes_on_with_the_next_time() {
        assert_eq!(next_attempt(at(0), at(7), 2, Failing::Object), Some(at(12)));
        assert_eq!(next_attempt(at(0), at(1), 5, Failing::Reference), Some(at(6)));
        assert_eq!(next_attempt(at(0), at(100), 2, Failing::Object), Some(at(120)));
        assert_eq!(next_attempt(at(0), at(28 * 24), 30, Failing::Object), None);
    }

    #[test]
    fn a_failing_tenant_is_tried_in_the_next_cycle_first() {
        assert_eq!(next_attempt(at(5), at(5), 1, Failing::Tenant), Some(at(5)));
        assert_eq!(next_attempt(at(5), at(6), 2, Failing::Tenant), Some(at(11)));
    }

    #[test]
    fn which_failures_are_the_tenants() {
        for status in [429, 500, 502, 503, 504, 507] {
            assert_eq!(Failing::of(Answer::Status(status)), Failing::Tenant, "{status}");
        }
        for status in [400, 404, 409, 422, 501] {
            assert_eq!(Failing::of(Answer::Status(status)), Failing::Object, "{status}");
        }
        assert_eq!(Failing::of(Answer::NoAnswer(FailureKind::Timeout)), Failing::Tenant);
        assert_eq!(Failing::of(Answer::Unreadable), Failing::Object);
    }

    #[test]
    fn the_end_of_time_is_no_panic() {
        assert_eq!(next_attempt(Timestamp::MAX, Timestamp::MAX, 3, Failing::Object), None);
        assert!(next_attempt(Timestamp::MIN, Timestamp::MIN, 3, Failing::Object).is_some());
    }
}
