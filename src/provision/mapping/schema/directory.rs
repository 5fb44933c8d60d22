//! What the schema says of attributes: the directories it defines.

use super::document::{AttributeDefinition, Mapping, ObjectDefinition, Rule, Schema};
use crate::provision::mapping::Declared;
use crate::suite::AttributeType;
use crate::text::nearest;

/// The attributes of one kind of object in one directory; empty where the schema does not define them.
pub(super) struct Definition<'a> {
    attributes: &'a [AttributeDefinition],
}

impl<'a> Definition<'a> {
    /// The target's.
    pub(super) fn target(schema: &'a Schema, rule: &Rule, mapping: &Mapping) -> Self {
        Self::of(schema, rule.target_directory_name.as_deref(), mapping.target_object_name.as_deref())
    }

    /// Entra's.
    pub(super) fn source(schema: &'a Schema, rule: &Rule, mapping: &Mapping) -> Self {
        Self::of(schema, rule.source_directory_name.as_deref(), mapping.source_object_name.as_deref())
    }

    /// The names that the target's directory has for objects of any kind.
    pub(super) fn declared(schema: &'a Schema, rule: &Rule) -> Vec<&'a str> {
        let wanted = rule.target_directory_name.as_deref();
        let is_target = |name: Option<&str>| {
            name.zip(wanted).is_some_and(|(name, wanted)| name.eq_ignore_ascii_case(wanted))
        };
        let directories = schema.directories.iter().flatten();
        let objects = directories
            .filter(|found| is_target(found.name.as_deref()))
            .flat_map(|found| found.objects.iter().flatten());
        objects
            .flat_map(|object| object.attributes.iter().flatten())
            .filter_map(|attribute| attribute.name.as_deref())
            .collect()
    }

    fn of(schema: &'a Schema, directory: Option<&str>, object: Option<&str>) -> Self {
        let named = |name: &Option<String>, wanted: Option<&str>| match (name, wanted) {
            (Some(name), Some(wanted)) => name.eq_ignore_ascii_case(wanted),
            _ => false,
        };
        let directories = schema.directories.iter().flatten();
        let objects = directories
            .filter(|found| named(&found.name, directory))
            .flat_map(|found| found.objects.iter().flatten());
        let found = objects.into_iter().find(|found: &&ObjectDefinition| named(&found.name, object));
        Self { attributes: found.and_then(|found| found.attributes.as_deref()).unwrap_or_default() }
    }

    /// Whether the schema says nothing of the attributes.
    pub(super) fn is_empty(&self) -> bool {
        self.attributes.is_empty()
    }

    /// The attribute of that name, letter case aside.
    pub(super) fn get(&self, name: &str) -> Option<&'a AttributeDefinition> {
        let called = |found: &&AttributeDefinition| {
            found.name.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(name))
        };
        self.attributes.iter().find(called)
    }

    /// Whether there is an attribute of exactly that name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names().any(|other| other == name)
    }

    /// The name most like it.
    pub(super) fn nearest(&self, name: &str) -> Option<&'a str> {
        nearest(name, self.names())
    }

    /// The names.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter_map(|found| found.name.as_deref())
    }
}

impl AttributeDefinition {
    /// The type; what is not said is text.
    pub(super) fn attribute_type(&self) -> AttributeType {
        match self.kind.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("boolean") => AttributeType::Boolean,
            Some("integer") => AttributeType::Integer,
            Some("datetime") => AttributeType::DateTime,
            Some("binary") => AttributeType::Binary,
            Some("reference") => AttributeType::Reference,
            _ => AttributeType::String,
        }
    }

    /// What is declared of its values.
    pub(super) fn declared(&self) -> Declared {
        Declared { required: self.required == Some(true), max_length: self.max_length() }
    }

    /// `MaximumLength` among the metadata.
    fn max_length(&self) -> Option<usize> {
        let entries = self.metadata.as_ref()?.as_array()?;
        let entry = entries.iter().find(|entry| entry["key"] == "MaximumLength")?;
        entry["value"].as_str()?.trim().parse().ok().filter(|length| *length > 0)
    }
}
