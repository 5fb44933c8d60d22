//! Judging an app's own case: its steps in order, each against what the suite expects of its answer.

use std::collections::HashMap;

use serde_json::Value;

use super::evidence::{Evidence, Seen};
use super::{Finding, Judged, Unjudged, expect};
use crate::http::{Exchange, Method};
use crate::scim::{Path, access};
use crate::suite::case::{Expect, HeaderRule, JsonRule, Statuses, matches_whole};
use crate::suite::{Case, CaseResource, CaseStep};
use crate::verdict::SkipKind;

/// Judges a case. The first step that is not as expected decides: what follows rests on it.
pub(super) fn judge(case: &Case, e: &Evidence) -> Judged {
    let mut values = known(case, e);
    let mut write = None;
    for (at, step) in case.steps.iter().enumerate() {
        let seen = e.seen(&case.step_id(at))?;
        let told = if case.steps.len() > 1 { format!("step {}: ", at + 1) } else { String::new() };
        let value = |name: &str| values.get(name).cloned();
        let findings = match &step.expect {
            Some(expect) => findings(&expect.filled(&value), seen.exchange)?,
            None => goes_on(&told, step, &seen).map(|()| Vec::new())?,
        };
        if !findings.is_empty() {
            return Ok(findings.into_iter().map(|finding| told_as(&told, finding, write)).collect());
        }
        capture(step, &seen, &mut values);
        if step.request.method != Method::Get {
            write = Some(seen.exchange);
        }
    }
    Ok(Vec::new())
}

/// A finding of a read names the write in front of it.
fn told_as(told: &str, mut finding: Finding, write: Option<&Exchange>) -> Finding {
    finding.message = format!("{told}{}", finding.message);
    let is_read = finding.request.as_ref().is_some_and(|request| request.method == Method::Get);
    match write.filter(|_| is_read) {
        Some(write) => finding.caused_by(write),
        None => finding,
    }
}

/// A step that expects nothing sets up the next one, and has to succeed.
fn goes_on(told: &str, step: &CaseStep, seen: &Seen) -> Result<(), Unjudged> {
    if seen.succeeded() {
        return Ok(());
    }
    let answer = expect::answer(seen.exchange);
    let (method, path) = (step.request.method, &step.request.path);
    Err(Unjudged::Skipped(SkipKind::NeedsStep, format!("{told}{method} {path} was answered with {answer}")))
}

/// What the placeholders stand for before the first step.
fn known(case: &Case, e: &Evidence) -> HashMap<String, String> {
    let header = &e.transcript().header;
    let mut values =
        HashMap::from([("run".to_owned(), header.run.clone()), ("domain".to_owned(), header.domain.clone())]);
    for kind in [CaseResource::User, CaseResource::Group] {
        let Some(created) = e.find(&case.set_up_id(kind)) else { continue };
        let name = access::member(created.sent(), kind.naming_attribute()).and_then(Value::as_str);
        values.extend(name.map(|name| (kind.name_placeholder().to_owned(), name.to_owned())));
        let id = created.body().and_then(access::id);
        values.extend(id.map(|id| (kind.placeholder().to_owned(), id)));
    }
    values
}

/// Keeps what later steps use.
fn capture(step: &CaseStep, seen: &Seen, values: &mut HashMap<String, String>) {
    for (name, pointer) in &step.capture {
        let value = pointer.as_str().and_then(|pointer| seen.exchange.json()?.pointer(pointer));
        match value {
            Some(Value::String(text)) => values.insert(name.clone(), text.clone()),
            Some(Value::Number(number)) => values.insert(name.clone(), number.to_string()),
            _ => values.remove(name),
        };
    }
}

/// Whether an answer is as expected, so that a read need not be repeated.
pub(crate) fn is_met(expect: &Expect, exchange: &Exchange, value: &dyn Fn(&str) -> Option<String>) -> bool {
    // An expression that takes too long does so again on the next read.
    findings(&expect.filled(value), exchange).map_or(true, |findings| findings.is_empty())
}

/// How an answer differs from what is expected of it.
fn findings(expect: &Expect, exchange: &Exchange) -> Judged {
    let mut found: Vec<Finding> =
        expect.status.iter().filter_map(|wanted| status(wanted, exchange)).collect();
    if !found.is_empty() {
        // Of another answer nothing else can be expected.
        return Ok(found);
    }
    for rule in &expect.headers {
        found.extend(header(rule, exchange)?);
    }
    if expect.json.is_empty() {
        return Ok(found);
    }
    let Some(body) = exchange.json() else {
        let finding = Finding::at(exchange, "the answer is not JSON");
        found.push(finding.expected("a JSON body", expect::answer(exchange)));
        return Ok(found);
    };
    for rule in &expect.json {
        found.extend(json(rule, body, exchange)?);
    }
    Ok(found)
}

fn status(wanted: &Statuses, exchange: &Exchange) -> Option<Finding> {
    if exchange.status().is_some_and(|status| wanted.accept(status)) {
        return None;
    }
    let finding = Finding::at(exchange, "the request is answered with another status");
    Some(finding.expected(wanted.to_string(), expect::answer(exchange)))
}

fn header(rule: &HeaderRule, exchange: &Exchange) -> Result<Option<Finding>, Unjudged> {
    let shown = exchange.response().and_then(|response| response.header(&rule.name));
    let differs = |expected: String| {
        let finding = Finding::at(exchange, format!("the header {} is not as expected", rule.name));
        Ok(Some(finding.expected(expected, shown.unwrap_or("no such header"))))
    };
    let Some(text) = shown else {
        return if rule.absent { Ok(None) } else { differs(rule.wanted()) };
    };
    let wrong = rule.absent || rule.equals.as_deref().is_some_and(|wanted| wanted != text);
    if wrong || !fits(rule.matches.as_deref(), text)? {
        return differs(rule.wanted());
    }
    Ok(None)
}

/// Whether the whole text matches, where there is an expression.
fn fits(expression: Option<&str>, text: &str) -> Result<bool, Unjudged> {
    let Some(expression) = expression else { return Ok(true) };
    let too_long =
        |error| Unjudged::not_shown(format!("{expression} cannot be tried on the answer: {error}"));
    matches_whole(expression, text).map_err(too_long)
}

fn json(rule: &JsonRule, body: &Value, exchange: &Exchange) -> Result<Option<Finding>, Unjudged> {
    let values = addressed(rule, body);
    let mut fitting = false;
    for value in &values {
        fitting |= holds(rule, value)?;
    }
    if if rule.absent { values.is_empty() } else { fitting } {
        return Ok(None);
    }
    let actual: Vec<String> = values.iter().map(|value| expect::quote(value)).collect();
    let actual = if actual.is_empty() { "nothing".to_owned() } else { actual.join(", ") };
    let finding = Finding::at(exchange, format!("{} is not as expected", rule.place()));
    let pointer = rule.pointer.clone().or_else(|| Some(expect::place(&rule.path.as_ref()?.parse().ok()?)));
    Ok(Some(Finding { pointer, ..finding.expected(rule.wanted(), actual) }))
}

/// The values that stand there; `null` is no value (RFC 7643 §2.5).
fn addressed<'a>(rule: &JsonRule, body: &'a Value) -> Vec<&'a Value> {
    if let Some(pointer) = &rule.pointer {
        return body.pointer(pointer).filter(|value| !value.is_null()).into_iter().collect();
    }
    let Some(path) = rule.path.as_ref().and_then(|path| path.parse::<Path>().ok()) else { return Vec::new() };
    // Without a filter the attribute itself is meant, a list as a whole.
    match (&path.filter, &path.sub) {
        (None, None) => access::whole(body, &path).into_iter().collect(),
        _ => access::values(body, &path),
    }
}

fn holds(rule: &JsonRule, value: &Value) -> Result<bool, Unjudged> {
    let equals = rule.equals.as_ref().is_none_or(|wanted| is_equal(wanted, value));
    let kind = rule.kind.is_none_or(|kind| kind.holds(value));
    let contains = rule.contains.as_ref().is_none_or(|part| has(value, part));
    if !(equals && kind && contains) {
        return Ok(false);
    }
    match (rule.matches.as_deref(), value) {
        (Some(expression), Value::String(text)) => fits(Some(expression), text),
        (Some(expression), Value::Number(number)) => fits(Some(expression), &number.to_string()),
        (Some(_), _) => Ok(false),
        (None, _) => Ok(true),
    }
}

/// Equality of JSON, where 1 and 1.0 are the same number and the order of members means nothing.
fn is_equal(wanted: &Value, value: &Value) -> bool {
    match (wanted, value) {
        (Value::Number(wanted), Value::Number(value)) => wanted.as_f64() == value.as_f64(),
        (Value::Array(wanted), Value::Array(values)) => {
            wanted.len() == values.len()
                && wanted.iter().zip(values).all(|(wanted, value)| is_equal(wanted, value))
        }
        (Value::Object(wanted), Value::Object(members)) => {
            wanted.len() == members.len() && has_members(members, wanted)
        }
        _ => wanted == value,
    }
}

type Members = serde_json::Map<String, Value>;

fn has_members(members: &Members, wanted: &Members) -> bool {
    wanted.iter().all(|(name, wanted)| members.get(name).is_some_and(|value| is_equal(wanted, value)))
}

/// Whether a text, a list or an object has that part.
fn has(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::String(text), Value::String(part)) => text.contains(part),
        (Value::Array(items), part) => items.iter().any(|item| match (item, part) {
            (Value::Object(members), Value::Object(part)) => has_members(members, part),
            _ => is_equal(part, item),
        }),
        (Value::Object(members), Value::Object(part)) => has_members(members, part),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn holds(rule: &str, body: &Value) -> bool {
        let rule: JsonRule = toml::from_str(rule).expect("a rule");
        let exchange = Exchange::new(
            crate::http::Purpose::Step,
            crate::http::Request { method: Method::Get, url: String::new(), headers: Vec::new(), body: None },
            crate::http::Outcome::Failure(crate::http::Failure {
                kind: crate::http::FailureKind::Lost,
                message: String::new(),
            }),
        );
        super::json(&rule, body, &exchange).expect("judged").is_none()
    }

    #[test]
    fn every_rule_holds_and_fails() {
        let user = json!({
            "userName": "mira@example.com", "active": true, "age": 7, "nickName": null,
            "emails": [{"type": "work", "value": "m@example.com"}, {"type": "home", "value": "h@example.com"}],
            "name": {"givenName": "Mira", "familyName": "Berg"},
            "tags": ["a", "b"],
        });
        for (passes, fails) in [
            ("pointer = '/userName'", "pointer = '/nickName'"),
            ("pointer = '/nickName'\nabsent = true", "pointer = '/active'\nabsent = true"),
            ("pointer = '/age'\nequals = 7.0", "pointer = '/age'\nequals = \"7\""),
            ("pointer = '/active'\ntype = 'boolean'", "pointer = '/active'\ntype = 'string'"),
            ("pointer = '/age'\ntype = 'integer'", "pointer = '/userName'\ntype = 'number'"),
            ("pointer = ''\ntype = 'object'", "pointer = ''\ntype = 'array'"),
            ("pointer = '/userName'\nmatches = '.+@.+'", "pointer = '/userName'\nmatches = 'mira'"),
            ("pointer = '/age'\nmatches = '[0-9]'", "pointer = '/active'\nmatches = 'true'"),
            ("pointer = '/userName'\ncontains = '@'", "pointer = '/userName'\ncontains = '#'"),
            ("pointer = '/tags'\ncontains = 'b'", "pointer = '/tags'\ncontains = 'c'"),
            (
                "pointer = '/emails'\ncontains = { type = 'home' }",
                "pointer = '/emails'\ncontains = { type = 'other' }",
            ),
            (
                "path = 'name'\ncontains = { givenName = 'Mira' }",
                "path = 'name'\nequals = { givenName = 'Mira' }",
            ),
            (
                "path = 'emails[type eq \"home\"].value'\nequals = 'h@example.com'",
                "path = 'emails.value'\nequals = 'x'",
            ),
            ("path = 'emails.value'\nequals = 'h@example.com'", "path = 'emails[type eq \"other\"]'"),
            ("path = 'USERNAME'\nmatches = '.*'", "path = 'title'"),
            ("path = 'tags'\nequals = ['a', 'b']", "path = 'tags'\nequals = ['b', 'a']"),
            ("path = 'nickName'\nabsent = true", "path = 'emails'\nabsent = true"),
        ] {
            assert!(holds(passes, &user), "{passes}");
            assert!(!holds(fails, &user), "{fails}");
        }
    }
}
