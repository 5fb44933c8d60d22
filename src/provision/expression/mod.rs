//! The expression language of attribute mappings (Microsoft Learn, "Reference for writing expressions for attribute
//! mappings in Microsoft Entra ID").
//!
//! ```text
//! text ──► lexer ──► parser + functions::check ──► tree::Call ──► evaluate ──► value::Value ──► Outcome
//! exported schema ──► exported (back to text) ─┘
//! ```
//!
//! [`functions`] declares every function once: parser, checks, evaluation and documentation read the same table. Where
//! Microsoft's text leaves a case open, the function's doc comment says what is assumed. Nothing here knows a target
//! attribute or the wire, and nothing reads a clock or rolls dice of its own: time and seed are handed in.

mod dotnet;
mod evaluate;
mod exported;
pub mod functions;
mod lexer;
mod parser;
mod tree;
mod value;

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde_json::Value as Json;

use super::object::AppRole;
use evaluate::Context;
use tree::Call;

/// The longest text that is an expression (Microsoft Learn, "Known issues for provisioning in Microsoft Entra ID").
pub const MAX_CHARACTERS: usize = 10_000;

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
    call: Call,
}

/// Why a text is no expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} at character {position}")]
pub struct SyntaxError {
    /// Position in the text, in characters, from 1.
    pub position: usize,
    /// What is wrong, as a lower-case fragment.
    pub message: String,
    /// The nearest valid name, or another hint.
    pub help: Option<String>,
}

impl SyntaxError {
    /// An error without a hint.
    fn new(position: usize, message: impl Into<String>) -> Self {
        Self { position, message: message.into(), help: None }
    }

    /// The same with a hint.
    fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Why an expression has no value for this object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EvaluationError(pub String);

/// What an expression is evaluated with.
pub struct Surroundings<'a> {
    /// The value of a source attribute: text, boolean, whole number or list of text; `None` when it has none.
    /// `IsSoftDeleted` and `objectId` are answered too.
    pub source: &'a dyn Fn(&str) -> Option<Json>,
    /// The app roles the object is assigned to, for the three role functions.
    pub roles: &'a [AppRole],
    /// The time of the cycle.
    pub now: Timestamp,
    /// Where `Guid` and `RandomString` take their randomness from: the same seed gives the same values.
    pub seed: u64,
}

/// What an expression came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
    /// No value: nothing flows.
    Null,
    /// `IgnoreFlowIfNullOrEmpty` found nothing: the attribute stays out of the request, default or not.
    Ignored,
    /// A text; booleans are `True` and `False`, points in time `M/d/yyyy h:mm:ss tt`.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// Roles, in the form of the function that made them.
    Roles(RoleForm, Vec<AppRole>),
}

/// The three role functions; they decide what goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoleForm {
    /// `SingleAppRoleAssignment`
    Single,
    /// `AppRoleAssignmentsComplex`
    Complex,
    /// `AssertiveAppRoleAssignmentsComplex`
    Assertive,
}

impl Expression {
    /// The expression of an exported schema's `attributeMappingSource`: its `expression` where it has one, else put
    /// together from `name` and `parameters` (Microsoft Graph, `attributeMappingSource`). Positions in errors are those
    /// in the text so found.
    pub fn from_tree(tree: &Json) -> Result<Self, SyntaxError> {
        exported::text(tree)?.parse()
    }

    /// The source attributes it reads, in order of appearance, each once.
    pub fn sources(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.call.walk(&mut |argument| {
            if let tree::Argument::Attribute(name) = argument
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        });
        names
    }

    /// Whether the log shows `[Redact]` instead of its value: it uses `Redact`, anywhere.
    pub fn is_redacted(&self) -> bool {
        self.calls().iter().any(|call| call.function().name == "Redact")
    }

    /// What Microsoft's documentation advises against and the tool lets through, a sentence each.
    pub fn remarks(&self) -> Vec<&'static str> {
        let mut remarks: Vec<&str> = self.calls().into_iter().filter_map(functions::remarks).collect();
        let mut seen = std::collections::HashSet::new();
        remarks.retain(|remark| seen.insert(*remark));
        remarks
    }

    /// Its value. The same expression with the same surroundings has the same value.
    pub fn evaluate(&self, surroundings: &Surroundings) -> Result<Outcome, EvaluationError> {
        Context::new(surroundings, &self.text).evaluate(&self.call).map(value::Value::into_outcome)
    }

    /// The function at the top and all those within it.
    fn calls(&self) -> Vec<&Call> {
        let mut calls = vec![&self.call];
        self.call.walk(&mut |argument| {
            if let tree::Argument::Call(call) = argument {
                calls.push(call);
            }
        });
        calls
    }
}

impl std::str::FromStr for Expression {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let call = parser::parse(text)?;
        Ok(Self { text: text.trim().to_owned(), call })
    }
}

/// The text it was made from.
impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}
