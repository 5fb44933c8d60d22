//! The functions of the language: one table, from which parser, checks, evaluation, help and documentation derive. A
//! family of functions has a file; a function is one entry there and one `fn`.

mod check;
mod conversion;
mod dates;
mod diacritics;
mod letters;
mod lists;
mod logic;
mod random;
mod replace;
mod roles;
mod text;

use std::fmt;

pub(super) use check::{check, remarks};

use super::EvaluationError;
use super::evaluate::Arguments;
use super::tree::Argument;
use super::value::Value;

/// Words that stand for themselves as arguments.
pub(super) const KEYWORDS: [&str; 2] = ["vbTextCompare", "vbBinaryCompare"];

/// A function.
pub struct Function {
    /// Its name; case matters.
    pub name: &'static str,
    /// Another spelling that Microsoft's documentation uses.
    pub alias: Option<&'static str>,
    /// What it takes.
    pub parameters: &'static [Parameter],
    /// Which parameters may come again.
    pub repeats: Repeats,
    /// What it does, as a sentence.
    pub summary: &'static str,
    /// Expressions and their results, for an invented user.
    pub examples: &'static [(&'static str, &'static str)],
    pub(super) evaluate: fn(&Arguments) -> Result<Value, EvaluationError>,
    /// What the parameters alone do not say.
    check: fn(&[Argument]) -> Result<(), Complaint>,
    /// What Microsoft's documentation advises against.
    remark: fn(&[Argument]) -> Option<&'static str>,
}

/// Which parameters may come again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeats {
    /// None.
    Never,
    /// The last one.
    Last,
    /// The last two, together.
    Pair,
}

/// A parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Its name in the documentation.
    pub name: &'static str,
    /// Its key in Microsoft Graph, where that differs.
    pub key: &'static str,
    /// What is taken.
    pub kind: ParameterKind,
    /// Whether it may be left out or empty.
    pub is_optional: bool,
}

/// What a parameter takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ParameterKind {
    Any,
    Text,
    Number,
    Date,
    Condition,
    List,
    Interval,
    Culture,
    Compare,
    Pattern,
    Roles,
}

/// Why arguments do not fit; of one argument, or of all.
struct Complaint {
    argument: Option<usize>,
    message: String,
    help: Option<String>,
}

impl Complaint {
    fn new(argument: impl Into<Option<usize>>, message: impl Into<String>) -> Self {
        Self { argument: argument.into(), message: message.into(), help: None }
    }

    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// What most functions have in common.
const PLAIN: Function = Function {
    name: "",
    alias: None,
    parameters: &[],
    repeats: Repeats::Never,
    summary: "",
    examples: &[],
    evaluate: |_| Ok(Value::Null),
    check: |_| Ok(()),
    remark: |_| None,
};

const fn parameter(name: &'static str, kind: ParameterKind) -> Parameter {
    Parameter { name, key: "", kind, is_optional: false }
}

const fn any(name: &'static str) -> Parameter {
    parameter(name, ParameterKind::Any)
}

const fn text(name: &'static str) -> Parameter {
    parameter(name, ParameterKind::Text)
}

const fn number(name: &'static str) -> Parameter {
    parameter(name, ParameterKind::Number)
}

const fn optional(parameter: Parameter) -> Parameter {
    Parameter { is_optional: true, ..parameter }
}

static FAMILIES: [&[Function]; 9] = [
    &text::FUNCTIONS,
    &letters::FUNCTIONS,
    &replace::FUNCTIONS,
    &lists::FUNCTIONS,
    &logic::FUNCTIONS,
    &conversion::FUNCTIONS,
    &dates::FUNCTIONS,
    &random::FUNCTIONS,
    &roles::FUNCTIONS,
];

/// All functions, by family.
pub fn all() -> impl Iterator<Item = &'static Function> {
    FAMILIES.iter().flat_map(|family| family.iter())
}

/// The function of this name or alias.
pub fn find(name: &str) -> Option<&'static Function> {
    all().find(|function| function.name == name || function.alias == Some(name))
}

/// The names of all functions.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().map(|function| function.name)
}

impl Function {
    /// How it is called: `ToLower(source, [culture])`.
    pub fn signature(&self) -> String {
        let parameters: Vec<String> = self.parameters.iter().map(Parameter::describe).collect();
        let more = if self.repeats == Repeats::Never { "" } else { ", …" };
        format!("{}({}{more})", self.name, parameters.join(", "))
    }

    /// How many arguments it needs.
    fn least(&self) -> usize {
        self.parameters.iter().rposition(|parameter| !parameter.is_optional).map_or(0, |last| last + 1)
    }

    /// How many arguments it takes.
    fn most(&self) -> usize {
        if self.repeats == Repeats::Never { self.parameters.len() } else { usize::MAX }
    }

    /// The parameter that the argument at this place is for.
    fn parameter(&self, index: usize) -> Option<&'static Parameter> {
        let count = self.parameters.len();
        let place = match self.repeats {
            Repeats::Pair if index >= count => count - 2 + (index - count) % 2,
            Repeats::Last if index >= count => count - 1,
            _ => index,
        };
        self.parameters.get(place)
    }
}

impl Parameter {
    fn describe(&self) -> String {
        if self.is_optional { format!("[{}]", self.name) } else { self.name.to_owned() }
    }
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
