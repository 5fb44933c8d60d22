//! A filter as a faulty server reads it.

use serde_json::Value;

use crate::scim::filter::{CompareOp, Filter};
use crate::scim::{Path, urn};
use crate::server::fault::{Fault, FaultSet};
use crate::server::store::Kind;

/// The text of a filter as a faulty server's reader takes it. `None`: it is no filter, and everything matches.
pub(super) fn text(faults: &FaultSet, text: &str) -> Option<String> {
    let words: Vec<&str> = text.splitn(3, ' ').collect();
    let [attribute, operator, value] = words[..] else { return Some(tail_cut(faults, text)) };
    if faults.has(Fault::UnquotedMatchesAll) && !text.contains('"') && operator == "eq" && value.contains('@')
    {
        return None;
    }
    if faults.has(Fault::UnknownOperatorGuessed) && !is_operator(operator) {
        return Some(format!("{attribute} eq {value}"));
    }
    if faults.has(Fault::OperatorsExact) && operator.starts_with(char::is_uppercase) {
        return Some(String::new());
    }
    Some(tail_cut(faults, text))
}

fn is_operator(word: &str) -> bool {
    ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr", "and", "or"].contains(&word)
        || word.starts_with('(')
}

/// What stands in front of the place where the reader does not know how to go on, if that is a filter.
fn tail_cut(faults: &FaultSet, text: &str) -> String {
    let whole = text.to_owned();
    let Err(error) = text.parse::<Filter>() else { return whole };
    let head: String = text.chars().take(error.position).collect();
    if faults.has(Fault::FilterTailIgnored) && head.parse::<Filter>().is_ok() { head } else { whole }
}

/// How many conditions a filter has.
pub(super) fn length(filter: &Filter) -> usize {
    match filter {
        Filter::And(left, right) | Filter::Or(left, right) => length(left) + length(right),
        Filter::Not(inner) => length(inner),
        _ => 1,
    }
}

/// A filter that everybody matches.
pub(super) fn anything() -> Filter {
    Filter::Present(Path::attribute("id"))
}

/// A filter that nobody matches.
pub(super) fn nothing() -> Filter {
    Filter::Not(Box::new(anything()))
}

/// The filter as a faulty server evaluates it.
pub(super) fn filter(faults: &FaultSet, kind: Kind, filter: Filter) -> Filter {
    let inner = |part: Box<Filter>| Box::new(self::filter(faults, kind, *part));
    match filter {
        Filter::And(left, right) => conjunction(faults, *inner(left), inner(right)),
        Filter::Or(left, right) => disjunction(faults, inner(left), *inner(right)),
        Filter::Not(negated) if faults.has(Fault::NotIgnored) => *inner(negated),
        Filter::Not(negated) => Filter::Not(inner(negated)),
        Filter::Present(_) if faults.has(Fault::PresentAlways) => anything(),
        Filter::Present(path) => Filter::Present(path),
        Filter::Element(path) => element(faults, path),
        Filter::Compare(path, ..) if is_dropped(faults, kind, &path) => anything(),
        Filter::Compare(path, op, value) => comparison(faults, path, op, value),
    }
}

fn conjunction(faults: &FaultSet, left: Filter, right: Box<Filter>) -> Filter {
    match left {
        _ if faults.has(Fault::AndTakesLast) => *right,
        Filter::Or(first, second) if faults.has(Fault::ParenthesesIgnored) => {
            Filter::Or(first, Box::new(Filter::And(second, right)))
        }
        left => Filter::And(Box::new(left), right),
    }
}

fn disjunction(faults: &FaultSet, left: Box<Filter>, right: Filter) -> Filter {
    match right {
        _ if faults.has(Fault::OrTakesFirst) => *left,
        Filter::And(second, third) if faults.has(Fault::LeftToRight) => {
            Filter::And(Box::new(Filter::Or(left, second)), third)
        }
        right => Filter::Or(left, Box::new(right)),
    }
}

/// A value path: its conditions apply to one element together.
fn element(faults: &FaultSet, path: Path) -> Filter {
    let with = |inner: Filter| Filter::Element(Path { filter: Some(Box::new(inner)), ..path.clone() });
    match path.filter.as_deref() {
        Some(Filter::And(left, right)) if faults.has(Fault::ValuePathAcrossValues) => {
            Filter::And(Box::new(with((**left).clone())), Box::new(with((**right).clone())))
        }
        Some(inner) if faults.has(Fault::ValuePathAlwaysEquals) => with(with_equals(inner)),
        _ => Filter::Element(path),
    }
}

fn with_equals(filter: &Filter) -> Filter {
    let inner = |part: &Filter| Box::new(with_equals(part));
    match filter {
        Filter::Compare(path, _, value) => Filter::Compare(path.clone(), CompareOp::Eq, value.clone()),
        Filter::And(left, right) => Filter::And(inner(left), inner(right)),
        Filter::Or(left, right) => Filter::Or(inner(left), inner(right)),
        Filter::Not(negated) => Filter::Not(inner(negated)),
        other => other.clone(),
    }
}

fn comparison(faults: &FaultSet, path: Path, op: CompareOp, value: Value) -> Filter {
    if matches_all(faults, &path, op, &value) {
        return anything();
    }
    if faults.has(Fault::NamePartsMixed) && path.is_attribute("name") {
        let part = |sub: &str| Path { sub: Some(sub.to_owned()), ..path.clone() };
        let compare = |sub| Box::new(Filter::Compare(part(sub), op, value.clone()));
        return Filter::Or(compare("givenName"), compare("familyName"));
    }
    if faults.has(Fault::MembersValueIgnored) && path.is_attribute("members") && path.sub.is_some() {
        return Filter::Present(Path::attribute("members"));
    }
    let op = operator(faults, op, &value);
    Filter::Compare(looked_up(faults, path), op, literal(faults, value))
}

fn is_dropped(faults: &FaultSet, kind: Kind, path: &Path) -> bool {
    kind == Kind::User && path.is_attribute("displayName") && faults.has(Fault::DisplayNameDropped)
}

fn matches_all(faults: &FaultSet, path: &Path, op: CompareOp, value: &Value) -> bool {
    let bare_emails = path.is_attribute("emails") && path.sub.is_none();
    let resource_type =
        path.is_attribute("meta") && path.sub.as_deref().is_some_and(|sub| sub == "resourceType");
    [
        (Fault::NotEqualMatchesAll, op == CompareOp::Ne && value.is_string()),
        (Fault::QuotedBooleanMatchesAll, path.is_attribute("active") && value.is_string()),
        (Fault::NullMatchesAll, value.is_null()),
        (Fault::BareEmailsMatchAll, bare_emails),
        (Fault::ResourceTypeIgnored, resource_type),
        (Fault::SchemasFilterIgnored, path.is_attribute("schemas")),
    ]
    .into_iter()
    .any(|(fault, fits)| fits && faults.has(fault))
}

fn operator(faults: &FaultSet, op: CompareOp, value: &Value) -> CompareOp {
    let text = value.as_str().is_some_and(|text| text.parse::<jiff::Timestamp>().is_err());
    match op {
        CompareOp::Co if faults.has(Fault::ContainsAsPrefix) => CompareOp::Sw,
        CompareOp::Sw if faults.has(Fault::StartsWithAsContains) => CompareOp::Co,
        CompareOp::Ew if faults.has(Fault::EndsWithAsContains) => CompareOp::Co,
        CompareOp::Gt if text && faults.has(Fault::GreaterIncludesEqual) => CompareOp::Ge,
        op => op,
    }
}

/// The column the path is looked up in.
fn looked_up(faults: &FaultSet, path: Path) -> Path {
    let plain = path.urn.as_deref().is_some_and(urn::is_extension) && path.name != "manager";
    if plain && faults.has(Fault::ExtensionFilterMisses) {
        return Path { urn: None, ..path };
    }
    if path.filter.is_some() && faults.has(Fault::WorkEmailOfAnyType) {
        return Path { filter: None, ..path };
    }
    let values = path.filter.is_none() && path.is_attribute("emails") && path.sub.is_some();
    if values && faults.has(Fault::OnlyPrimaryFiltered) {
        let primary = Filter::Compare(Path::attribute("primary"), CompareOp::Eq, Value::Bool(true));
        return Path { filter: Some(Box::new(primary)), ..path };
    }
    path
}

fn literal(faults: &FaultSet, value: Value) -> Value {
    match value {
        Value::Bool(false) if faults.has(Fault::FalseReadAsTrue) => Value::Bool(true),
        Value::String(text) if faults.has(Fault::EscapesKept) => {
            Value::String(text.replace('\\', "\\\\").replace('"', "\\\""))
        }
        Value::String(text) if faults.has(Fault::ZoneIgnored) && text.ends_with("+05:30") => {
            Value::String(text.replace("+05:30", "Z"))
        }
        other => other,
    }
}
