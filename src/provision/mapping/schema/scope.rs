//! Scoping filters of a schema (Microsoft Graph, `filter`). What can be evaluated is for [`Clause::new`] to say.

use serde_json::value::RawValue;

use super::SchemaError;
use super::document::{FilterClause, Scope};
use super::place::Text;
use crate::provision::object::Kind;
use crate::provision::scope::{Clause, Filter, Filters};

/// The filters; what is not replayed is noted.
pub(super) fn read(
    raw: &RawValue,
    text: &Text,
    kind: Kind,
    notes: &mut Vec<String>,
) -> Result<Filters, SchemaError> {
    let scope: Scope = text.json(raw)?;
    for (name, groups) in [
        ("inputFilterGroups", &scope.input_filter_groups),
        ("categoryFilterGroups", &scope.category_filter_groups),
    ] {
        if groups.as_ref().is_some_and(|groups| !groups.is_empty()) {
            notes.push(format!(
                "{name} in the scope of {} is not replayed; only its groups are",
                super::many(kind)
            ));
        }
    }
    let mut filters = Filters::default();
    for (group, number) in scope.groups.into_iter().flatten().zip(1..) {
        let title = group.name.filter(|name| !name.is_empty()).unwrap_or_else(|| format!("filter {number}"));
        let clauses = group.clauses.into_iter().flatten().map(|raw| clause(raw, &title, text));
        let clauses: Vec<Clause> = clauses.collect::<Result<_, _>>()?;
        // A filter without clauses is what the portal stores for none at all.
        if !clauses.is_empty() {
            filters.groups.push(Filter { title, clauses });
        }
    }
    Ok(filters)
}

fn clause(raw: &RawValue, title: &str, text: &Text) -> Result<Clause, SchemaError> {
    let clause: FilterClause = text.json(raw)?;
    let help =
        "a clause has sourceOperandName, operatorName and, but for unary operators, one targetOperand.values";
    let fail = |what: &str| text.at(raw, &format!("the scoping filter '{title}' {what}"), help);
    let attribute = clause.source_operand_name.filter(|name| !name.is_empty());
    let operator = clause.operator_name.filter(|name| !name.is_empty());
    let mut values = clause.target_operand.and_then(|operand| operand.values).unwrap_or_default();
    if values.len() > 1 {
        return Err(fail("has a clause with several values, of which one can be compared"));
    }
    let attribute = attribute.ok_or_else(|| fail("has a clause without an attribute"))?;
    let operator = operator.ok_or_else(|| fail("has a clause without an operator"))?;
    let value = values.pop().filter(|value| !value.is_empty());
    Clause::new(&attribute, &operator, value.as_deref()).map_err(|error| {
        text.at(raw, &format!("the scoping filter '{title}': {}", error.message), &error.help)
    })
}
