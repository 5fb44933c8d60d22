//! Values in the type of their target attribute. Sources and expressions speak text; the wire does not.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::scim::eval;
use crate::suite::AttributeType;
use crate::text::cut;

/// Why a value does not fit its target, as a lower-case fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TypeError(pub(super) String);

/// One value in the type of the target attribute.
pub(super) fn typed(value: Value, kind: AttributeType) -> Result<Value, TypeError> {
    let fits = match kind {
        AttributeType::Boolean => eval::as_boolean(&value).map(Value::Bool),
        AttributeType::Integer => integer(&value),
        AttributeType::DateTime => text(&value).as_deref().and_then(iso).map(Value::String),
        AttributeType::Complex => Some(complex(&value)),
        AttributeType::String | AttributeType::Binary | AttributeType::Reference if value.is_string() => {
            return Ok(value);
        }
        AttributeType::String | AttributeType::Binary | AttributeType::Reference => {
            Some(json!(shown(&value)))
        }
    };
    fits.ok_or_else(|| {
        let shown = cut(&shown(&value), 60);
        TypeError(format!("'{shown}' is not {}", wanted(kind)))
    })
}

fn wanted(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Boolean => "True or False, which the Boolean target takes",
        AttributeType::Integer => "a whole number, which the Integer target takes",
        AttributeType::DateTime => "a point in time, which the DateTime target takes",
        _ => "a value of the target's type",
    }
}

/// A single value as text: booleans are `True` and `False`, as expressions write them.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(true) => Some("True".into()),
        Value::Bool(false) => Some("False".into()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A value as the log shows it.
pub(super) fn shown(value: &Value) -> String {
    text(value).unwrap_or_else(|| value.to_string())
}

fn integer(value: &Value) -> Option<Value> {
    let number = value.as_i64().or_else(|| value.as_str()?.trim().parse().ok());
    number.map(Value::from)
}

/// JSON text becomes what it says; other text stays text.
fn complex(value: &Value) -> Value {
    match value {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| value.clone()),
        other => other.clone(),
    }
}

/// A point in time as SCIM writes it (RFC 7643 §2.3.5). Expressions write `M/d/yyyy h:mm:ss tt` in UTC; what says no
/// offset is UTC.
fn iso(text: &str) -> Option<String> {
    let text = text.trim();
    if text.parse::<Timestamp>().is_ok() {
        return Some(text.to_owned());
    }
    let local = text
        .parse::<DateTime>()
        .or_else(|_| text.parse::<Date>().map(|date| date.at(0, 0, 0, 0)))
        .or_else(|_| DateTime::strptime("%m/%d/%Y %I:%M:%S %p", text))
        .ok()?;
    TimeZone::UTC.to_timestamp(local).ok().map(|time| time.to_string())
}

/// The point in time a value says, for comparison.
pub(super) fn time(value: &Value) -> Option<Timestamp> {
    text(value).as_deref().and_then(iso).and_then(|text| text.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn as_kind(text: &str, kind: AttributeType) -> Option<Value> {
        typed(json!(text), kind).ok()
    }

    #[test]
    fn text_takes_the_type_of_the_target() {
        assert_eq!(as_kind("True", AttributeType::Boolean), Some(json!(true)));
        assert_eq!(as_kind("false", AttributeType::Boolean), Some(json!(false)));
        assert_eq!(as_kind("yes", AttributeType::Boolean), None);
        assert_eq!(as_kind(" 17 ", AttributeType::Integer), Some(json!(17)));
        assert_eq!(as_kind("1.5", AttributeType::Integer), None);
        assert_eq!(as_kind("aGk=", AttributeType::Binary), Some(json!("aGk=")));
        assert_eq!(as_kind("[]", AttributeType::Complex), Some(json!([])));
        assert_eq!(as_kind("plain", AttributeType::Complex), Some(json!("plain")));
        assert_eq!(typed(json!(true), AttributeType::String), Ok(json!("True")));
        assert_eq!(typed(json!(4), AttributeType::String), Ok(json!("4")));
    }

    #[test]
    fn points_in_time_become_iso() {
        for (text, expected) in [
            ("2026-01-09T08:15:00Z", "2026-01-09T08:15:00Z"),
            ("2026-01-09T08:15:00+01:00", "2026-01-09T08:15:00+01:00"),
            ("2026-01-09T08:15:00", "2026-01-09T08:15:00Z"),
            ("2026-01-09", "2026-01-09T00:00:00Z"),
            ("1/9/2026 8:15:00 PM", "2026-01-09T20:15:00Z"),
            ("11/29/2026 12:00:00 AM", "2026-11-29T00:00:00Z"),
        ] {
            assert_eq!(as_kind(text, AttributeType::DateTime), Some(json!(expected)), "{text}");
        }
        assert_eq!(as_kind("soon", AttributeType::DateTime), None);
    }

    #[test]
    fn a_value_that_does_not_fit_is_named() {
        let error = typed(json!("yes"), AttributeType::Boolean).unwrap_err();
        assert_eq!(error.0, "'yes' is not True or False, which the Boolean target takes");
    }
}
