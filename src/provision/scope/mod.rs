//! Who is provisioned: assignments and scoping filters (Microsoft Learn, "Scoping users or groups to be provisioned
//! with scoping filters").
//!
//! It says whether an object is in scope and why; what becomes of it is decided in [`super::rules`].

pub mod assignment;
mod attributes;
mod clause;
mod operator;
mod pattern;

use serde::{Deserialize, Serialize};

use super::object::Object;
pub use assignment::{DefaultAccess, Entitlement, Scope, entitled};
pub use clause::{Clause, Judgement};
pub use operator::Operator;

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

/// How a filter came out, for the log and for on-demand provisioning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Whether any filter lets the object through.
    pub passed: bool,
    /// One line a clause: `{title}{attribute}{operator}{value}` and whether it is true.
    pub clauses: Vec<(String, bool)>,
}

/// What cannot be evaluated as a scoping filter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FilterError {
    /// What is wrong, as a lower-case sentence.
    pub message: String,
    /// The next thing to try.
    pub help: String,
}

impl FilterError {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

impl Filters {
    /// Whether the object passes, with every clause's share in it.
    pub fn judge(&self, object: &Object) -> Passed {
        let mut passed = Passed { passed: self.groups.is_empty(), clauses: Vec::new() };
        for filter in &self.groups {
            let mut all = true;
            for clause in &filter.clauses {
                let judgement = clause.judge(object);
                all &= judgement.holds;
                passed.clauses.push((line(&filter.title, clause, judgement), judgement.holds));
            }
            passed.passed |= all;
        }
        passed
    }

    /// Whether the object passes, and nothing more: for the many objects nobody asks about.
    pub fn passes(&self, object: &Object) -> bool {
        let lets_through = |filter: &Filter| filter.clauses.iter().all(|clause| clause.judge(object).holds);
        self.groups.is_empty() || self.groups.iter().any(lets_through)
    }

    /// What an administrator should know of these filters: where Microsoft's documentation leaves their meaning open.
    pub fn warnings(&self) -> Vec<String> {
        let clauses = self.groups.iter().flat_map(|filter| &filter.clauses);
        clauses.filter_map(Clause::warning).collect()
    }
}

fn line(title: &str, clause: &Clause, judgement: Judgement) -> String {
    let line = format!("{title} {clause}");
    match judgement.note {
        Some(note) => format!("{} ({note})", line.trim()),
        None => line.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provision::object::Kind;

    fn user(attributes: serde_json::Value) -> Object {
        let attributes = attributes.as_object().unwrap().clone().into_iter().collect();
        Object { kind: Kind::User, id: "u1".into(), attributes, manager: None, soft_deleted: false }
    }

    fn filter(title: &str, clauses: &[(&str, &str, Option<&str>)]) -> Filter {
        let clause = |&(a, o, v): &(&str, &str, Option<&str>)| Clause::new(a, o, v).unwrap();
        Filter { title: title.into(), clauses: clauses.iter().map(clause).collect() }
    }

    #[test]
    fn filters_are_joined_by_or_and_clauses_by_and() {
        let staff = filter("Staff", &[("country", "EQUALS", Some("NO")), ("jobTitle", "IS NOT NULL", None)]);
        let board = filter("Board", &[("department", "EQUALS", Some("Board"))]);
        let filters = Filters { groups: vec![staff, board] };
        let ann = user(serde_json::json!({"country": "NO", "department": "Sales"}));
        let judged = filters.judge(&ann);
        assert!(!judged.passed && !filters.passes(&ann));
        assert_eq!(
            judged.clauses,
            [
                ("Staff country EQUALS NO".to_owned(), true),
                ("Staff jobTitle IS NOT NULL".to_owned(), false),
                ("Board department EQUALS Board".to_owned(), false),
            ]
        );
        for passing in [
            serde_json::json!({"country": "NO", "jobTitle": "Clerk"}),
            serde_json::json!({"department": "Board"}),
        ] {
            assert!(filters.judge(&user(passing.clone())).passed && filters.passes(&user(passing)));
        }
    }

    #[test]
    fn without_filters_everybody_passes() {
        let nobody = user(serde_json::json!({}));
        assert_eq!(Filters::default().judge(&nobody), Passed { passed: true, clauses: vec![] });
        assert!(Filters::default().passes(&nobody));
    }

    #[test]
    fn filters_survive_being_written_and_read() {
        let filters =
            Filters { groups: vec![filter("F", &[("mail", "regex_match", Some(r"@contoso\.example$"))])] };
        let text = serde_json::to_string(&filters).unwrap();
        assert_eq!(
            text,
            r#"{"groups":[{"title":"F","clauses":[{"attribute":"mail","operator":"REGEX MATCH","value":"@contoso\\.example$"}]}]}"#
        );
        let read: Filters = serde_json::from_str(&text).unwrap();
        assert_eq!(read, filters);
        assert!(read.passes(&user(serde_json::json!({"mail": "ann@contoso.example"}))));
        let broken = text.replace("REGEX MATCH", "LIKE");
        assert!(serde_json::from_str::<Filters>(&broken).is_err());
    }

    #[test]
    fn open_questions_are_warned_of() {
        let clauses: [(&str, &str, Option<&str>); 4] = [
            ("employeeId", "REGEX MATCH", Some("[1-9][0-9]")),
            ("employeeId", "REGEX MATCH", Some("^[1-9][0-9]$")),
            ("department", "&", Some("Sales and Legal")),
            ("department", "EQUALS", Some("Sales")),
        ];
        let warnings = Filters { groups: vec![filter("F", &clauses)] }.warnings();
        assert_eq!(warnings.len(), 2, "{warnings:?}");
        assert!(warnings[0].contains("anchor"), "{warnings:?}");
        assert!(warnings[1].contains("part of"), "{warnings:?}");
    }
}
