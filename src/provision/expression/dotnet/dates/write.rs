//! Writing a point in time by a format, as `DateTime.ToString` does in the invariant culture.

use std::fmt::Write;

use jiff::civil::DateTime;

use super::format::{Format, Item};
use super::{DAYS, MONTHS, Zone, hour_of_12};

/// The text.
pub(in super::super::super) fn write(date: DateTime, zone: Zone, format: &Format) -> String {
    let mut text = String::new();
    for item in &format.items {
        match item {
            Item::Literal(c) => text.push(*c),
            Item::Field(c, count) => field(&mut text, date, zone, *c, *count),
        }
    }
    text
}

fn field(text: &mut String, date: DateTime, zone: Zone, c: char, count: usize) {
    let width = count.min(2);
    match (c, count) {
        ('y', ..=2) => padded(text, date.year() % 100, width),
        ('y', _) => padded(text, date.year(), count),
        ('M', 3..) => text.push_str(named(&MONTHS, i16::from(date.month()) - 1, count)),
        ('M', _) => padded(text, date.month().into(), width),
        ('d', 3..) => text.push_str(named(&DAYS, date.weekday().to_sunday_zero_offset().into(), count)),
        ('d', _) => padded(text, date.day().into(), width),
        ('H', _) => padded(text, date.hour().into(), width),
        ('h', _) => padded(text, hour_of_12(date.hour()).into(), width),
        ('m', _) => padded(text, date.minute().into(), width),
        ('s', _) => padded(text, date.second().into(), width),
        ('f' | 'F', _) => fraction(text, date, c, count),
        ('t', _) => text.push_str(&(if date.hour() < 12 { "AM" } else { "PM" })[..width]),
        ('g', _) => text.push_str("A.D."),
        ('z', 1) => text.push_str("+0"),
        ('z', 2) => text.push_str("+00"),
        ('K', _) => text.push_str(kind(zone)),
        _ => text.push_str("+00:00"),
    }
}

fn padded(text: &mut String, number: i16, width: usize) {
    // Writing to a text cannot fail; a width beyond sense could.
    let _ = write!(text, "{number:0width$}", width = width.min(100));
}

fn named<'n>(names: &[&'n str], index: i16, count: usize) -> &'n str {
    let name = usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or_default();
    if count == 3 { name.get(..3).unwrap_or(name) } else { name }
}

/// `F` leaves out zeros at the end, and the point before them when nothing remains.
fn fraction(text: &mut String, date: DateTime, c: char, count: usize) {
    let digits = format!("{:09}", date.subsec_nanosecond());
    let digits = digits.get(..count).unwrap_or(&digits);
    if c == 'f' {
        return text.push_str(digits);
    }
    let kept = digits.trim_end_matches('0');
    if kept.is_empty() && text.ends_with('.') {
        text.pop();
    }
    text.push_str(kept);
}

fn kind(zone: Zone) -> &'static str {
    match zone {
        Zone::Unknown => "",
        Zone::Utc => "Z",
        Zone::Local => "+00:00",
    }
}
