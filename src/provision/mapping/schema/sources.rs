//! Where the value of a row comes from (Microsoft Graph, `attributeMappingSource`).

use serde_json::Value;

use super::SchemaError;
use super::rows::Place;
use crate::provision::expression::{Expression, SyntaxError};
use crate::provision::mapping::Source;
use crate::text::nearest;

/// The source of a row. An empty one is what the portal calls None: only a default value may flow.
pub(super) fn read(source: Option<&Value>, is_matching: bool, place: &Place) -> Result<Source, SchemaError> {
    let Some(source) = source.filter(|source| !source.is_null()) else { return Ok(Source::None) };
    let (kind, name, expression) = (text(source, "type"), text(source, "name"), text(source, "expression"));
    match kind.to_ascii_lowercase().as_str() {
        "attribute" => Ok(attribute(name, expression)),
        "constant" => Ok(constant(name, expression)),
        "function" => function(source, expression, is_matching, place),
        "" if name.is_empty() && expression.is_empty() => Ok(Source::None),
        _ => Err(unknown_type(kind, place)),
    }
}

fn text<'a>(source: &'a Value, member: &str) -> &'a str {
    source.get(member).and_then(Value::as_str).unwrap_or_default().trim()
}

/// By name, or by the expression `[name]` where an export has that alone.
fn attribute(name: &str, expression: &str) -> Source {
    let bracketed = expression.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or_default();
    match if name.is_empty() { bracketed } else { name } {
        "" => Source::None,
        name => Source::Direct(name.to_owned()),
    }
}

/// The text is the name; the expression has it in quotes.
fn constant(name: &str, expression: &str) -> Source {
    let quoted = || serde_json::from_str::<String>(expression).unwrap_or_else(|_| expression.to_owned());
    match if name.is_empty() { quoted() } else { name.to_owned() } {
        text if text.is_empty() => Source::None,
        text => Source::Constant(text),
    }
}

/// The text where there is one, as its positions are what people see; else the tree.
fn function(source: &Value, text: &str, is_matching: bool, place: &Place) -> Result<Source, SchemaError> {
    let name = if text.is_empty() { self::text(source, "name") } else { text };
    if is_matching && name.starts_with("SelectUniqueValue") {
        let message = "SelectUniqueValue makes a value that no object has yet, so nothing is found by it";
        let help = "match by another attribute, or use an expression that gives the same value every time";
        return Err(place.error("source", message, help));
    }
    let parsed: Result<Expression, SyntaxError> =
        if text.is_empty() { Expression::from_tree(source) } else { text.parse() };
    parsed.map(Source::Expression).map_err(|error| {
        let member = if text.is_empty() { "source" } else { "expression" };
        let help = error.help.clone().unwrap_or_else(|| {
            "'scimproof provision expression' evaluates an expression and shows where it is wrong".to_owned()
        });
        place.error(member, &format!("the expression is not valid: {error}"), &help)
    })
}

fn unknown_type(kind: &str, place: &Place) -> SchemaError {
    let kinds = ["Attribute", "Constant", "Function"];
    let help = match nearest(kind, kinds) {
        Some(name) => format!("did you mean '{name}'?"),
        None => format!("the type of a source is one of {}", kinds.join(", ")),
    };
    place.error("source", &format!("there is no source of type '{kind}'"), &help)
}
