//! The parsed tree and how it is written. A [`Call`] exists only after its arguments were checked.

use std::fmt;
use std::sync::Arc;

use super::dotnet::Pattern;
use super::functions::Function;
use super::lexer::Operator;

/// A function with its arguments.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Call {
    function: &'static Function,
    arguments: Vec<Argument>,
    /// The regular expression among the arguments, where it is a literal: compiled once, not for every object.
    pattern: Option<Arc<Pattern>>,
}

/// One argument.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Argument {
    /// Nothing between two commas: not given.
    Absent,
    /// `[name]`
    Attribute(String),
    /// `"text"`
    Text(String),
    /// `12`
    Number(i64),
    /// A bare word: `vbTextCompare`
    Keyword(String),
    /// A function.
    Call(Call),
    /// A condition.
    Comparison(Box<Comparison>),
}

/// `left operator right`
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Comparison {
    pub(super) left: Argument,
    pub(super) operator: Operator,
    pub(super) right: Argument,
}

impl Call {
    /// For [`super::functions::check`], which has looked at the arguments.
    pub(super) fn new(
        function: &'static Function,
        arguments: Vec<Argument>,
        pattern: Option<Arc<Pattern>>,
    ) -> Self {
        Self { function, arguments, pattern }
    }

    pub(super) fn function(&self) -> &'static Function {
        self.function
    }

    pub(super) fn arguments(&self) -> &[Argument] {
        &self.arguments
    }

    pub(super) fn pattern(&self) -> Option<&Arc<Pattern>> {
        self.pattern.as_ref()
    }

    /// Shows every argument in it, at every depth, in order of appearance.
    pub(super) fn walk<'a>(&'a self, seen: &mut impl FnMut(&'a Argument)) {
        for argument in &self.arguments {
            argument.walk(seen);
        }
    }
}

impl Argument {
    fn walk<'a>(&'a self, seen: &mut impl FnMut(&'a Self)) {
        seen(self);
        match self {
            Self::Call(call) => call.walk(seen),
            Self::Comparison(comparison) => {
                comparison.left.walk(seen);
                comparison.right.walk(seen);
            }
            _ => {}
        }
    }
}

impl fmt::Display for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}(", self.function.name)?;
        for (index, argument) in self.arguments.iter().enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(f, "{comma}{argument}")?;
        }
        f.write_str(")")
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => Ok(()),
            Self::Attribute(name) => write!(f, "[{name}]"),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::Keyword(word) => f.write_str(word),
            Self::Call(call) => write!(f, "{call}"),
            Self::Comparison(comparison) => {
                let Comparison { left, operator, right } = &**comparison;
                write!(f, "{left} {} {right}", operator.as_str())
            }
        }
    }
}

/// A text as expressions write it.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
