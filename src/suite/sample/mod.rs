//! Sample values: realistic, unique and reproducible from the run id.
//!
//! Every name the run creates carries the run id, which is the marker by which the run knows its own
//! resources again. What a suite says of the form of a value is obeyed.

mod fit;
mod natural;
mod pattern;
mod person;
mod possible;
mod serial;
mod template;
mod words;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use serde_json::{Value, json};

use super::{Attribute, AttributePath, AttributeType, Suite};
use fit::Form;
use person::Person;
pub use possible::{Impossible, Of, possible};
pub use template::{Template, TemplateError};

/// Which of the two values of an attribute is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// The value a resource is created with.
    Created,
    /// The value an update changes it to.
    Changed,
}

const VERSIONS: [Version; 2] = [Version::Created, Version::Changed];

/// Makes the values of a run.
#[derive(Debug, Clone)]
pub struct Sampler {
    /// The run id.
    pub run: String,
    /// Domain of every userName and e-mail address.
    pub domain: String,
    /// Values for single attributes, over the suite's.
    overrides: Vec<(AttributePath, String)>,
    /// The suite's attributes of users and of groups.
    users: Vec<Attribute>,
    groups: Vec<Attribute>,
    /// The forms of those that have one.
    forms: Vec<Form>,
}

impl Sampler {
    /// A sampler of one run for the attributes of a suite.
    pub fn new(suite: &Suite, run: &str, domain: &str) -> Self {
        let users = suite.user.attributes.iter().map(|row| (Of::User, row));
        let rows = users.chain(suite.group.attributes.iter().map(|row| (Of::Group, row)));
        let formed = rows.filter(|(_, row)| has_form(row));
        Self {
            forms: formed.filter_map(|(of, row)| Form::of(row, of.marks(row)).ok()).collect(),
            run: run.to_owned(),
            domain: domain.to_owned(),
            overrides: Vec::new(),
            users: suite.user.attributes.clone(),
            groups: suite.group.attributes.clone(),
        }
    }

    /// The same with values for single attributes: constants, or texts with placeholders.
    #[must_use]
    pub fn overriding(self, overrides: Vec<(AttributePath, String)>) -> Self {
        Self { overrides, ..self }
    }

    /// The value of a user's attribute for the person of that number.
    pub fn value(&self, attribute: &Attribute, person: usize, version: Version) -> Value {
        let own = |path: &AttributePath| path.same(target(attribute).as_str());
        match self.overrides.iter().find(|(path, _)| own(path)) {
            Some((_, sample)) => self.filled(sample, attribute, person, version),
            None if target(attribute).same("userName") => json!(self.user_name(person, version)),
            None => self.by_rules(attribute, Of::User, person, version),
        }
    }

    /// The value of a group's attribute for the group of that number.
    pub fn group_value(&self, attribute: &Attribute, group: usize, version: Version) -> Value {
        let path = target(attribute).path();
        if path.sub.is_none()
            && ["displayName", "name"].iter().any(|name| path.name.eq_ignore_ascii_case(name))
        {
            return json!(self.group_name(group, version));
        }
        self.by_rules(attribute, Of::Group, group, version)
    }

    /// Whether an update would write the same value again, because only one accepted value is known.
    pub fn is_constant(&self, attribute: &Attribute) -> bool {
        self.value(attribute, 0, Version::Created) == self.value(attribute, 0, Version::Changed)
    }

    /// The `userName` of the person of that number.
    pub fn user_name(&self, person: usize, version: Version) -> String {
        let natural = |version| self.person(person, version).user_name();
        self.marked_name(listed(&self.users, "userName"), natural, self.person(person, version))
    }

    /// The name of the group of that number; the parentheses and the hyphen are what Microsoft's gallery
    /// validation puts into its group names.
    pub fn group_name(&self, group: usize, version: Version) -> String {
        let natural = |version| {
            let renamed = if version == Version::Changed { " renamed" } else { "" };
            format!("Harbour crew-({} {group}){renamed}", self.run)
        };
        self.marked_name(listed(&self.groups, "displayName"), natural, self.person(group, version))
    }

    /// A name that holds the run id, in a form that the row of the table allows.
    fn marked_name(
        &self,
        row: Option<&Attribute>,
        natural: impl Fn(Version) -> String,
        who: Person,
    ) -> String {
        let form = row.filter(|row| has_form(row)).and_then(|row| self.form(row, true));
        let fitting = form.and_then(|form| form.value(&VERSIONS.map(&natural), who));
        fitting.unwrap_or_else(|| natural(who.version))
    }

    /// The form of a row, made once for those of the suite.
    fn form(&self, row: &Attribute, is_marked: bool) -> Option<Cow<'_, Form>> {
        let known = self.forms.iter().find(|form| form.is_of(row, is_marked));
        known.map(Cow::Borrowed).or_else(|| Form::of(row, is_marked).ok().map(Cow::Owned))
    }

    fn person(&self, number: usize, version: Version) -> Person<'_> {
        Person { run: &self.run, domain: &self.domain, number, version }
    }

    fn filled(&self, sample: &str, attribute: &Attribute, person: usize, version: Version) -> Value {
        let serial = self.person(person, version).serial(target(attribute).as_str());
        let text = match sample.parse::<Template>() {
            Ok(template) => template.fill(serial),
            Err(_) => sample.to_owned(),
        };
        typed(&text, attribute.kind)
    }

    /// The value as the suite has it: its sample, its equal, one of its accepted values, else one of its form.
    fn by_rules(&self, attribute: &Attribute, of: Of, number: usize, version: Version) -> Value {
        if let Some(sample) = &attribute.sample {
            return self.filled(sample, attribute, number, version);
        }
        if let Some(other) = &attribute.equals {
            return self.equal(other, of, number, version);
        }
        let accepted = match version {
            Version::Created => attribute.values.first(),
            Version::Changed => attribute.values.get(1).or(attribute.values.first()),
        };
        match accepted {
            Some(accepted) => typed(accepted, attribute.kind),
            None => self.of_form(attribute, of, number, version),
        }
    }

    /// The value of the attribute that this one always equals; the equal of an equal is not followed.
    fn equal(&self, other: &AttributePath, of: Of, number: usize, version: Version) -> Value {
        let rows = if of == Of::User { &self.users } else { &self.groups };
        let row = listed(rows, other.as_str()).map_or_else(
            || Attribute::new(other.clone(), AttributeType::String),
            |row| Attribute { equals: None, ..row.clone() },
        );
        match of {
            Of::User => self.value(&row, number, version),
            Of::Group => self.group_value(&row, number, version),
        }
    }

    fn of_form(&self, attribute: &Attribute, of: Of, number: usize, version: Version) -> Value {
        let path = target(attribute).path();
        let natural = |version| natural::value(attribute.kind, path, self.person(number, version));
        if !has_form(attribute) {
            return natural(version);
        }
        let pair = VERSIONS.map(|version| plain(&natural(version)));
        let form = self.form(attribute, of.marks(attribute));
        let text = form.and_then(|form| form.value(&pair, self.person(number, version)));
        text.map_or_else(|| natural(version), |text| typed(&text, attribute.kind))
    }
}

fn has_form(row: &Attribute) -> bool {
    row.pattern.is_some() || row.max_length.is_some()
}

/// The attribute the run writes: what a misprint stands for, else what is printed.
fn target(attribute: &Attribute) -> &AttributePath {
    attribute.likely.as_ref().unwrap_or(&attribute.path)
}

fn listed<'a>(rows: &'a [Attribute], path: &str) -> Option<&'a Attribute> {
    rows.iter().find(|row| target(row).same(path))
}

/// A value as text, as it would stand in a suite.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A constant of the suite or the command line as a value of the attribute's type.
fn typed(text: &str, kind: AttributeType) -> Value {
    match kind {
        AttributeType::Complex => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
        AttributeType::Boolean | AttributeType::Integer => serde_json::from_str(&text.to_lowercase())
            .or_else(|_| serde_json::from_str(text))
            .unwrap_or_else(|_| json!(text)),
        _ => json!(text),
    }
}
