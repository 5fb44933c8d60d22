//! From an object to the values that flow.
//!
//! What has no value does not flow, so nothing is ever cleared in the target (Microsoft Learn, "Known issues for
//! provisioning", Null attribute). A default stands in on creation only.

use serde_json::{Value, json};

use super::{AttributeMapping, Flow, ObjectMapping, Source, Surroundings, roles, values};
use crate::provision::expression::{self, EvaluationError, Expression, Outcome};
use crate::suite::AttributeType;

/// What a source came to.
enum Evaluated {
    /// A value, not yet in the target's type.
    Value(Value),
    /// Roles in their shape.
    Shape(Box<roles::Shape>),
    /// No value; a default may stand in.
    Null,
    /// Stays out of the request whatever the default.
    Ignored,
}

impl ObjectMapping {
    /// All values that flow, references (manager, members) excluded.
    ///
    /// # Errors
    /// An expression that has no result for this object, or a value that does not fit the type of its target; the
    /// message names the target.
    pub fn flows(&self, surroundings: &Surroundings) -> Result<Vec<Flow>, EvaluationError> {
        let mut flows = Vec::with_capacity(self.attributes.len());
        for row in self.attributes.iter().filter(|row| !row.is_reference()) {
            let flow = row.flow(surroundings);
            flows.extend(flow.map_err(|error| EvaluationError(format!("{}: {}", row.target, error.0)))?);
        }
        Ok(flows)
    }
}

impl AttributeMapping {
    fn flow(&self, surroundings: &Surroundings) -> Result<Option<Flow>, EvaluationError> {
        let flow = match self.evaluate(surroundings)? {
            Evaluated::Ignored => None,
            Evaluated::Null => self.default_flow()?,
            Evaluated::Value(value) => Some(self.carry(self.fitted(value)?)),
            Evaluated::Shape(shape) => {
                // A list of roles is complex, whatever type a directory gives it.
                let kind = if shape.value.is_array() { AttributeType::Complex } else { self.kind };
                let flow = self.carry(shape.value);
                Some(Flow { kind, patched: shape.patched.map(Box::new), add_only: shape.add_only, ..flow })
            }
        };
        Ok(flow)
    }

    fn default_flow(&self) -> Result<Option<Flow>, EvaluationError> {
        let Some(default) = &self.default else { return Ok(None) };
        let value = self.fitted(json!(default))?;
        Ok(Some(Flow { is_default: true, ..self.carry(value) }))
    }

    fn carry(&self, value: Value) -> Flow {
        let redacts = |expression: &Expression| expression.is_redacted();
        Flow {
            target: self.target.clone(),
            kind: self.kind,
            value,
            patched: None,
            is_default: false,
            only_on_creation: self.only_on_creation,
            only_if_empty: self.only_if_empty,
            exact_case: self.exact_case,
            redacted: matches!(&self.source, Source::Expression(expression) if redacts(expression)),
            add_only: self.add_only,
        }
    }

    /// The value in the type of the target. Where one value is due and the source has several, such as
    /// `proxyAddresses`, the first one flows as it stands, prefix and all: nothing in the mapping says otherwise.
    fn fitted(&self, value: Value) -> Result<Value, EvaluationError> {
        let Value::Array(items) = value else { return Ok(values::typed(value, self.kind)?) };
        if self.takes_list() {
            let all: Result<Vec<Value>, _> =
                items.into_iter().map(|item| values::typed(item, self.kind)).collect();
            return Ok(Value::Array(all?));
        }
        Ok(values::typed(items.into_iter().next().unwrap_or(Value::Null), self.kind)?)
    }

    fn takes_list(&self) -> bool {
        self.multivalued && self.target.path().filter.is_none() && self.target.path().sub.is_none()
    }

    fn evaluate(&self, surroundings: &Surroundings) -> Result<Evaluated, EvaluationError> {
        let value = match &self.source {
            Source::Direct(name) => surroundings.source(name),
            Source::Constant(text) => (!text.is_empty()).then(|| json!(text)),
            Source::Expression(expression) => return self.outcome(expression, surroundings),
            Source::None => None,
        };
        Ok(value.map_or(Evaluated::Null, Evaluated::Value))
    }

    fn outcome(&self, expression: &Expression, around: &Surroundings) -> Result<Evaluated, EvaluationError> {
        let source = |name: &str| around.source(name);
        let Surroundings { roles, now, seed, .. } = *around;
        let outcome = expression.evaluate(&expression::Surroundings { source: &source, roles, now, seed })?;
        Ok(match outcome {
            Outcome::Null => Evaluated::Null,
            Outcome::Ignored => Evaluated::Ignored,
            Outcome::Text(text) => Evaluated::Value(Value::String(text)),
            Outcome::List(items) if items.is_empty() => Evaluated::Null,
            Outcome::List(items) => Evaluated::Value(json!(items)),
            // Who lost the assignment keeps the roles in the target: only `active` is written on the way out.
            Outcome::Roles(_, roles) if roles.is_empty() && around.is_soft_deleted => Evaluated::Null,
            Outcome::Roles(form, roles) => roles::shape(form, &roles, &self.target)
                .map_or(Evaluated::Null, |shape| Evaluated::Shape(Box::new(shape))),
        })
    }
}
