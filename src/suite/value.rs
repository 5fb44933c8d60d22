//! Whether a value keeps the rules that a row of an attribute table states.

use base64::Engine;
use fancy_regex::Regex;

use super::sample::Template;
use super::{Attribute, AttributeType};

/// The expression that a whole value has to match.
pub(super) fn whole(pattern: &str) -> Result<Regex, String> {
    let compile = |pattern: &str| Regex::new(pattern).map_err(|error| error.to_string());
    // Alone first, so that a message counts from the beginning of what was written.
    compile(pattern).and_then(|_| compile(&format!(r"\A(?:{pattern})\z")))
}

/// Why the value is none that the row's type, length and pattern allow; `pattern` is the row's, made once for all values.
pub(super) fn contradiction(attribute: &Attribute, pattern: Option<&Regex>, value: &str) -> Option<String> {
    of_type(attribute.kind, value).or_else(|| too_long(attribute, value.chars().count())).or_else(|| {
        let matches = pattern?.is_match(value).unwrap_or(true);
        let shown = attribute.pattern.as_deref().unwrap_or_default();
        (!matches).then(|| format!("does not match the pattern {shown}"))
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

/// Why a sample is none: its constant breaks a rule, or what its placeholders make is too long.
pub(super) fn sample_contradiction(
    attribute: &Attribute,
    pattern: Option<&Regex>,
    sample: &Template,
) -> Option<String> {
    let Some(constant) = sample.constant() else { return too_long(attribute, sample.length()) };
    let listed = attribute.values.is_empty() || attribute.values.contains(&constant);
    let unlisted = || (!listed).then(|| format!("is none of the values {}", attribute.values.join(", ")));
    contradiction(attribute, pattern, &constant).or_else(unlisted)
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
            assert_eq!(contradiction(&row(kind), None, good), None);
            assert!(contradiction(&row(kind), None, bad).unwrap().starts_with("is not "), "{bad}");
        }
    }

    #[test]
    fn rules_are_kept_by_the_whole_value() {
        let limits = Attribute {
            pattern: Some("[A-Z]{2}|[A-Z]{3}".to_owned()),
            max_length: Some(5),
            ..row(AttributeType::String)
        };
        let pattern = whole("[A-Z]{2}|[A-Z]{3}").ok();
        let wrong = |value: &str| contradiction(&limits, pattern.as_ref(), value);
        assert_eq!(wrong("NOR"), None);
        assert_eq!(wrong("NORW").unwrap(), "does not match the pattern [A-Z]{2}|[A-Z]{3}");
        assert_eq!(wrong("NORWAY").unwrap(), "has 6 characters, and max_length is 5");
    }

    #[test]
    fn samples_may_hold_placeholders() {
        let limits = Attribute { max_length: Some(8), ..row(AttributeType::String) };
        let wrong = |sample: &str| sample_contradiction(&limits, None, &sample.parse().unwrap());
        assert_eq!(wrong("x-{%generateRandomString 6%}"), None);
        assert_eq!(wrong("id-{%generateRandomString 6%}").unwrap(), "has 9 characters, and max_length is 8");
        let closed =
            Attribute { values: vec!["Teacher".into(), "Student".into()], ..row(AttributeType::String) };
        assert_eq!(
            sample_contradiction(&closed, None, &"teacher".parse().unwrap()).unwrap(),
            "is none of the values Teacher, Student"
        );
    }
}
