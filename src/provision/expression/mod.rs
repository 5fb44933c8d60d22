//! The expression language of attribute mappings (Microsoft Learn, "Reference for writing expressions for attribute
//! mappings").

use jiff::Timestamp;
use serde_json::Value as Json;

use super::object::AppRole;

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    text: String,
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
    /// What random functions draw from.
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
    /// The expression of a Microsoft Graph `attributeMappingSource`.
    pub fn from_tree(_tree: &Json) -> Result<Self, SyntaxError> {
        unimplemented!("written by the expression helper")
    }

    /// The source attributes it reads, in order of appearance.
    pub fn sources(&self) -> Vec<&str> {
        unimplemented!("written by the expression helper")
    }

    /// Whether the log shows `[Redact]` instead of its value.
    pub fn is_redacted(&self) -> bool {
        unimplemented!("written by the expression helper")
    }

    /// Its value.
    pub fn evaluate(&self, _surroundings: &Surroundings) -> Result<Outcome, EvaluationError> {
        unimplemented!("written by the expression helper")
    }
}

impl std::str::FromStr for Expression {
    type Err = SyntaxError;

    fn from_str(_text: &str) -> Result<Self, Self::Err> {
        unimplemented!("written by the expression helper")
    }
}

impl std::fmt::Display for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.text)
    }
}
