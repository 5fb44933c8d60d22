//! The terms under which a tenant lets clients write and look for one type of resource, and how it enforces them.

use serde_json::Value;

use super::service::Service;
use super::store::Kind;
use crate::scim::{Error, Path, ScimType, access};

/// What the owner of a tenant lets clients do with users, or with groups.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Clients cannot create any.
    pub no_create: bool,
    /// Clients cannot change any.
    pub no_update: bool,
    /// Clients cannot delete any.
    pub no_delete: bool,
    /// Attributes by which nobody can filter.
    pub unfilterable: Vec<Path>,
    /// Attributes that keep the value a resource was created with.
    pub fixed: Vec<Path>,
    /// Attributes whose values have to have a form.
    pub rules: Vec<Rule>,
}

/// The form of an attribute's values.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The attribute.
    pub path: Path,
    /// The values there are; none: any.
    pub values: Vec<String>,
    /// What a value matches as a whole.
    pub pattern: Option<fancy_regex::Regex>,
    /// Most characters of a value.
    pub max_length: Option<usize>,
    /// The attribute that has the same value.
    pub equals: Option<Path>,
}

impl Rule {
    /// What is wrong with the resource, if anything.
    fn breach(&self, resource: &Value) -> Option<String> {
        let values = access::values(resource, &self.path);
        values.iter().filter_map(|value| text_of(value)).find_map(|text| self.misfit(text)).or_else(|| {
            let other = self.equals.as_ref()?;
            let (own, wanted) = (values.first()?, access::first(resource, other)?);
            (*own != wanted).then(|| format!("'{}' must have the value of '{other}'", self.path))
        })
    }

    fn misfit(&self, text: &str) -> Option<String> {
        if !self.values.is_empty() && !self.values.iter().any(|value| value == text) {
            return Some(format!("'{}' must be one of {}", self.path, self.values.join(", ")));
        }
        if self.max_length.is_some_and(|most| text.chars().count() > most) {
            let most = self.max_length.unwrap_or_default();
            return Some(format!("'{}' must not be longer than {most} characters", self.path));
        }
        let foreign = self.pattern.as_ref().filter(|form| !form.is_match(text).unwrap_or(true))?;
        Some(format!("'{}' must match {}", self.path, foreign.as_str()))
    }
}

/// A value's text, which an element of a list has in `value` (RFC 7643 §2.4).
fn text_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| access::member(value, "value")?.as_str())
}

impl Service {
    /// The terms for one type of resource.
    pub(super) fn terms(&self, kind: Kind) -> &Terms {
        match kind {
            Kind::User => &self.policy.users,
            Kind::Group => &self.policy.group_terms,
        }
    }

    /// Refuses what clients are not offered at all.
    pub(super) fn demand_offered(&self, kind: Kind, verb: Verb) -> Result<(), Error> {
        let terms = self.terms(kind);
        let (withheld, word) = match verb {
            Verb::Create => (terms.no_create, "create"),
            Verb::Update => (terms.no_update, "change"),
            Verb::Delete => (terms.no_delete, "delete"),
        };
        if !withheld {
            return Ok(());
        }
        let name = self.model(kind).name;
        Err(Error::new(501, format!("this tenant does not {word} resources of type {name}")))
    }

    /// Refuses a resource whose values do not have the form they must have, and one in which a fixed value changed.
    pub(super) fn demand_terms(
        &self,
        kind: Kind,
        before: Option<&Value>,
        after: &Value,
    ) -> Result<(), Error> {
        let terms = self.terms(kind);
        if let Some(detail) = terms.rules.iter().find_map(|rule| rule.breach(after)) {
            return Err(Error::of(ScimType::InvalidValue, detail));
        }
        let Some(before) = before else { return Ok(()) };
        let changed = |path: &&Path| access::first(before, path) != access::first(after, path);
        match terms.fixed.iter().find(changed) {
            None => Ok(()),
            Some(path) => {
                let detail = format!("'{path}' keeps the value that the resource was created with");
                Err(Error::of(ScimType::Mutability, detail))
            }
        }
    }

    /// Carries over what a replacement leaves out of the values that are fixed.
    pub(super) fn keep_fixed(&self, kind: Kind, before: &Value, after: &mut Value) {
        // A name is required: a replacement without it is no replacement.
        for path in self.terms(kind).fixed.iter().filter(|path| !path.is_attribute("userName")) {
            if let (Some(held), None) = (access::first(before, path), access::first(after, path)) {
                access::put(after, path, held.clone());
            }
        }
    }

    /// Refuses a filter by an attribute that cannot be looked up.
    pub(super) fn demand_filterable(&self, kind: Kind, path: &Path) -> Result<(), Error> {
        let Some(own) = self.terms(kind).unfilterable.iter().find(|own| own.overlaps(path)) else {
            return Ok(());
        };
        Err(Error::of(ScimType::InvalidFilter, format!("this tenant does not filter by '{own}'")))
    }
}

/// What a request does to a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Create,
    Update,
    Delete,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rule(path: &str) -> Rule {
        let path = path.parse().unwrap();
        Rule { path, values: Vec::new(), pattern: None, max_length: None, equals: None }
    }

    #[test]
    fn values_that_break_a_rule_are_named() {
        let user =
            json!({ "userName": "mira", "title": "Pilot", "emails": [{ "type": "work", "value": "m@x" }] });
        let tier = Rule { values: vec!["Gold".into()], ..rule("title") };
        assert_eq!(tier.breach(&user).unwrap(), "'title' must be one of Gold");
        let role = Rule { values: vec!["Viewer".into()], ..rule("roles") };
        assert_eq!(
            role.breach(&json!({ "roles": [{ "value": "Captain" }] })).unwrap(),
            "'roles' must be one of Viewer"
        );
        assert_eq!(role.breach(&json!({ "roles": [{ "value": "Viewer" }] })), None);
        let short = Rule { max_length: Some(3), ..rule("userName") };
        assert_eq!(short.breach(&user).unwrap(), "'userName' must not be longer than 3 characters");
        let same =
            Rule { equals: Some(Path::attribute("userName")), ..rule("emails[type eq \"work\"].value") };
        assert!(same.breach(&user).unwrap().ends_with("must have the value of 'userName'"));
        let form = Rule { pattern: fancy_regex::Regex::new("^(?:[a-z]+)$").ok(), ..rule("userName") };
        assert_eq!(form.breach(&user), None);
        assert_eq!(Rule { values: vec!["Gold".into()], ..rule("nickName") }.breach(&user), None);
    }
}
