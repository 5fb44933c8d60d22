//! Evaluating filters (RFC 7644 §3.4.2.2) against JSON resources.
//!
//! Strings compare by the attribute's `caseExact` (RFC 7643 §2.2), which a [`CaseRules`] answers. Entra writes
//! booleans of value filters as quoted words (`primary eq "True"`); they are read as the boolean.

use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

use super::access;
use super::filter::{CompareOp, Filter};
use super::path::Path;

/// Answers whether an attribute compares with regard to letter case.
pub trait CaseRules {
    /// Whether the attribute (and sub-attribute) of the path is `caseExact`.
    fn case_exact(&self, path: &Path) -> bool;
}

/// Every attribute compares without regard to case, as most of the core schema does.
pub struct IgnoreCase;

impl CaseRules for IgnoreCase {
    fn case_exact(&self, _: &Path) -> bool {
        false
    }
}

/// Whether the resource matches the filter.
pub fn matches(filter: &Filter, resource: &Value, rules: &dyn CaseRules) -> bool {
    match filter {
        Filter::Compare(path, op, value) => compares(path, *op, value, resource, rules),
        Filter::Present(path) => access::values(resource, path).into_iter().any(is_assigned),
        Filter::Element(path) => !access::values(resource, path).is_empty(),
        Filter::And(left, right) => matches(left, resource, rules) && matches(right, resource, rules),
        Filter::Or(left, right) => matches(left, resource, rules) || matches(right, resource, rules),
        Filter::Not(inner) => !matches(inner, resource, rules),
    }
}

/// Whether one element of a multi-valued attribute matches a value filter. An element that is a plain value
/// is compared as its own `value`.
pub fn matches_element(filter: &Filter, element: &Value) -> bool {
    if element.is_object() {
        return matches(filter, element, &IgnoreCase);
    }
    matches(filter, &serde_json::json!({ "value": element }), &IgnoreCase)
}

fn compares(path: &Path, op: CompareOp, expected: &Value, resource: &Value, rules: &dyn CaseRules) -> bool {
    let found = access::values(resource, path);
    if expected.is_null() {
        return found.is_empty() == (op == CompareOp::Eq);
    }
    if found.is_empty() {
        return op == CompareOp::Ne;
    }
    let exact = rules.case_exact(path);
    found.into_iter().any(|actual| holds(op, comparable(actual), expected, exact))
}

/// A complex value compares by its `value` sub-attribute (RFC 7643 §2.4).
fn comparable(value: &Value) -> &Value {
    if value.is_object() { access::member(value, "value").unwrap_or(value) } else { value }
}

fn holds(op: CompareOp, actual: &Value, expected: &Value, exact: bool) -> bool {
    match (actual, expected) {
        (Value::String(actual), Value::String(expected)) => string_holds(op, actual, expected, exact),
        (Value::Bool(actual), _) => as_boolean(expected).is_some_and(|expected| match op {
            CompareOp::Eq => *actual == expected,
            CompareOp::Ne => *actual != expected,
            _ => false,
        }),
        (Value::Number(actual), Value::Number(expected)) => {
            actual.as_f64().partial_cmp(&expected.as_f64()).is_some_and(|order| ordered(op, order))
        }
        _ => op == CompareOp::Ne,
    }
}

fn string_holds(op: CompareOp, actual: &str, expected: &str, exact: bool) -> bool {
    if let (Ok(actual), Ok(expected)) = (actual.parse::<Timestamp>(), expected.parse::<Timestamp>()) {
        return ordered(op, actual.cmp(&expected));
    }
    let fold = |text: &str| if exact { text.to_owned() } else { text.to_lowercase() };
    let (actual, expected) = (fold(actual), fold(expected));
    match op {
        CompareOp::Co => actual.contains(&expected),
        CompareOp::Sw => actual.starts_with(&expected),
        CompareOp::Ew => actual.ends_with(&expected),
        _ => ordered(op, actual.cmp(&expected)),
    }
}

fn ordered(op: CompareOp, order: Ordering) -> bool {
    match op {
        CompareOp::Eq => order.is_eq(),
        CompareOp::Ne => order.is_ne(),
        CompareOp::Gt => order.is_gt(),
        CompareOp::Ge => order.is_ge(),
        CompareOp::Lt => order.is_lt(),
        CompareOp::Le => order.is_le(),
        CompareOp::Co | CompareOp::Sw | CompareOp::Ew => false,
    }
}

/// The boolean a value stands for: itself, or the words `true` and `false` in any case, as Entra writes them.
pub fn as_boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(word) if word.eq_ignore_ascii_case("true") => Some(true),
        Value::String(word) if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// Whether a value counts as present: neither `null` nor an empty string, list or object.
fn is_assigned(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::Object(members) => !members.is_empty(),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn matched(filter: &str) -> bool {
        let user = json!({
            "userName": "Mira@example.com", "active": false, "loginCount": 3,
            "emails": [{"type": "work", "value": "mira@example.com", "primary": true}, {"type": "other", "value": "m@x.example"}],
            "meta": {"lastModified": "2026-01-09T08:15:00Z"},
        });
        matches(&filter.parse().unwrap(), &user, &IgnoreCase)
    }

    #[test]
    fn comparisons() {
        for filter in [
            "userName eq \"mira@EXAMPLE.com\"",
            "userName sw \"mira\"",
            "userName ew \".com\"",
            "userName co \"@\"",
            "userName ne \"other\"",
            "emails eq \"m@x.example\"",
            "emails[type eq \"work\"].value eq \"mira@example.com\"",
            "emails[type eq \"work\" and primary eq \"True\"]",
            "active eq \"False\"",
            "active eq false",
            "not (active eq true)",
            "loginCount gt 2 and loginCount le 3",
            "meta.lastModified ge \"2026-01-09T09:15:00+01:00\"",
            "title eq null",
            "emails pr and not (title pr)",
        ] {
            assert!(matched(filter), "{filter}");
        }
    }

    #[test]
    fn decoys_do_not_match() {
        for filter in [
            "userName eq \"mira\"",
            "emails[type eq \"work\"].value eq \"m@x.example\"",
            "emails[type eq \"home\"]",
            "active eq \"True\"",
            "loginCount lt 3",
            "meta.lastModified gt \"2026-01-09T08:15:00Z\"",
            "title pr",
            "userName eq true",
        ] {
            assert!(!matched(filter), "{filter}");
        }
    }
}
