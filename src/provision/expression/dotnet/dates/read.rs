//! Reading a text by a format, as `DateTime.ParseExact` does. The service is taken to run in UTC.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time};

use super::format::{Format, Item};
use super::{DAYS, MONTHS, Zone, in_range};

/// What `DateTimeStyles` allow, as far as it makes a difference in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent flags of .NET")]
pub(in super::super::super) struct Styles {
    pub(super) leading: bool,
    pub(super) trailing: bool,
    pub(super) inner: bool,
    pub(super) no_default: bool,
}

impl Default for Styles {
    /// RoundtripKind, AllowLeadingWhite, AllowTrailingWhite.
    fn default() -> Self {
        Self { leading: true, trailing: true, inner: false, no_default: false }
    }
}

impl Styles {
    /// From names separated by commas, with or without `DateTimeStyles.` before each.
    pub(in super::super::super) fn new(text: &str) -> Result<Self, String> {
        let names = text.split([',', '|']).map(|name| name.trim().trim_start_matches("DateTimeStyles."));
        let mut styles = Self { leading: false, trailing: false, ..Self::default() };
        for name in names {
            match name {
                "AllowLeadingWhite" => styles.leading = true,
                "AllowTrailingWhite" => styles.trailing = true,
                "AllowInnerWhite" => styles.inner = true,
                "AllowWhiteSpaces" => (styles.leading, styles.trailing, styles.inner) = (true, true, true),
                "NoCurrentDateDefault" => styles.no_default = true,
                "None" | "AdjustToUniversal" | "AssumeLocal" | "AssumeUniversal" | "RoundtripKind" => {}
                _ => return Err(format!("'{name}' is none of .NET's DateTimeStyles")),
            }
        }
        Ok(styles)
    }
}

/// What was read so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Read {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    weekday: Option<usize>,
    hour: i8,
    is_hour_of_12: bool,
    is_afternoon: Option<bool>,
    minute: i8,
    second: i8,
    nanosecond: i32,
    /// Seconds east of UTC.
    offset: Option<i64>,
    is_utc: bool,
}

/// Reads the whole text. `today` fills in for a text without a date.
pub(in super::super::super) fn read(
    text: &str,
    format: &Format,
    styles: Styles,
    today: Date,
) -> Result<(DateTime, Zone), String> {
    let mut rest = if styles.leading { text.trim_start() } else { text };
    if styles.trailing {
        rest = rest.trim_end();
    }
    let mut read = Read::default();
    let after = read.items(format, rest, styles.inner);
    if after != Some("") {
        return Err("the text does not have the input format".into());
    }
    let default = if styles.no_default { Date::constant(1, 1, 1) } else { today };
    read.finish(default)
}

impl Read {
    /// What is left of the text after all items, if they match.
    pub(super) fn items<'t>(&mut self, format: &Format, text: &'t str, skips_white: bool) -> Option<&'t str> {
        let mut rest = text;
        for (index, item) in format.items.iter().enumerate() {
            if skips_white {
                rest = rest.trim_start();
            }
            let is_point = matches!(format.items.get(index + 1), Some(Item::Field('F', _)));
            rest = match item {
                Item::Literal(c) if skips_white && c.is_whitespace() => rest,
                // A point before optional digits is optional, too.
                Item::Literal('.') if is_point && !has_fraction(rest) => rest,
                Item::Literal(c) => rest.strip_prefix(*c)?,
                Item::Field(c, count) => self.field(*c, *count, rest)?,
            };
        }
        Some(rest)
    }

    fn field<'t>(&mut self, c: char, count: usize, text: &'t str) -> Option<&'t str> {
        let rest = match (c, count) {
            ('y', ..=2) => set(number(text, count, 2)?, |year: i16| self.year = Some(century(year))),
            ('y', _) => set(number(text, count, count)?, |year| self.year = Some(year)),
            ('M', ..=2) => set(number(text, count, 2)?, |month| self.month = Some(month)),
            ('M', _) => {
                set(name(text, &MONTHS, count == 3)?, |month| self.month = i8::try_from(month + 1).ok())
            }
            ('d', ..=2) => set(number(text, count, 2)?, |day| self.day = Some(day)),
            ('d', _) => set(name(text, &DAYS, count == 3)?, |day| self.weekday = Some(day)),
            ('H', _) => set(number(text, count.min(2), 2)?, |hour| self.hour = hour),
            ('h', _) => {
                self.is_hour_of_12 = true;
                set(number(text, count.min(2), 2)?, |hour| self.hour = hour)
            }
            ('m', _) => set(number(text, count.min(2), 2)?, |minute| self.minute = minute),
            ('s', _) => set(number(text, count.min(2), 2)?, |second| self.second = second),
            ('f', _) => set(fraction(text, count, count)?, |nanosecond| self.nanosecond = nanosecond),
            ('F', _) => set(fraction(text, 0, count)?, |nanosecond| self.nanosecond = nanosecond),
            ('t', _) => set(half(text, count)?, |is_afternoon| self.is_afternoon = Some(is_afternoon)),
            ('z', _) => set(offset(text, count)?, |offset| self.offset = Some(offset)),
            ('K', _) => self.kind(text),
            ('g', _) => text.strip_prefix("A.D.").unwrap_or(text),
            _ => return None,
        };
        Some(rest)
    }

    fn kind<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(rest) = text.strip_prefix('Z') {
            self.is_utc = true;
            return rest;
        }
        let Some((offset, rest)) = offset(text, 3) else { return text };
        self.offset = Some(offset);
        rest
    }

    /// The point in time, in UTC.
    pub(super) fn finish(&self, default: Date) -> Result<(DateTime, Zone), String> {
        let date = self.date(default)?;
        let time = Time::new(self.hour_of_24()?, self.minute, self.second, self.nanosecond);
        let time = time.map_err(|_| "there is no such time of day".to_owned())?;
        let offset = SignedDuration::from_secs(self.offset.unwrap_or(0));
        let utc = in_range(date.to_datetime(time).checked_sub(offset))?;
        let zone = match self.offset {
            _ if self.is_utc => Zone::Utc,
            Some(_) => Zone::Local,
            None => Zone::Unknown,
        };
        Ok((utc, zone))
    }

    fn date(&self, default: Date) -> Result<Date, String> {
        if (self.year, self.month, self.day) == (None, None, None) {
            return Ok(default);
        }
        let (year, month, day) =
            (self.year.unwrap_or(default.year()), self.month.unwrap_or(1), self.day.unwrap_or(1));
        let date = Date::new(year, month, day).ok().filter(|date| date.year() >= 1);
        let date = date.ok_or_else(|| format!("there is no day {year:04}-{month:02}-{day:02}"))?;
        match self.weekday {
            Some(weekday)
                if weekday != usize::from(date.weekday().to_sunday_zero_offset().unsigned_abs()) =>
            {
                Err(format!("{date} is no {}", DAYS[weekday]))
            }
            _ => Ok(date),
        }
    }

    /// An hour of twelve without AM or PM is in the morning.
    fn hour_of_24(&self) -> Result<i8, String> {
        if !self.is_hour_of_12 {
            return Ok(self.hour);
        }
        match self.hour {
            0..=12 => Ok(self.hour % 12 + if self.is_afternoon == Some(true) { 12 } else { 0 }),
            hour => Err(format!("{hour} is no hour of twelve")),
        }
    }
}

/// Takes over what was read; the rest of the text remains.
fn set<T>((value, rest): (T, &str), take: impl FnOnce(T)) -> &str {
    take(value);
    rest
}

/// So many digits at least and at most.
fn digits(text: &str, least: usize, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count >= least).then(|| text.split_at(count))
}

fn number<T: std::str::FromStr>(text: &str, least: usize, most: usize) -> Option<(T, &str)> {
    let (digits, rest) = digits(text, least, most)?;
    Some((digits.parse().ok()?, rest))
}

/// Digits after the point, as nanoseconds.
fn fraction(text: &str, least: usize, most: usize) -> Option<(i32, &str)> {
    let (digits, rest) = digits(text, least, most)?;
    Some((format!("{digits:0<9}").parse().ok()?, rest))
}

fn has_fraction(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// A name of the list, or its first three letters; letter case does not matter.
fn name<'t>(text: &'t str, names: &[&str], is_short: bool) -> Option<(usize, &'t str)> {
    names.iter().enumerate().find_map(|(index, name)| {
        let name = if is_short { &name[..3] } else { name };
        let start = text.get(..name.len())?;
        start.eq_ignore_ascii_case(name).then(|| (index, &text[name.len()..]))
    })
}

fn half(text: &str, count: usize) -> Option<(bool, &str)> {
    let length = if count == 1 { 1 } else { 2 };
    let start = text.get(..length)?;
    let is = |name: &str| start.eq_ignore_ascii_case(&name[..length]);
    (is("AM") || is("PM")).then(|| (is("PM"), &text[length..]))
}

/// Seconds east of UTC: `+7`, `+07`, `+07:00` or `+0700`, by the number of letters in the format.
fn offset(text: &str, count: usize) -> Option<(i64, &str)> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, rest) = number::<i64>(rest, count.min(2), 2)?;
    let (minutes, rest) = match count {
        ..=2 => (0, rest),
        _ => number::<i64>(rest.strip_prefix(':').unwrap_or(rest), 2, 2)?,
    };
    (hours <= 14 && minutes < 60).then_some((sign * (hours * 3600 + minutes * 60), rest))
}

/// Two digits mean the years 1950 to 2049.
fn century(year: i16) -> i16 {
    if year < 50 { 2000 + year } else { 1900 + year }
}
