//! Whether a read shows the write in front of it, and how long to wait until it does.

use std::collections::HashMap;
use std::time::Duration;

use serde_json::Value;

use crate::check::{case, expect};
use crate::entra::step::{Name, Shown};
use crate::http::Exchange;
use crate::scim::{Path, access};

/// First pause between two reads; each further one is twice as long.
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(50);
/// Longest pause between two reads.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// Ids captured so far, by name.
pub(super) type Captures = HashMap<Name, String>;

/// Whether the answer shows all of it.
pub(super) fn shows<'a>(
    exchange: &Exchange,
    shown: impl IntoIterator<Item = &'a Shown>,
    captures: &Captures,
) -> bool {
    shown.into_iter().all(|shown| shows_one(exchange, shown, captures))
}

fn shows_one(exchange: &Exchange, shown: &Shown, captures: &Captures) -> bool {
    let body = exchange.json().filter(|_| exchange.succeeded());
    match shown {
        Shown::Status(status) => exchange.status() == Some(*status),
        Shown::Value(path, value) => {
            let expected = fill_value(value, captures);
            let shown = values(body, path);
            let has = |value: &Value| shown.iter().any(|actual| expect::arrived(value, actual));
            expected.as_array().map_or_else(|| has(&expected), |items| items.iter().all(has))
        }
        Shown::Named(path, name) => {
            let is = |shown: &&Value| {
                shown.as_str().is_some_and(|shown| shown.to_lowercase() == name.to_lowercase())
            };
            values(body, path).iter().any(is)
        }
        Shown::Absent(path) => body.is_some() && values(body, path).is_empty(),
        Shown::Total(total) => {
            body.and_then(|body| access::member(body, "totalResults")).and_then(Value::as_u64) == Some(*total)
        }
        Shown::Found(name) => body.is_some_and(|body| is_listed(body, captures.get(*name))),
        Shown::NotFound(name) => body.is_some_and(|body| !is_listed(body, captures.get(*name))),
        Shown::After(_, shown) => shows_one(exchange, shown, captures),
        Shown::Member(name) => body.is_some_and(|body| is_member(body, captures.get(*name))),
        Shown::NoMember(name) => body.is_some_and(|body| !is_member(body, captures.get(*name))),
        Shown::Expected(expect) => case::is_met(expect, exchange, &|name| captures.get(name).cloned()),
    }
}

fn values<'a>(body: Option<&'a Value>, path: &str) -> Vec<&'a Value> {
    match (body, path.parse::<Path>()) {
        (Some(body), Ok(path)) => access::values(body, &path),
        _ => Vec::new(),
    }
}

fn is_listed(body: &Value, id: Option<&String>) -> bool {
    let resources = body.as_array().or_else(|| access::member(body, "Resources")?.as_array());
    let has = |hit: &Value| access::id(hit).as_ref() == id;
    id.is_some() && resources.is_some_and(|resources| resources.iter().any(has))
}

fn is_member(body: &Value, id: Option<&String>) -> bool {
    let members = access::member(body, "members").and_then(Value::as_array);
    let has =
        |member: &Value| access::member(member, "value").and_then(Value::as_str) == id.map(String::as_str);
    id.is_some() && members.is_some_and(|members| members.iter().any(has))
}

/// Replaces placeholders in a JSON value.
pub(super) fn fill_value(value: &Value, captures: &Captures) -> Value {
    match value {
        Value::String(text) => Value::String(fill(text, captures, &str::to_owned)),
        Value::Array(items) => items.iter().map(|item| fill_value(item, captures)).collect(),
        Value::Object(members) => {
            members.iter().map(|(name, value)| (name.clone(), fill_value(value, captures))).collect()
        }
        other => other.clone(),
    }
}

/// Replaces placeholders in a text, escaped for where they stand.
pub(super) fn fill(text: &str, captures: &Captures, escape: &dyn Fn(&str) -> String) -> String {
    if !text.contains("{{") {
        return text.to_owned();
    }
    captures.iter().fold(text.to_owned(), |text, (name, value)| {
        let value = if name.starts_with('@') { value.clone() } else { escape(value) };
        text.replace(&format!("{{{{{name}}}}}"), &value)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn placeholders_are_filled() {
        let captures = Captures::from([(Name::Borrowed("user"), "a/b".to_owned())]);
        assert_eq!(fill_value(&json!({"value": ["{{user}}"]}), &captures), json!({"value": ["a/b"]}));
        assert_eq!(fill("/Users/{{user}}", &captures, &crate::entra::query::encode_segment), "/Users/a%2Fb");
    }
}
