//! Who is provisioned: assignments and scoping filters (Microsoft Learn, "Scoping users or groups to be provisioned
//! with scoping filters").

use serde::{Deserialize, Serialize};

use super::object::Object;

/// Scoping filters: filters joined by OR, each with clauses joined by AND. Without any, every object passes.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Filters {
    /// The filters.
    pub groups: Vec<Filter>,
}

/// One scoping filter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Filter {
    /// Its title.
    pub title: String,
    /// Its clauses.
    pub clauses: Vec<Clause>,
}

/// One clause of a scoping filter. Made by [`Clause::new`], which refuses what cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Clause {
    /// Source attribute.
    pub attribute: String,
    /// Operator as the portal names it, such as `EQUALS`.
    pub operator: String,
    /// Value, for operators that take one.
    pub value: Option<String>,
}

/// How a filter came out, for the log and for on-demand provisioning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Whether any filter lets the object through.
    pub passed: bool,
    /// One line a clause: `{title}{attribute}{operator}{value}` and whether it is true.
    pub clauses: Vec<(String, bool)>,
}

impl Filters {
    /// Whether the object passes.
    pub fn judge(&self, _object: &Object) -> Passed {
        unimplemented!("written by the scope helper")
    }
}
