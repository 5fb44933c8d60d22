//! Whether a value keeps the rules that a row of an attribute table states.

use base64::Engine;
use fancy_regex::Regex;

use super::{Attribute, AttributeType};
use crate::text::nearest;

/// The placeholders of Microsoft's validator that `sample` takes; each is followed by a number.
pub const PLACEHOLDERS: [&str; 4] = [
    "generateRandomString",
    "generateRandomNumber",
    "generateAlphaNumeric",
    "generateAlphaNumericWithSpecialCharacters",
];

/// The expression that a whole value has to match.
pub(super) fn whole(pattern: &str) -> Result<Regex, String> {
    let compile = |pattern: &str| Regex::new(pattern).map_err(|error| error.to_string());
    // Alone first, so that a message counts from the beginning of what was written.
    compile(pattern).and_then(|_| compile(&format!(r"\A(?:{pattern})\z")))
}

/// Why the value is none that the row's type, pattern and length allow.
pub(super) fn contradiction(attribute: &Attribute, value: &str) -> Option<String> {
    of_type(attribute.kind, value).or_else(|| too_long(attribute, value.chars().count())).or_else(|| {
        let pattern = attribute.pattern.as_deref()?;
        let matches = whole(pattern).ok()?.is_match(value).unwrap_or(true);
        (!matches).then(|| format!("does not match the pattern {pattern}"))
    })
}

fn too_long(attribute: &Attribute, length: usize) -> Option<String> {
    let most = attribute.max_length.filter(|most| length > *most)?;
    Some(format!("has {length} characters, and max_length is {most}"))
}

fn of_type(kind: AttributeType, value: &str) -> Option<String> {
    let fits = match kind {
        AttributeType::String | AttributeType::Reference => true,
        AttributeType::Boolean => ["true", "false"].iter().any(|word| value.eq_ignore_ascii_case(word)),
        AttributeType::Integer => value.parse::<i64>().is_ok(),
        AttributeType::DateTime => {
            value.parse::<jiff::Timestamp>().is_ok() || value.parse::<jiff::civil::DateTime>().is_ok()
        }
        AttributeType::Binary => base64::engine::general_purpose::STANDARD.decode(value).is_ok(),
        AttributeType::Complex => serde_json::from_str::<serde_json::Value>(value).is_ok(),
    };
    let wanted = match kind {
        AttributeType::Boolean => "true or false",
        AttributeType::Integer => "an integer",
        AttributeType::DateTime => "a date and time such as 2026-01-09T08:15:00Z",
        AttributeType::Binary => "Base64",
        _ => "JSON",
    };
    (!fits).then(|| format!("is not {wanted}, which the type {kind:?} needs"))
}

/// Why a sample is none: its constant breaks a rule, or a placeholder in it is unknown or makes it too long.
pub(super) fn sample_contradiction(attribute: &Attribute, sample: &str) -> Option<String> {
    let pieces = match pieces(sample) {
        Ok(pieces) => pieces,
        Err(message) => return Some(message),
    };
    if let [] | [Piece::Text(_)] = pieces.as_slice() {
        let listed = attribute.values.is_empty() || attribute.values.iter().any(|value| value == sample);
        let unlisted = || (!listed).then(|| format!("is none of the values {}", attribute.values.join(", ")));
        return contradiction(attribute, sample).or_else(unlisted);
    }
    let length = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => text.chars().count(),
        Piece::Generated(length) => *length,
    });
    too_long(attribute, length.sum())
}

/// A part of a sample: constant text, or so many generated characters.
enum Piece<'a> {
    Text(&'a str),
    Generated(usize),
}

fn pieces(sample: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = sample;
    while let Some((before, after)) = rest.split_once("{%") {
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let Some((inner, behind)) = after.split_once("%}") else {
            return Err("opens a placeholder with {% and does not close it with %}".to_owned());
        };
        pieces.push(Piece::Generated(generated(inner)?));
        rest = behind;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

fn generated(inner: &str) -> Result<usize, String> {
    let (name, number) = inner.trim().split_once(' ').unwrap_or((inner.trim(), ""));
    if !PLACEHOLDERS.contains(&name) {
        let hint = nearest(name, PLACEHOLDERS).map_or_else(|| PLACEHOLDERS.join(", "), str::to_owned);
        return Err(format!("has an unknown placeholder '{name}'; known: {hint}"));
    }
    let number = number.trim().parse::<usize>().ok().filter(|number| (1..=1000).contains(number));
    number.ok_or_else(|| format!("has a placeholder '{name}' without a number from 1 to 1000 behind it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(kind: AttributeType) -> Attribute {
        Attribute::new("title".parse().unwrap(), kind)
    }

    #[test]
    fn types_are_kept() {
        for (kind, good, bad) in [
            (AttributeType::Boolean, "True", "yes"),
            (AttributeType::Integer, "-7", "7.5"),
            (AttributeType::DateTime, "2026-01-09T08:15:00Z", "9 January"),
            (AttributeType::Binary, "c2NpbQ==", "c2Np?"),
            (AttributeType::Complex, "[]", "[oops"),
        ] {
            assert_eq!(contradiction(&row(kind), good), None);
            assert!(contradiction(&row(kind), bad).unwrap().starts_with("is not "), "{bad}");
        }
    }

    #[test]
    fn rules_are_kept_by_the_whole_value() {
        let limits = Attribute {
            pattern: Some("[A-Z]{2}|[A-Z]{3}".to_owned()),
            max_length: Some(5),
            ..row(AttributeType::String)
        };
        assert_eq!(contradiction(&limits, "NOR"), None);
        assert_eq!(contradiction(&limits, "NORW").unwrap(), "does not match the pattern [A-Z]{2}|[A-Z]{3}");
        assert_eq!(contradiction(&limits, "NORWAY").unwrap(), "has 6 characters, and max_length is 5");
    }

    #[test]
    fn samples_may_hold_placeholders() {
        let limits = Attribute { max_length: Some(8), ..row(AttributeType::String) };
        let wrong = |sample: &str| sample_contradiction(&limits, sample);
        assert_eq!(wrong("x-{%generateRandomString 6%}"), None);
        assert_eq!(wrong("id-{%generateRandomString 6%}").unwrap(), "has 9 characters, and max_length is 8");
        assert_eq!(
            wrong("{%generateRandomStrings 2%}").unwrap(),
            "has an unknown placeholder 'generateRandomStrings'; known: generateRandomString"
        );
        assert!(wrong("{%generateRandomNumber%}").unwrap().contains("without a number"));
        assert!(wrong("{%generateRandomNumber 2").unwrap().contains("does not close it"));
        let closed =
            Attribute { values: vec!["Teacher".into(), "Student".into()], ..row(AttributeType::String) };
        assert_eq!(
            sample_contradiction(&closed, "teacher").unwrap(),
            "is none of the values Teacher, Student"
        );
    }
}
