//! Whether there are values that an attribute's rules allow. A suite that asks for what cannot be is refused when it is
//! loaded, not in the middle of a run.

use std::collections::HashSet;

use serde_json::Value;

use super::fit::Form;
use super::{Sampler, Template, VERSIONS, natural, plain, target};
use crate::suite::{Attribute, AttributeType, Suite};

/// Whose attributes they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the RFC's resource types")]
pub enum Of {
    User,
    Group,
}

impl Of {
    /// Whether values of the attribute have to hold the run id.
    pub(super) fn marks(self, attribute: &Attribute) -> bool {
        let names = match self {
            Self::User => ["userName", "externalId"],
            Self::Group => ["displayName", "externalId"],
        };
        names.iter().any(|name| target(attribute).same(name))
    }
}

/// A rule of a suite that no value obeys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {message}")]
pub struct Impossible {
    /// Whose attribute it is.
    pub of: Of,
    /// The attribute as the suite lists it.
    pub path: String,
    /// The key of the row that is at fault.
    pub key: &'static str,
    /// Byte position in the value of that key.
    pub position: usize,
    /// What is wrong, and what to do.
    pub message: String,
}

/// A key, a position in its value, and what is wrong there.
type Trouble = (&'static str, usize, String);

/// Run ids are as long as this one.
const RUN: &str = "spabcdefgh";
/// The default of `--domain`.
const DOMAIN: &str = "example.com";
/// People whose values are tried: the first ones, and some with longer numbers.
const TRIED: [usize; 14] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 42, 99, 250, 999];

/// Whether there are values for every attribute of the suite, in any run.
pub fn possible(suite: &Suite) -> Result<(), Impossible> {
    Sampler::of(suite).possible()
}

impl Sampler {
    /// A sampler of any run.
    pub(in crate::suite) fn of(suite: &Suite) -> Self {
        Self::new(suite, RUN, DOMAIN)
    }

    /// Whether there are values for every attribute of the suite, with the domain of this run.
    pub fn possible(&self) -> Result<(), Impossible> {
        self.objections().next().map_or(Ok(()), Err)
    }

    /// All attributes of the suite for which there are none, with the first reason of each.
    pub(in crate::suite) fn impossible(&self) -> Vec<Impossible> {
        self.objections().collect()
    }

    fn objections(&self) -> impl Iterator<Item = Impossible> + '_ {
        let users = self.users.iter().map(|row| (Of::User, row));
        let groups = self.groups.iter().map(|row| (Of::Group, row));
        users.chain(groups).filter_map(move |(of, row)| {
            let (key, position, message) = self.row_possible(of, row).err()?;
            Some(Impossible { of, path: row.path.to_string(), key, position, message })
        })
    }

    fn row_possible(&self, of: Of, row: &Attribute) -> Result<(), Trouble> {
        let form = Form::of(row, of.marks(row)).map_err(|message| ("pattern", 0, message))?;
        if let Some((key, _)) = constant(row).filter(|_| of.marks(row)) {
            let message =
                format!("'{key}' cannot be given: the run makes these values, as its id must stand in each");
            return Err((key, 0, message));
        }
        if let Some(sample) = &row.sample {
            sample.parse::<Template>().map_err(|error| ("sample", error.position, error.message))?;
        }
        for value in &row.values {
            let wrong = form.objection(value).or_else(|| wrong_type(value, row.kind));
            wrong.map_or(Ok(()), |wrong| Err(("values", 0, format!("the value '{value}' {wrong}"))))?;
        }
        self.equal_possible(of, row)?;
        self.values_possible(of, row, &form)
    }

    fn equal_possible(&self, of: Of, row: &Attribute) -> Result<(), Trouble> {
        let Some(other) = &row.equals else { return Ok(()) };
        let rows = if of == Of::User { &self.users } else { &self.groups };
        let found = super::listed(rows, other.as_str());
        let name = if of == Of::User { "userName" } else { "displayName" };
        let message = if other.same(target(row).as_str()) {
            "an attribute cannot equal itself".to_owned()
        } else if of.marks(row) {
            "the other attribute has to say 'equals': the run makes these values, as its id must stand in each"
                .to_owned()
        } else if found.is_some_and(|found| found.equals.is_some()) {
            format!("{other} equals another attribute itself; name that one")
        } else if found.is_none() && !other.same(name) {
            format!("the suite does not list {other}")
        } else {
            return Ok(());
        };
        Err(("equals", 0, message))
    }

    /// Makes values for some people and looks at them.
    fn values_possible(&self, of: Of, row: &Attribute, form: &Form) -> Result<(), Trouble> {
        let (key, found) = match constant(row) {
            Some((key, value)) => (key, format!("'{value}' ")),
            None if row.equals.is_some() => ("equals", "the equal value ".to_owned()),
            None if row.pattern.is_some() => ("pattern", String::new()),
            None => ("max_length", String::new()),
        };
        if row.sample.is_none() && row.equals.is_none() && row.pattern.is_none() && row.max_length.is_none() {
            return Ok(());
        }
        let mut seen = HashSet::new();
        for (person, version) in TRIED.iter().flat_map(|person| VERSIONS.map(|version| (*person, version))) {
            let value = self.made(of, row, person, version);
            let text = plain(&value);
            if let Some(wrong) = form.objection(&text).or_else(|| wrong_type(&text, row.kind)) {
                let message = if found.is_empty() { self.none(of, row) } else { format!("{found}{wrong}") };
                return Err((key, 0, message));
            }
            let is_free = found.is_empty() && (of.marks(row) || natural::is_identifier(target(row).path()));
            let is_marked = !of.marks(row) || text.contains(&self.run);
            if !is_marked || is_free && !seen.insert(text) {
                return Err((key, 0, self.none(of, row)));
            }
        }
        Ok(())
    }

    fn made(&self, of: Of, row: &Attribute, number: usize, version: super::Version) -> Value {
        match of {
            Of::User => self.value(row, number, version),
            Of::Group => self.group_value(row, number, version),
        }
    }

    fn none(&self, of: Of, row: &Attribute) -> String {
        if of.marks(row) {
            let length = self.run.len();
            return format!(
                "no value obeys the rules and holds the run id, {length} small letters and digits, with a number behind"
            );
        }
        "no value that obeys the rules and tells people apart was found; give one as 'sample'".to_owned()
    }
}

/// The key that names the values of a row, and a value.
fn constant(row: &Attribute) -> Option<(&'static str, &str)> {
    let sample = row.sample.as_deref().map(|sample| ("sample", sample));
    sample.or_else(|| row.values.first().map(|value| ("values", value.as_str())))
}

/// Why a text is no value of the type.
fn wrong_type(text: &str, kind: AttributeType) -> Option<String> {
    let is_whole = || text.parse::<i64>().is_ok();
    (kind == AttributeType::Integer && !is_whole()).then(|| "is no whole number".to_owned())
}

impl Impossible {
    /// Byte position of the mistake in the text of the suite; that of the row where the value is not found, as when it
    /// is inherited.
    pub fn place(&self, text: &str) -> usize {
        let table = if self.of == Of::Group { text.find("[group").unwrap_or(0) } else { 0 };
        let quoted = [format!("'{}'", self.path), toml::Value::from(self.path.as_str()).to_string()];
        let found = quoted.iter().find_map(|quoted| text[table..].find(quoted.as_str()));
        let Some(row) = found.map(|row| table + row) else { return table };
        let end = text[row..].find("path").map_or(text.len(), |end| row + end);
        let Some(key) = text[row..end].find(self.key).map(|key| row + key) else { return row };
        let value = text[key..].find(['\'', '"']).map_or(key, |quote| key + quote + 1);
        if self.position == 0 { key } else { value + self.position }
    }
}
