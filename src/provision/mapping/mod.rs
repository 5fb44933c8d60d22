//! Attribute mappings: which value flows to which target attribute (Microsoft Learn, "Customize user provisioning
//! attribute mappings").
//!
//! [`defaults`] and [`schema`] make mappings, `flows` evaluates them, `compare` finds what a target lacks, [`Forms`]
//! write create requests. Requests are built by [`crate::entra::body`]. Nothing here sends, and nothing here knows what a
//! tenant answered beyond the representation it is handed.

mod compare;
pub mod defaults;
mod fingerprint;
mod flows;
mod forms;
mod roles;
pub mod schema;
mod source;
#[cfg(test)]
mod tests;
mod values;

use std::sync::Arc;

use serde_json::{Map, Value};

use super::expression::{EvaluationError, Expression};
use super::object::{AppRole, Kind, Object};
use super::scope::Filters;
use crate::entra::body::{self, Change};
use crate::scim::{access, urn};
use crate::suite::{AttributePath, AttributeType};

pub use compare::differences;
pub use forms::Forms;

/// The source attribute that says whether the object left the scope or is disabled.
pub const IS_SOFT_DELETED: &str = "IsSoftDeleted";

/// The mappings of a job.
#[derive(Debug, Clone)]
pub struct Mappings {
    /// Mapping of users.
    pub user: ObjectMapping,
    /// Mapping of groups; none where the app takes no groups or the mapping is switched off.
    pub group: Option<ObjectMapping>,
    /// Whether the enterprise URN stands in the `schemas` of a new user.
    pub has_enterprise: bool,
    /// What of the suite or the schema is not replayed, one sentence each.
    pub notes: Vec<String>,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of a mapping, as the portal shows them"
)]
pub struct AttributeMapping {
    /// Target attribute.
    pub target: Arc<AttributePath>,
    /// Type of the target attribute.
    pub kind: AttributeType,
    /// Where the value comes from.
    pub source: Source,
    /// Written where the source has no value, on creation only.
    pub default: Option<String>,
    /// Matching precedence, from 1; none: not matching.
    pub matching: Option<u32>,
    /// Whether it flows on creation only (`ObjectAddOnly`).
    pub only_on_creation: bool,
    /// Whether it flows only where the target shows no value (`AttributeAddOnly`).
    pub only_if_empty: bool,
    /// Whether a list is only ever added to (`MultiValueAddOnly`).
    pub add_only: bool,
    /// Whether a change of letter case alone is a change.
    pub exact_case: bool,
    /// Whether the target takes a list as a whole; else the first of several values flows.
    pub multivalued: bool,
    /// What the target's directory says of its values.
    pub declared: Declared,
}

/// What a schema declares of a target attribute beyond its type. Nothing of it changes what flows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Declared {
    /// Whether it is required; exports say `false` of everything that nobody thought of.
    pub required: bool,
    /// Highest number of characters.
    pub max_length: Option<usize>,
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
    /// What random functions of expressions draw from.
    pub seed: u64,
}

/// One value on its way to the target.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent properties of a mapping, as the portal shows them"
)]
pub struct Flow {
    /// Target attribute.
    pub target: Arc<AttributePath>,
    /// Type of the target attribute.
    pub kind: AttributeType,
    /// The value in the type of the target attribute, as a create request writes it.
    pub value: Value,
    /// What a PATCH writes instead, where that differs (roles). It is large, and few values have one.
    pub patched: Option<Box<Patched>>,
    /// Whether the source has no value and this is the default.
    pub is_default: bool,
    /// Whether it flows on creation only.
    pub only_on_creation: bool,
    /// Whether it flows only where the target shows no value.
    pub only_if_empty: bool,
    /// Whether a change of letter case alone is a change.
    pub exact_case: bool,
    /// Whether the log shows `[Redact]`.
    pub redacted: bool,
    /// How the target's list is changed: replaced as a whole, or only ever added to.
    pub add_only: bool,
}

/// How a PATCH writes app roles; the path, and in the default dialect the value, are not those of the create request
/// (Microsoft Learn, "Customize user provisioning attribute mappings", Provisioning a role to a SCIM app).
#[derive(Debug, Clone, PartialEq)]
pub struct Patched {
    /// Path of the operation.
    pub path: AttributePath,
    /// The value in the default dialect.
    pub default: Value,
    /// The value in the compliant dialect: the elements of the create request.
    pub compliant: Value,
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
    /// The mapping of that kind of object.
    pub fn of(&self, kind: Kind) -> Option<&ObjectMapping> {
        match kind {
            Kind::User => Some(&self.user),
            Kind::Group => self.group.as_ref(),
        }
    }

    /// Target attributes that nothing flows to, because Entra has no attribute for them.
    pub fn unmapped(&self) -> Vec<(Kind, &AttributePath)> {
        let mappings = std::iter::once(&self.user).chain(&self.group);
        let rows = mappings.flat_map(|mapping| mapping.attributes.iter().map(|row| (mapping.kind, row)));
        rows.filter(|(_, row)| row.source == Source::None && row.default.is_none())
            .map(|(kind, row)| (kind, &*row.target))
            .collect()
    }
}

impl ObjectMapping {
    /// The matching attributes that have a value, in order of precedence; a default is not looked for.
    pub fn matches(&self, flows: &[Flow]) -> Vec<Match> {
        let matching = self.matching();
        let values = matching.into_iter().filter_map(|row| {
            let flow = flows.iter().find(|flow| !flow.is_default && flow.target == row.target)?;
            let value = values::text(&flow.value).filter(|value| !value.is_empty())?;
            Some(Match { target: row.target.to_string(), value })
        });
        values.collect()
    }

    /// The matching rows in order of precedence.
    pub fn matching(&self) -> Vec<&AttributeMapping> {
        let mut rows: Vec<&AttributeMapping> =
            self.attributes.iter().filter(|row| row.matching.is_some()).collect();
        rows.sort_by_key(|row| row.matching);
        rows
    }

    /// Whether manager (users) or members (groups) are mapped.
    pub fn has_reference(&self) -> bool {
        self.reference().is_some()
    }

    /// The target attribute of manager (users) or members (groups).
    pub fn reference(&self) -> Option<&AttributePath> {
        let name = source::reference_of(self.kind);
        let direct =
            |row: &&AttributeMapping| matches!(&row.source, Source::Direct(source) if source == name);
        self.attributes.iter().find(direct).map(|row| &*row.target)
    }

    /// How leaving the scope is written: by PATCH, where `active` is mapped or anything is mapped from
    /// `IsSoftDeleted`, and not at creation only; else by DELETE. What the PATCH writes is what the mapping evaluates to.
    pub fn disables(&self) -> bool {
        self.attributes.iter().filter(|row| !row.only_on_creation).any(|row| match &row.source {
            Source::None => false,
            Source::Direct(source) if source == IS_SOFT_DELETED => true,
            Source::Expression(expression) if expression.sources().contains(&IS_SOFT_DELETED) => true,
            _ => self.kind == Kind::User && row.target.path().is_attribute("active"),
        })
    }
}

impl AttributeMapping {
    /// A row that is nothing but a source and a target.
    pub fn new(target: AttributePath, kind: AttributeType, source: Source) -> Self {
        Self {
            target: Arc::new(target),
            kind,
            source,
            default: None,
            matching: None,
            only_on_creation: false,
            only_if_empty: false,
            add_only: false,
            exact_case: false,
            multivalued: kind == AttributeType::Complex,
            declared: Declared::default(),
        }
    }

    /// Whether it names other objects; references flow after the objects, in requests of their own.
    pub fn is_reference(&self) -> bool {
        self.kind == AttributeType::Reference
    }
}

/// Whether any row writes to the enterprise extension.
fn has_enterprise(rows: &[AttributeMapping]) -> bool {
    let urn_of = |row: &AttributeMapping| row.target.path().urn.clone();
    rows.iter().filter_map(urn_of).any(|urn| urn::same(&urn, urn::ENTERPRISE_USER))
}

/// The create request of these flows, member for member as `run` sends it; built by [`crate::entra::body`].
///
/// Groups list the core schema alone: since December 2018 the second URI is gone (Microsoft Learn, "Known issues and
/// resolutions with SCIM 2.0 protocol compliance").
pub fn create_body(kind: Kind, has_enterprise: bool, flows: &[Flow]) -> Value {
    let mut values = Value::Object(Map::with_capacity(flows.len()));
    for flow in flows {
        access::put(&mut values, flow.target.path(), flow.value.clone());
    }
    match kind {
        Kind::User => body::user_body(has_enterprise, values),
        Kind::Group => body::group_body(false, values),
    }
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

impl From<values::TypeError> for EvaluationError {
    fn from(error: values::TypeError) -> Self {
        Self(error.0)
    }
}
