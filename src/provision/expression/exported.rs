//! From the parsed tree of an exported schema back to the text of the expression (Microsoft Graph,
//! `attributeMappingSource`). Microsoft Graph's reference shows the keys of few functions; where a key is none of the
//! function's parameters, the order of the list decides.

use serde_json::Value as Json;

use super::SyntaxError;
use super::functions::{self, Function};
use super::lexer::Operator;
use super::tree::quoted;

/// How deep a tree may be; its text could not be parsed beyond that.
const MAX_DEPTH: usize = 100;

/// The text of the tree.
pub(super) fn text(tree: &Json) -> Result<String, SyntaxError> {
    written(tree, 0)
}

fn written(tree: &Json, depth: usize) -> Result<String, SyntaxError> {
    if let Some(expression) = member(tree, "expression").filter(|text| !text.trim().is_empty()) {
        return Ok(expression.to_owned());
    }
    let Some(name) = member(tree, "name") else {
        return Err(bad("the parsed tree has neither 'expression' nor 'name'"));
    };
    match member(tree, "type") {
        Some("Attribute") => Ok(format!("[{name}]")),
        Some("Constant") => Ok(constant(name)),
        Some("Function") | None => call(tree, name, depth + 1),
        Some(other) => Err(bad(format!("'{other}' is no type of a mapping source"))
            .with_help("types are Attribute, Constant and Function")),
    }
}

fn call(tree: &Json, name: &str, depth: usize) -> Result<String, SyntaxError> {
    if depth > MAX_DEPTH {
        return Err(bad(format!("functions are nested more than {MAX_DEPTH} deep")));
    }
    let parameters = tree.get("parameters").and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    let is_operator = Operator::ALL.iter().any(|operator| operator.as_str() == name);
    let arguments = match functions::find(name) {
        Some(function) => in_place(function, parameters, depth)?,
        None => in_order(parameters, depth)?,
    };
    match arguments.as_slice() {
        [left, right] if is_operator => Ok(format!("{left} {name} {right}")),
        arguments => Ok(format!("{name}({})", arguments.join(", "))),
    }
}

/// Every argument where its key says; gaps stay empty.
fn in_place(function: &Function, parameters: &[Json], depth: usize) -> Result<Vec<String>, SyntaxError> {
    let places: Option<Vec<usize>> = parameters.iter().map(|parameter| place(function, parameter)).collect();
    let Some(places) = places.filter(|places| is_increasing(places)) else {
        return in_order(parameters, depth);
    };
    let mut arguments = vec![String::new(); places.iter().max().map_or(0, |last| last + 1)];
    for (place, argument) in places.into_iter().zip(in_order(parameters, depth)?) {
        arguments[place] = argument;
    }
    Ok(arguments)
}

fn is_increasing(places: &[usize]) -> bool {
    places.windows(2).all(|pair| pair[0] < pair[1])
}

fn place(function: &Function, parameter: &Json) -> Option<usize> {
    let key = member(parameter, "key")?;
    function.parameters.iter().position(|parameter| {
        parameter.name.eq_ignore_ascii_case(key)
            || (!parameter.key.is_empty() && parameter.key.eq_ignore_ascii_case(key))
    })
}

fn in_order(parameters: &[Json], depth: usize) -> Result<Vec<String>, SyntaxError> {
    let values = parameters.iter().map(|parameter| match parameter.get("value") {
        None | Some(Json::Null) => Ok(String::new()),
        Some(value) => written(value, depth),
    });
    values.collect()
}

/// A constant's name is its value; numbers and keywords are not quoted, for texts are read as numbers where one is due.
fn constant(name: &str) -> String {
    if functions::KEYWORDS.contains(&name) { name.to_owned() } else { quoted(name) }
}

fn member<'a>(tree: &'a Json, name: &str) -> Option<&'a str> {
    tree.get(name).and_then(Json::as_str)
}

fn bad(message: impl Into<String>) -> SyntaxError {
    SyntaxError::new(1, message)
}
