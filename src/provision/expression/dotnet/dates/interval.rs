//! Intervals of `DateAdd` and `DateDiff`, named and counted as in Visual Basic.

use jiff::civil::DateTime;
use jiff::{SignedDuration, Span};

use super::{TICKS, in_range};

/// An interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super::super) enum Interval {
    Year,
    Month,
    Day,
    Week,
    Hour,
    Minute,
    Second,
}

impl Interval {
    /// All, with their names.
    pub(in super::super::super) const ALL: [(&str, Self); 7] = [
        ("yyyy", Self::Year),
        ("m", Self::Month),
        ("d", Self::Day),
        ("ww", Self::Week),
        ("h", Self::Hour),
        ("n", Self::Minute),
        ("s", Self::Second),
    ];

    /// The one of this name.
    pub(in super::super::super) fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, interval)| *interval)
    }

    /// The length in seconds, where it is always the same.
    fn seconds(self) -> Option<i64> {
        match self {
            Self::Year | Self::Month => None,
            Self::Week => Some(7 * 86_400),
            Self::Day => Some(86_400),
            Self::Hour => Some(3600),
            Self::Minute => Some(60),
            Self::Second => Some(1),
        }
    }

    /// The date so many intervals later. A day that the month does not have becomes its last one, as in .NET.
    pub(in super::super::super) fn add(self, date: DateTime, number: i64) -> Result<DateTime, String> {
        let too_far = || "the date would lie outside the years 1 to 9999".to_owned();
        if let Some(seconds) = self.seconds() {
            let seconds = seconds.checked_mul(number).ok_or_else(too_far)?;
            return in_range(date.checked_add(SignedDuration::from_secs(seconds)));
        }
        let span = match self {
            Self::Year => Span::new().try_years(number),
            _ => Span::new().try_months(number),
        };
        in_range(date.checked_add(span.map_err(|_| too_far())?))
    }

    /// How many intervals lie between: years and months by the calendar, weeks by their Sundays, else whole units.
    pub(in super::super::super) fn between(self, first: DateTime, second: DateTime) -> i64 {
        let months = |date: DateTime| i64::from(date.year()) * 12 + i64::from(date.month());
        match self {
            Self::Year => i64::from(second.year()) - i64::from(first.year()),
            Self::Month => months(second) - months(first),
            Self::Week => week(second) - week(first),
            _ => whole(second.duration_since(first), self.seconds().unwrap_or(1)),
        }
    }
}

/// Calendar weeks since one that began with a Sunday.
fn week(date: DateTime) -> i64 {
    let sunday = DateTime::constant(1601, 1, 7, 0, 0, 0, 0);
    date.date().duration_since(sunday.date()).as_secs().div_euclid(7 * 86_400)
}

fn whole(duration: SignedDuration, seconds: i64) -> i64 {
    let ticks = duration.as_nanos() / 100;
    i64::try_from(ticks / (TICKS * i128::from(seconds))).unwrap_or_default()
}
