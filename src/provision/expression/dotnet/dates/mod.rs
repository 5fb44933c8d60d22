//! Points in time: .NET's format strings, reading and writing them, intervals. A point in time is a civil date and time
//! in UTC; it lies in the years 1 to 9999.

mod any;
mod format;
mod interval;
mod read;
mod write;

pub(in super::super) use any::parse_any;
pub(in super::super) use format::Format;
pub(in super::super) use interval::Interval;
pub(in super::super) use read::{Styles, read};
pub(in super::super) use write::write;

use jiff::SignedDuration;
use jiff::civil::DateTime;

/// Names of months in the invariant culture.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Names of days in the invariant culture.
const DAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/// Ticks of .NET, 100 nanoseconds, in a second.
const TICKS: i128 = 10_000_000;

/// What a text said of its time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Zone {
    Unknown,
    Utc,
    Local,
}

/// A point in time that lies in .NET's range.
fn in_range(date: Result<DateTime, jiff::Error>) -> Result<DateTime, String> {
    let out_of_range = || "the date lies outside the years 1 to 9999".to_owned();
    date.ok().filter(|date| date.year() >= 1).ok_or_else(out_of_range)
}

/// As results show it: `M/d/yyyy h:mm:ss tt`.
pub(in super::super) fn render(date: DateTime) -> String {
    let half = if date.hour() < 12 { "AM" } else { "PM" };
    let hour = hour_of_12(date.hour());
    let (minute, second) = (date.minute(), date.second());
    format!("{}/{}/{:04} {hour}:{minute:02}:{second:02} {half}", date.month(), date.day(), date.year())
}

fn hour_of_12(hour: i8) -> i8 {
    if hour % 12 == 0 { 12 } else { hour % 12 }
}

/// The beginning of Windows file times.
fn epoch() -> DateTime {
    DateTime::constant(1601, 1, 1, 0, 0, 0, 0)
}

/// The point in time of a Windows file time.
pub(in super::super) fn of_file_time(ticks: i64) -> Result<DateTime, String> {
    if ticks < 0 {
        return Err(format!("{ticks} is no Windows file time: it is negative"));
    }
    let nanoseconds = i128::from(ticks) * 100;
    let duration =
        SignedDuration::try_from_nanos_i128(nanoseconds).ok_or("the Windows file time is out of range")?;
    in_range(epoch().checked_add(duration))
}

/// The Windows file time of a point in time.
pub(in super::super) fn file_time(date: DateTime) -> Result<i64, String> {
    let ticks = date.duration_since(epoch()).as_nanos() / 100;
    let ticks = i64::try_from(ticks).ok().filter(|ticks| *ticks >= 0);
    ticks.ok_or_else(|| "Windows file times begin in 1601".to_owned())
}
