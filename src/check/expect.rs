//! Comparisons the checks share: status codes, list answers, and values sent against values shown.

use serde_json::Value;

use super::Finding;
use super::evidence::Seen;
use crate::http::Exchange;
use crate::scim::{Path, access, eval, urn};
use crate::text::cut;

/// Longest piece of a body that is quoted.
const QUOTE: usize = 160;

/// A finding unless the status is one of these.
pub fn status(seen: &Seen, accepted: &[u16], message: &str) -> Vec<Finding> {
    if accepted.contains(&seen.status()) {
        return Vec::new();
    }
    let words: Vec<String> = accepted.iter().map(u16::to_string).collect();
    vec![Finding::at(seen.exchange, message).expected(words.join(" or "), answer(seen.exchange))]
}

/// The answer in short: its status, and what the server says of it.
pub fn answer(exchange: &Exchange) -> String {
    let Some(response) = exchange.response() else { return "no answer".to_owned() };
    let detail = exchange.json().and_then(|body| access::member(body, "detail")).and_then(Value::as_str);
    let text = detail.map_or_else(|| first_line(&response.body), str::to_owned);
    let code = response.status;
    if code >= 400 && !text.is_empty() { format!("{code}: {}", cut(&text, QUOTE)) } else { code.to_string() }
}

fn first_line(body: &str) -> String {
    body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// A value as JSON, cut where it is long.
pub fn quote(value: &Value) -> String {
    cut(&value.to_string(), QUOTE)
}

/// What keeps an answer from being a list of resources; the first thing only.
pub fn list(seen: &Seen) -> Option<Finding> {
    let finding = |message: &str| Finding::at(seen.exchange, message);
    if seen.status() != 200 {
        return Some(finding("the query is not answered with 200").expected("200", answer(seen.exchange)));
    }
    let Some(body) = seen.body() else {
        let actual = seen.exchange.json().map_or_else(|| cut(&raw(seen), 80), quote);
        return Some(finding("the answer is not a JSON object").expected("a ListResponse", actual));
    };
    let schemas = access::member(body, "schemas").and_then(Value::as_array);
    let lists = |schema: &Value| schema.as_str().is_some_and(|schema| urn::same(schema, urn::LIST_RESPONSE));
    if !schemas.is_some_and(|schemas| schemas.iter().any(lists)) {
        let actual = access::member(body, "schemas").map_or_else(|| "nothing".to_owned(), quote);
        return Some(
            finding("the answer does not name the ListResponse schema")
                .expected(urn::LIST_RESPONSE, actual)
                .pointer("/schemas"),
        );
    }
    let total = access::member(body, "totalResults");
    let Some(total) = total.and_then(Value::as_u64) else {
        let actual = total.map_or_else(|| "nothing".to_owned(), quote);
        return Some(
            finding("totalResults is not a number").expected("a number", actual).pointer("/totalResults"),
        );
    };
    let resources = access::member(body, "Resources");
    match resources {
        Some(Value::Array(_)) => None,
        None if total == 0 => None,
        other => {
            let actual = other.map_or_else(|| "nothing".to_owned(), quote);
            Some(
                finding("Resources is not a list")
                    .expected("a list of resources", actual)
                    .pointer("/Resources"),
            )
        }
    }
}

fn raw(seen: &Seen) -> String {
    seen.exchange.response().map(|response| first_line(&response.body)).unwrap_or_default()
}

/// A finding unless the query was answered with 200 and JSON. How the list is wrapped is another check's
/// matter.
fn unanswered(seen: &Seen) -> Option<Finding> {
    let finding = |message: &str| Finding::at(seen.exchange, message);
    if seen.status() != 200 {
        return Some(finding("the query is not answered with 200").expected("200", answer(seen.exchange)));
    }
    if seen.exchange.json().is_none_or(|body| !body.is_object() && !body.is_array()) {
        return Some(finding("the answer is not JSON").expected("a ListResponse", cut(&raw(seen), 80)));
    }
    None
}

/// Findings unless the query was answered with an empty list.
pub fn empty_list(seen: &Seen) -> Vec<Finding> {
    if let Some(finding) = unanswered(seen) {
        return vec![finding];
    }
    let total = seen.body().and_then(|body| access::member(body, "totalResults")).and_then(Value::as_u64);
    let found = seen.resources().len();
    if total.unwrap_or_default() == 0 && found == 0 {
        return Vec::new();
    }
    let actual = format!("totalResults {}, {found} in Resources", total.unwrap_or_default());
    let message = "a query for a value nobody has finds something";
    vec![
        Finding::at(seen.exchange, message)
            .expected("totalResults 0, no Resources", actual)
            .pointer("/totalResults"),
    ]
}

/// Findings unless the query found exactly the resource that was created there.
///
/// What else it finds gives an ignored or too generous filter away.
pub fn only_hit(seen: &Seen, created: &Seen) -> Vec<Finding> {
    if let Some(finding) = unanswered(seen) {
        return vec![finding];
    }
    let hits = seen.resources().iter().filter(|hit| is_created(hit, created)).count();
    let others = seen.resources().len() - hits;
    let id = created.body().and_then(access::id).unwrap_or_default();
    let expected = format!("the resource with id {id}");
    let finding = |message: &str, actual: String| {
        vec![Finding::at(seen.exchange, message).expected(expected.clone(), actual).pointer("/Resources")]
    };
    match (hits, others) {
        (0, 0) => finding("the filter does not find the resource", "no resource".to_owned()),
        (0, _) => finding("the filter returns other resources", format!("{others} other resources")),
        (_, 0) => Vec::new(),
        (_, _) => finding(
            "the filter also returns resources that do not match",
            format!("{others} further resources"),
        ),
    }
}

/// Whether a hit is the created resource: by id, or by its name where the list shows no ids.
pub fn is_created(hit: &Value, created: &Seen) -> bool {
    if let Some(id) = access::id(hit) {
        return Some(id) == created.body().and_then(access::id);
    }
    let name = naming(created.sent());
    access::member(hit, name) == access::member(created.sent(), name)
}

/// The attribute that names a resource of the kind that was sent.
fn naming(sent: &Value) -> &'static str {
    if access::member(sent, "userName").is_some() { "userName" } else { "displayName" }
}

/// Whether one of the hits has that `userName`, letter case aside.
pub fn has_user_name(seen: &Seen, name: &str) -> bool {
    let named = |hit: &Value| {
        access::member(hit, "userName").and_then(Value::as_str).is_some_and(|n| n.eq_ignore_ascii_case(name))
    };
    seen.resources().iter().any(named)
}

/// The `userName` of a create request.
pub fn sent_name<'a>(create: &Seen<'a>) -> &'a str {
    access::member(create.sent(), "userName").and_then(Value::as_str).unwrap_or_default()
}

/// Whether a shown value is what was sent, as far as SCIM lets it differ: booleans may have been sent as
/// words, references are shown as an object, nothing is the same as an empty value.
pub fn same(sent: &Value, shown: &Value) -> bool {
    match (sent, shown) {
        (_, Value::Bool(shown)) => eval::as_boolean(sent) == Some(*shown),
        (Value::Number(sent), Value::Number(shown)) => sent.as_f64() == shown.as_f64(),
        (Value::String(_), Value::Object(_)) => {
            access::member(shown, "value").is_some_and(|value| same(sent, value))
        }
        (Value::String(text), Value::String(other)) => text == other || same_instant(text, other),
        (Value::Object(members), Value::Object(_)) => members.iter().all(|(name, value)| {
            is_empty(value) || access::member(shown, name).is_some_and(|other| same(value, other))
        }),
        (Value::Array(items), Value::Array(others)) => {
            items.iter().all(|item| others.iter().any(|other| same(item, other)))
        }
        _ => sent == shown,
    }
}

fn same_instant(left: &str, right: &str) -> bool {
    match (left.parse::<jiff::Timestamp>(), right.parse::<jiff::Timestamp>()) {
        (Ok(left), Ok(right)) => left == right,
        _ => false,
    }
}

/// Whether a shown value is the one that was written, its form aside: letter case, and the punctuation of a
/// telephone number. What a write must do is judged by this; `users/values-unchanged` judges the form.
pub fn arrived(sent: &Value, shown: &Value) -> bool {
    let (Some(sent_text), Some(shown_text)) = (sent.as_str(), shown.as_str()) else {
        return same(sent, shown);
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let number = sent_text.starts_with('+') && digits(sent_text) == digits(shown_text);
    number || sent_text.to_lowercase() == shown_text.to_lowercase() || same(sent, shown)
}

/// Whether a value stands for "unassigned" (RFC 7643 §2.5).
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

/// A difference between what was sent and what is shown.
pub struct Difference {
    /// Where, as a JSON pointer into the sent body.
    pub pointer: String,
    /// What was sent.
    pub sent: Value,
    /// What is shown; `None` when it is missing.
    pub shown: Option<Value>,
}

impl Difference {
    /// As a finding on that exchange.
    pub fn finding(self, exchange: &Exchange) -> Finding {
        let name = self.pointer.trim_start_matches('/').replace("~1", "/").replace('/', ".");
        let message = match self.shown {
            Some(_) => format!("{name} is not shown as it was sent"),
            None => format!("{name} was sent but is missing"),
        };
        let actual = self.shown.map_or_else(|| "nothing".to_owned(), |shown| quote(&shown));
        Finding::at(exchange, message).expected(quote(&self.sent), actual).pointer(self.pointer)
    }
}

/// What of a create request's attributes is not shown as sent. Never returned attributes and the envelope
/// (`schemas`, `meta`) are left out.
pub fn differences(sent: &Value, shown: &Value) -> Vec<Difference> {
    let Value::Object(members) = sent else { return Vec::new() };
    let mut found = Vec::new();
    for (name, value) in
        members.iter().filter(|(name, _)| !["schemas", "meta", "password"].contains(&name.as_str()))
    {
        compare(value, access::member(shown, name), &pointer("", name), &mut found);
    }
    found
}

fn compare(sent: &Value, shown: Option<&Value>, at: &str, found: &mut Vec<Difference>) {
    if is_empty(sent) {
        return;
    }
    let mut differ = |sent: &Value, shown: Option<&Value>| {
        found.push(Difference { pointer: at.to_owned(), sent: sent.clone(), shown: shown.cloned() });
    };
    match (sent, shown.filter(|shown| !is_empty(shown))) {
        (_, None) => differ(sent, None),
        (Value::Object(members), Some(shown @ Value::Object(_))) => {
            for (name, value) in members {
                compare(value, access::member(shown, name), &pointer(at, name), found);
            }
        }
        (Value::Array(items), Some(Value::Array(others))) => compare_elements(items, others, at, found),
        (sent, Some(shown)) if !same(sent, shown) => differ(sent, Some(shown)),
        _ => {}
    }
}

/// Elements correspond by `type`, or else by equality; the order means nothing.
fn compare_elements(items: &[Value], others: &[Value], at: &str, found: &mut Vec<Difference>) {
    for (index, item) in items.iter().enumerate() {
        if others.iter().any(|other| same(item, other)) {
            continue;
        }
        let kind = access::member(item, "type");
        let twin = others.iter().find(|other| kind.is_some() && access::member(other, "type") == kind);
        compare(item, twin, &pointer(at, &index.to_string()), found);
    }
}

/// One step deeper into a document (RFC 6901).
pub fn pointer(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// Findings on a PATCH and the read behind it: refused, or without effect.
pub fn effect(patch: &Seen, read: Option<Seen>) -> Vec<Finding> {
    let refused = status(patch, &[200, 204], "the PATCH is refused");
    let Some(read) = read.filter(|_| refused.is_empty()) else { return refused };
    let Some(body) = read.body().filter(|_| read.succeeded()) else {
        return status(&read, &[200], "the resource cannot be read after the PATCH");
    };
    let findings =
        written(patch.sent()).into_iter().filter_map(|(path, value)| shown(&path, &value, body, &read));
    findings.map(|finding| finding.caused_by(patch.exchange)).collect()
}

/// A finding unless the resource shows the value at the path.
pub fn shown(path: &str, value: &Value, body: &Value, read: &Seen) -> Option<Finding> {
    let parsed: Path = path.parse().ok()?;
    let actual = access::values(body, &parsed);
    let has = |value: &Value| actual.iter().any(|actual| arrived(value, actual));
    // A list stands for its elements; what else is there is not the matter.
    let whole = value.as_array().is_some_and(|items| !items.is_empty() && items.iter().all(has));
    if is_empty(value) && actual.is_empty() || whole || has(value) {
        return None;
    }
    let text = actual.first().map_or_else(|| "nothing".to_owned(), |actual| quote(actual));
    let message = format!("{path} is not what the PATCH made it");
    Some(Finding::at(read.exchange, message).expected(quote(value), text).pointer(place(&parsed)))
}

/// Where a path's attribute stands in a resource.
pub fn place(path: &Path) -> String {
    let home =
        path.urn.as_deref().filter(|urn| !urn::is_core(urn)).map(|urn| pointer("", urn)).unwrap_or_default();
    let attribute = pointer(&home, &path.name);
    match (&path.filter, &path.sub) {
        (None, Some(sub)) => pointer(&attribute, sub),
        _ => attribute,
    }
}

/// The values a PATCH writes, by path; of several for one path the last.
pub fn written(patch: &Value) -> Vec<(String, Value)> {
    let operations = access::member(patch, "Operations").and_then(Value::as_array);
    let mut written: Vec<(String, Value)> = Vec::new();
    for operation in operations.into_iter().flatten() {
        let value = access::member(operation, "value").cloned().unwrap_or_default();
        match (access::member(operation, "path").and_then(Value::as_str), value) {
            (Some(path), value) => written.push((path.to_owned(), value)),
            (None, Value::Object(members)) => written.extend(members),
            (None, _) => {}
        }
    }
    let last =
        |at: usize, path: &str| !written[at + 1..].iter().any(|(other, _)| other.eq_ignore_ascii_case(path));
    let kept: Vec<bool> = written.iter().enumerate().map(|(at, (path, _))| last(at, path)).collect();
    written.into_iter().zip(kept).filter_map(|(entry, kept)| kept.then_some(entry)).collect()
}

/// The ids among the members of a read group.
pub fn member_ids<'a>(group: &Seen<'a>) -> Vec<&'a str> {
    group.body().map(members_of).unwrap_or_default()
}

/// The ids among a group's members.
pub fn members_of(group: &Value) -> Vec<&str> {
    let members = access::member(group, "members").and_then(Value::as_array);
    let values = members.into_iter().flatten().filter_map(|member| access::member(member, "value"));
    values.filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_enough() {
        assert!(same(&json!("False"), &json!(false)));
        assert!(same(&json!("u-1"), &json!({"value": "u-1", "$ref": "x"})));
        assert!(same(&json!("2026-01-09T08:15:00Z"), &json!("2026-01-09T09:15:00+01:00")));
        assert!(!same(&json!("False"), &json!("false")), "a word is not a boolean");
        assert!(!same(&json!("+14255550100"), &json!("+1 425 555 0100")));
    }

    #[test]
    fn differences_are_the_smallest() {
        let sent = json!({"schemas": [], "userName": "a", "emails": [{"type": "work", "value": "x", "primary": true}],
            "roles": [], "name": {"givenName": "Zoë", "familyName": "B"}, "active": true});
        let shown = json!({"userName": "A", "name": {"givenName": "Zo", "familyName": "B"}, "active": "true",
            "emails": [{"type": "home", "value": "y"}, {"type": "work", "value": "z", "primary": true}]});
        let found: Vec<String> = differences(&sent, &shown).into_iter().map(|d| d.pointer).collect();
        assert_eq!(found, ["/userName", "/emails/0/value", "/name/givenName", "/active"]);
    }

    #[test]
    fn the_last_write_counts() {
        let patch = json!({"Operations": [
            {"op": "replace", "path": "title", "value": "a"},
            {"op": "replace", "value": {"title": "b", "name.givenName": "c"}},
        ]});
        assert_eq!(
            written(&patch),
            [("title".to_owned(), json!("b")), ("name.givenName".to_owned(), json!("c"))]
        );
    }
}
