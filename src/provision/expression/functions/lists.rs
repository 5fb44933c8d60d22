//! Functions on lists.

use super::super::EvaluationError;
use super::super::evaluate::Arguments;
use super::super::value::Value;
use super::{Complaint, Function, PLAIN, Parameter, ParameterKind, any, number, parameter, text};
use crate::provision::expression::tree::Argument;

type Result = std::result::Result<Value, EvaluationError>;

const LIST: Parameter = parameter("attribute", ParameterKind::List);

pub(super) static FUNCTIONS: [Function; 4] = [
    Function {
        name: "Count",
        parameters: &[LIST],
        summary: "How many values an attribute has.",
        examples: &[("Count([proxyAddresses])", "2"), ("Count([fax])", "0"), ("Count([city])", "1")],
        evaluate: count,
        ..PLAIN
    },
    Function {
        name: "Item",
        parameters: &[LIST, number("index")],
        summary: "One value of a list, counted from 1.",
        examples: &[("Item([proxyAddresses], 2)", "smtp:ms@fjord.example")],
        evaluate: item,
        check: check_index,
        ..PLAIN
    },
    Function {
        name: "RemoveDuplicates",
        parameters: &[LIST],
        summary: "Each value of a list once; letter case matters.",
        examples: &[("RemoveDuplicates(Split(\"a;b;a;A\", \";\"))", "a | b | A")],
        evaluate: unique,
        ..PLAIN
    },
    Function {
        name: "Split",
        parameters: &[any("source"), text("delimiter")],
        summary: "The parts of a text between delimiters, as a list, without spaces around them.",
        examples: &[
            ("Split(\"red;blue\", \";\")", "red | blue"),
            ("Split(\"red, blue\", \",\")", "red | blue"),
        ],
        evaluate: split,
        check: check_delimiter,
        ..PLAIN
    },
];

fn count(arguments: &Arguments) -> Result {
    let count = match arguments.value(0)? {
        Value::List(list) => list.len(),
        Value::Roles(_, roles) => roles.len(),
        single => usize::from(!single.is_null()),
    };
    Ok(Value::Number(i64::try_from(count).unwrap_or(i64::MAX)))
}

/// Beyond the list is an error, as in Microsoft Entra Connect; without list there is no value.
fn item(arguments: &Arguments) -> Result {
    let list = arguments.list(0)?;
    let index = arguments.needed_number(1)?;
    if list.is_empty() {
        return Ok(Value::Null);
    }
    let place = usize::try_from(index).ok().and_then(|index| index.checked_sub(1));
    let found = place.and_then(|place| list.get(place).cloned());
    let missing = || arguments.fail(&format!("there is no value {index} in a list of {}", list.len()));
    found.map(Value::Text).ok_or_else(missing)
}

fn check_index(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    match arguments.get(1) {
        Some(Argument::Number(..=0)) => Err(Complaint::new(1, "lists begin with 1 in Item")),
        _ => Ok(()),
    }
}

fn unique(arguments: &Arguments) -> Result {
    let mut list = arguments.list(0)?;
    let mut seen = std::collections::HashSet::new();
    list.retain(|text| seen.insert(text.clone()));
    Ok(Value::of_list(list))
}

/// Microsoft's sample splits `a, b` at `,` into values without spaces; so parts are trimmed.
fn split(arguments: &Arguments) -> Result {
    let delimiter = arguments.text_or_empty(1)?;
    if delimiter.is_empty() {
        return Err(arguments.fail("the delimiter is empty"));
    }
    let texts = arguments.list(0)?;
    let parts = texts.iter().filter(|text| !text.is_empty()).flat_map(|text| text.split(&delimiter));
    Ok(Value::of_list(parts.map(|part| part.trim().to_owned()).collect()))
}

fn check_delimiter(arguments: &[Argument]) -> std::result::Result<(), Complaint> {
    match arguments.get(1) {
        Some(Argument::Text(text)) if text.is_empty() => {
            Err(Complaint::new(1, "the delimiter of Split is empty"))
        }
        _ => Ok(()),
    }
}
