//! Values that are typed in a form of their own: durations, rates, assignments, headers.

use std::time::Duration;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::suite::AttributePath;
use crate::suite::sample::Template;

/// A sample for one attribute.
#[derive(Debug, Clone)]
pub(super) struct Assignment {
    pub(super) path: AttributePath,
    pub(super) value: String,
}

/// A header as typed; its value may name environment variables.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) value: String,
}

/// `30s`, `5m`, `500ms`; a bare number is seconds.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    if let Ok(seconds) = text.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).map_err(|_| "not a length of time".to_owned());
    }
    let parsed = text.parse::<jiff::SignedDuration>().ok().and_then(|d| Duration::try_from(d).ok());
    parsed.ok_or_else(|| "expected a duration such as 30s, 5m or 500ms".to_owned())
}

/// A point in time: RFC 3339, or without an offset in UTC, or a day alone.
pub(super) fn time(text: &str) -> Result<Timestamp, String> {
    let zoned = || text.parse::<Timestamp>().ok();
    let civil = || text.parse::<DateTime>().ok()?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    zoned().or_else(civil).ok_or_else(|| "expected a time such as 2026-03-02T08:00:00Z".to_owned())
}

/// `25/s`: the least time between two requests.
pub(super) fn rate(text: &str) -> Result<Duration, String> {
    let number = text.trim_end_matches("/s").parse::<f64>().ok().filter(|n| n.is_finite() && *n > 0.0);
    number.map(|n| Duration::from_secs_f64(1.0 / n)).ok_or_else(|| "expected a rate such as 25/s".to_owned())
}

/// `PATH=VALUE`, where the value may have placeholders; a path may hold `=` only inside quotes, so the first one behind the last bracket divides.
pub(super) fn assignment(text: &str) -> Result<Assignment, String> {
    let brackets = text.rfind(']').unwrap_or(0);
    let at = text[brackets..].find('=').map(|at| at + brackets).ok_or("expected PATH=VALUE")?;
    let path = text[..at]
        .trim()
        .parse()
        .map_err(|error| format!("'{}' is not an attribute path: {error}", &text[..at]))?;
    let value = text[at + 1..].to_owned();
    value.parse::<Template>().map_err(|error| error.to_string())?;
    Ok(Assignment { path, value })
}

/// `Name: value`.
pub(super) fn header(text: &str) -> Result<Header, String> {
    let (name, value) = text.split_once(':').ok_or("expected 'Name: value'")?;
    let (name, value) = (name.trim(), value.trim());
    let token = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if !token || value.chars().any(char::is_control) {
        return Err("expected 'Name: value'".to_owned());
    }
    Ok(Header { name: name.to_owned(), value: value.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_values() {
        assert_eq!(duration("5m"), Ok(Duration::from_secs(300)));
        assert_eq!(duration("1.5"), Ok(Duration::from_millis(1500)));
        assert!(duration("-1").is_err() && duration("soon").is_err());
        assert_eq!(time("2026-03-02T08:00:00").unwrap().to_string(), "2026-03-02T08:00:00Z");
        assert_eq!(time("2026-03-02").unwrap(), time("2026-03-02T01:00:00+01:00").unwrap());
        assert!(time("tomorrow").is_err());
        assert_eq!(rate("25/s"), Ok(Duration::from_millis(40)));
        assert!(rate("0/s").is_err());
        let set = assignment("roles[primary eq \"True\"].value=a=b").unwrap();
        assert_eq!((set.path.as_str(), set.value.as_str()), ("roles[primary eq \"True\"].value", "a=b"));
        let set = assignment("title=crew {%generateRandomNumber 4%}").unwrap();
        assert_eq!(set.value, "crew {%generateRandomNumber 4%}");
        assert!(assignment("title=crew {%generateRandomNumber%}").is_err());
        assert!(assignment("title").is_err() && header("no colon").is_err() && header("a b: c").is_err());
    }
}
