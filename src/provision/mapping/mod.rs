//! Attribute mappings: which value flows to which target attribute (Microsoft Learn, "Customize user provisioning
//! attribute mappings").

use serde_json::Value;

use super::expression::{EvaluationError, Expression};
use super::object::{AppRole, Kind, Object};
use super::scope::Filters;
use crate::entra::Dialect;
use crate::entra::body::Change;
use crate::suite::{AttributePath, AttributeType, Suite};

/// The mappings of a job.
#[derive(Debug, Clone)]
pub struct Mappings {
    /// Mapping of users.
    pub user: ObjectMapping,
    /// Mapping of groups; none where the app takes no groups or the mapping is switched off.
    pub group: Option<ObjectMapping>,
    /// Whether the enterprise URN stands in the `schemas` of a new user.
    pub has_enterprise: bool,
}

/// The mapping of one kind of object.
#[derive(Debug, Clone)]
pub struct ObjectMapping {
    /// User or group.
    pub kind: Kind,
    /// The attributes, in the order of the table.
    pub attributes: Vec<AttributeMapping>,
    /// Scoping filters that stand in an exported schema; a job's own are added.
    pub filters: Filters,
    /// What may be done to the target.
    pub actions: Actions,
}

/// What may be done to the target objects of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the portal's own words")]
pub struct Actions {
    pub create: bool,
    pub update: bool,
    pub delete: bool,
}

/// One row of the mapping table.
#[derive(Debug, Clone)]
pub struct AttributeMapping {
    /// Target attribute.
    pub target: AttributePath,
    /// Type of the target attribute.
    pub kind: AttributeType,
    /// Where the value comes from.
    pub source: Source,
    /// Written where the source has no value, on creation only.
    pub default: Option<String>,
    /// Matching precedence, from 1; none: not matching.
    pub matching: Option<u32>,
    /// Whether it flows on creation only.
    pub only_on_creation: bool,
    /// Whether a change of letter case alone is a change.
    pub exact_case: bool,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// A source attribute as it is.
    Direct(String),
    /// Always the same text.
    Constant(String),
    /// An expression.
    Expression(Expression),
    /// Nothing; only the default.
    None,
}

/// What mappings are evaluated with.
pub struct Surroundings<'a> {
    /// The object.
    pub object: &'a Object,
    /// Its effective app roles.
    pub roles: &'a [AppRole],
    /// `IsSoftDeleted`: not assigned, filtered out, soft-deleted, or not enabled.
    pub is_soft_deleted: bool,
    /// The time of the cycle.
    pub now: jiff::Timestamp,
}

/// One value on its way to the target.
#[derive(Debug, Clone, PartialEq)]
pub struct Flow {
    /// Target attribute.
    pub target: AttributePath,
    /// The value in the type of the target attribute, as a create request writes it.
    pub value: Value,
    /// The value as a PATCH of the default dialect writes it, where that differs (roles).
    pub patched: Option<Value>,
    /// Whether the source has no value and this is the default.
    pub is_default: bool,
    /// Whether it flows on creation only.
    pub only_on_creation: bool,
    /// Whether a change of letter case alone is a change.
    pub exact_case: bool,
    /// Whether the log shows `[Redact]`.
    pub redacted: bool,
    /// How the target's list is changed: replaced as a whole, or only ever added to (role functions).
    pub add_only: bool,
}

/// A matching attribute and the value looked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Match {
    /// Target attribute.
    pub target: String,
    /// Value.
    pub value: String,
}

impl Mappings {
    /// Entra's default mappings for the attributes the suite lists (reference: default user and group mappings).
    pub fn of_suite(_suite: &Suite) -> Self {
        unimplemented!("written by the mapping helper")
    }

    /// A fingerprint: another one means that everything is evaluated anew in an initial cycle.
    pub fn fingerprint(&self) -> String {
        unimplemented!("written by the mapping helper")
    }
}

impl ObjectMapping {
    /// All values that flow, references (manager, members) excluded.
    pub fn flows(&self, _surroundings: &Surroundings) -> Result<Vec<Flow>, EvaluationError> {
        unimplemented!("written by the mapping helper")
    }

    /// The matching attributes that have a value, in order of precedence.
    pub fn matches(&self, _flows: &[Flow]) -> Vec<Match> {
        unimplemented!("written by the mapping helper")
    }

    /// Whether manager (users) or members (groups) are mapped.
    pub fn has_reference(&self) -> bool {
        unimplemented!("written by the mapping helper")
    }

    /// How leaving the scope is written: by `active`, or, where nothing maps it from `IsSoftDeleted`, by DELETE.
    pub fn disables(&self) -> bool {
        unimplemented!("written by the mapping helper")
    }
}

/// The create request of these flows, member for member as `run` sends it; built by [`crate::entra::body`].
pub fn create_body(_kind: Kind, _has_enterprise: bool, _flows: &[Flow]) -> Value {
    unimplemented!("written by the mapping helper")
}

/// One change of the target, with what the log says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The operation.
    pub change: Change,
    /// What the target shows, for the log.
    pub old: Option<String>,
    /// What is sent, for the log.
    pub new: Option<String>,
}

/// What has to be written so that the target shows these flows; defaults and creation-only values do not count.
pub fn differences(_dialect: Dialect, _current: &Value, _flows: &[Flow]) -> Vec<Difference> {
    unimplemented!("written by the mapping helper")
}
