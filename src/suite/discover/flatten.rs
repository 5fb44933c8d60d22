//! From the definitions of a resource to the paths of a mapping, as Microsoft's gallery validation flattens `/Schemas`
//! (the workflow's test Schema_Discoverability, observed): an element of a list is addressed by each canonical value of
//! its `type`, a part of a complex attribute by a dot, an attribute of an extension by its URN; `manager` and `members`
//! are one name each, roles are `roles[primary eq "True"].value`, and references have no path.

use std::collections::HashSet;

use super::Teller;
use super::definition::Definition;
use super::resources::Resource;
use crate::scim::urn;
use crate::suite::{Attribute, AttributePath, AttributeType, Written};

/// Common attributes that nobody maps (RFC 7643 §3.1).
const NEVER: [&str; 3] = ["id", "meta", "schemas"];

/// The rows of a resource, in the order of its schemas.
pub(super) fn rows(resource: &Resource, teller: &mut Teller) -> Vec<Attribute> {
    let mut table = Table { rows: Vec::new(), known: HashSet::new(), teller, prefix: String::new() };
    for definition in Definition::list(resource.core, "attributes") {
        table.attribute(definition);
    }
    for (id, schema) in &resource.extensions {
        if urn::same(id, resource.id) {
            continue;
        }
        table.prefix = format!("{id}:");
        let definitions = Definition::list(schema, "attributes");
        if definitions.is_empty() {
            table.teller.not_said(format!("the attributes of {id}: its schema declares none"));
        }
        for definition in definitions {
            table.attribute(definition);
        }
    }
    table.rows
}

struct Table<'a> {
    rows: Vec<Attribute>,
    /// The paths of the rows in small letters.
    known: HashSet<String>,
    teller: &'a mut Teller,
    /// The URN of an extension with its colon.
    prefix: String,
}

impl Table<'_> {
    fn attribute(&mut self, definition: Definition) {
        let Some(name) = definition.name() else {
            return self.teller.not_said("the name of an attribute: a definition without one was left out");
        };
        let is_core = self.prefix.is_empty();
        if definition.is_read_only() || is_core && NEVER.iter().any(|never| definition.is_named(never)) {
            return;
        }
        let path = format!("{}{name}", self.prefix);
        if definition.is_hidden() && definition.required() != Some(true) {
            return self.left_out(&path, "is not shown in answers");
        }
        let kind = definition.kind();
        match (kind.as_str(), definition.is_multi_valued()) {
            _ if ["manager", "members"].iter().any(|name| definition.is_named(name)) => {
                self.add(&path, AttributeType::Reference, definition.required(), definition);
            }
            ("reference", _) => {
                self.left_out(&path, "is a reference, which Microsoft's validation does not map")
            }
            ("complex", true) if definition.is_named("roles") && is_core => {
                let path = "roles[primary eq \"True\"].value";
                self.teller
                    .guessed(format!("roles are written as {path}; take the row out where none are mapped"));
                self.add(path, AttributeType::String, definition.required(), definition);
            }
            ("complex", true) => self.elements(&path, definition),
            ("complex", false) => self.parts(&path, definition),
            (_, true) => self.list(&path, definition, "[\"Tern\"]"),
            _ => self.simple(&path, definition, definition.required()),
        }
    }

    fn left_out(&mut self, path: &str, why: &str) {
        self.teller.found(format!("{path} {why}: left out"));
    }

    /// The elements of a list, by the canonical values of their type.
    fn elements(&mut self, path: &str, definition: Definition) {
        let types = definition.sub("type").map(Definition::canonical_values).unwrap_or_default();
        if types.is_empty() {
            return self.list(path, definition, "[{\"value\":\"Tern\"}]");
        }
        if definition.sub("value").is_some_and(|value| value.kind() == "reference") {
            return self.left_out(path, "holds references, which Microsoft's validation does not map");
        }
        // That a list is required says nothing of each of its elements.
        let required = definition.required().filter(|required| !required || types.len() == 1);
        if definition.required() == Some(true) && required.is_none() {
            self.teller.not_said(format!("which element of {path} is required: one of them has to be there"));
        }
        let mut parts = written_parts(definition);
        let is_label = |part: &Definition| part.is_named("display");
        if parts.iter().any(|part| part.is_named("value")) && parts.iter().any(is_label) {
            // The validation would find it; but an element that has a label alone is none.
            parts.retain(|part| !is_label(part));
            self.left_out(&format!("display of {path}"), "is a label for people");
        }
        for kind in &types {
            for sub in &parts {
                let name = sub.name().unwrap_or_default();
                let required = both(required, sub.required());
                let kind = kind.replace('\\', "\\\\").replace('"', "\\\"");
                self.simple(&format!("{path}[type eq \"{kind}\"].{name}"), *sub, required);
            }
        }
    }

    /// A list whose elements no path selects.
    fn list(&mut self, path: &str, definition: Definition, sample: &str) {
        if definition.required() != Some(true) {
            return self.left_out(path, "is a list without types, so that no mapping selects an element");
        }
        self.teller.guessed(format!("{path} is required and a list without types: its sample is ours"));
        let before = self.rows.len();
        self.add(path, AttributeType::Complex, Some(true), definition);
        if let Some(row) = self.rows.get_mut(before) {
            row.values = Vec::new();
            row.sample = Some(sample.to_owned());
            self.teller.remarks.push((path.to_owned(), "sample: ours".to_owned()));
        }
    }

    /// The parts of a complex attribute.
    fn parts(&mut self, path: &str, definition: Definition) {
        let parts = written_parts(definition);
        if parts.is_empty() {
            self.left_out(path, "is complex and declares no part that can be written");
        }
        for sub in parts {
            let name = sub.name().unwrap_or_default();
            let required = both(definition.required(), sub.required());
            if sub.is_multi_valued() {
                self.left_out(&format!("{path}.{name}"), "is a list inside another attribute");
            } else {
                self.simple(&format!("{path}.{name}"), sub, required);
            }
        }
    }

    fn simple(&mut self, path: &str, definition: Definition, required: Option<bool>) {
        let kind = match definition.kind().as_str() {
            "string" => AttributeType::String,
            "boolean" => AttributeType::Boolean,
            "integer" => AttributeType::Integer,
            "datetime" => AttributeType::DateTime,
            "binary" => AttributeType::Binary,
            "decimal" => {
                self.teller.guessed(format!("{path} is a decimal number: whole numbers are written to it"));
                AttributeType::Integer
            }
            other => {
                let other = crate::text::cut(&crate::text::one_line(other), 60);
                self.teller.guessed(format!("{path} is a text: the type '{other}' is not one of RFC 7643"));
                AttributeType::String
            }
        };
        self.add(path, kind, required, definition);
    }

    fn add(&mut self, path: &str, kind: AttributeType, required: Option<bool>, definition: Definition) {
        let shown = crate::text::cut(&crate::text::one_line(path), 200);
        let parsed: AttributePath = match path.parse() {
            Ok(parsed) => parsed,
            Err(error) => {
                let text = format!("how {shown} is addressed: it is no attribute path ({error}); left out");
                return self.teller.not_said(text);
            }
        };
        if !self.known.insert(path.to_lowercase()) {
            return self.teller.found(format!("{shown} is declared twice: the first counts"));
        }
        let mut row = Attribute { required, ..Attribute::new(parsed, kind) };
        if definition.is_immutable() {
            row.written = Some(Written::AtCreation);
        }
        if kind == AttributeType::String && !row.target().same("userName") {
            row.values = definition.canonical_values();
        }
        self.rows.push(row);
    }
}

/// The parts of a complex attribute that a mapping writes.
fn written_parts(definition: Definition) -> Vec<Definition> {
    let is_written = |sub: &Definition| {
        let beside = ["type", "primary", "$ref"].iter().any(|name| sub.is_named(name));
        let plain = !["reference", "complex"].contains(&sub.kind().as_str());
        sub.name().is_some() && !beside && plain && !sub.is_read_only() && !sub.is_hidden()
    };
    let of_list = definition.is_multi_valued();
    let plain_type = |sub: &Definition| !of_list && sub.is_named("type") && !sub.is_read_only();
    definition.subs().into_iter().filter(|sub| is_written(sub) || plain_type(sub)).collect()
}

/// A part is required where the whole is.
fn both(whole: Option<bool>, part: Option<bool>) -> Option<bool> {
    match (whole, part) {
        (Some(false), _) => Some(false),
        (Some(true), part) => part,
        (None, _) => None,
    }
}
