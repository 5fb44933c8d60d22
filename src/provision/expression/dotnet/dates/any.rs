//! Reading a text without being told its format, as `DateTime.Parse` does for the forms that occur: ISO 8601 and the
//! forms of the invariant culture, each with or without time of day and offset.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime};

use super::format::Format;
use super::read::Read;

const DATES: [&str; 12] = [
    "yyyy-M-d",
    "M/d/yyyy",
    "yyyy/M/d",
    "M-d-yyyy",
    "d MMMM yyyy",
    "d MMM yyyy",
    "MMMM d, yyyy",
    "MMM d, yyyy",
    "dddd, d MMMM yyyy",
    "ddd, d MMM yyyy",
    "dddd, MMMM d, yyyy",
    "M/d/yy",
];

/// With seconds before those without, so that the longest is taken.
const TIMES: [&str; 5] = ["h:m:s.FFFFFFF tt", "h:m tt", "h tt", "H:m:s.FFFFFFF", "H:m"];

const ZONES: [&str; 4] = ["%K", "zz", "%z", "'GMT'"];

struct Forms {
    dates: Vec<Format>,
    times: Vec<Format>,
    zones: Vec<Format>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let formats = |texts: &[&str]| texts.iter().filter_map(|text| Format::new(text).ok()).collect();
    Forms { dates: formats(&DATES), times: formats(&TIMES), zones: formats(&ZONES) }
});

/// The point in time that the text names, in UTC; without an offset it is in UTC already.
pub(in super::super::super) fn parse_any(text: &str) -> Result<DateTime, String> {
    let trimmed = text.trim();
    let read = FORMS.dates.iter().find_map(|date| {
        let mut read = Read::default();
        let rest = read.items(date, trimmed, false)?;
        time(read, rest)
    });
    let unknown = || {
        format!(
            "'{}' is no date that .NET would read; FormatDateTime reads other forms",
            crate::text::cut(text, 60)
        )
    };
    let read = read.ok_or_else(unknown)?;
    Ok(read.finish(Date::constant(1, 1, 1))?.0)
}

/// The rest after the date: nothing, an offset, or a time of day and perhaps an offset.
fn time(read: Read, rest: &str) -> Option<Read> {
    if let Some(read) = zone(read, rest) {
        return Some(read);
    }
    let rest = rest.strip_prefix(['T', 't', ' ']).map(str::trim_start)?;
    FORMS.times.iter().find_map(|time| {
        let mut read = read;
        let rest = read.items(time, rest, false)?;
        zone(read, rest)
    })
}

fn zone(read: Read, rest: &str) -> Option<Read> {
    let rest = rest.trim_start();
    if rest.is_empty() {
        return Some(read);
    }
    FORMS.zones.iter().find_map(|zone| {
        let mut read = read;
        read.items(zone, rest, false)?.is_empty().then_some(read)
    })
}
