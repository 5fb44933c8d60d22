//! Attribute mappings of a schema, one by one; each error names the target attribute.

use serde_json::value::RawValue;

use super::SchemaError;
use super::directory::Definition;
use super::document::{AttributeDefinition, Row};
use super::place::Text;
use super::sources;
use super::targets::Targets;
use crate::provision::mapping::{AttributeMapping, Source, source, values};
use crate::provision::object::Kind;
use crate::scim::urn;
use crate::suite::{AttributePath, AttributeType};
use crate::text::nearest;

/// Words of `flowType` (Microsoft Graph, `attributeMapping`).
const FLOW_TYPES: [&str; 5] =
    ["Always", "ObjectAddOnly", "MultiValueAddOnly", "ValueAddOnly", "AttributeAddOnly"];

/// Reads the rows of one object mapping.
pub(super) struct Reader<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a Text<'a>,
    pub(super) target: Definition<'a>,
    pub(super) source: Definition<'a>,
    pub(super) targets: Targets<'a>,
}

/// One row on its way: what stands in the file, and the name of its target.
pub(super) struct Place<'a> {
    text: &'a Text<'a>,
    raw: &'a RawValue,
    target: &'a str,
}

impl Place<'_> {
    /// An error at a member of the row.
    pub(super) fn error(&self, member: &str, message: &str, help: &str) -> SchemaError {
        let message = format!("the mapping of {}: {message}", self.target);
        self.text.member(self.raw, member, &message, help)
    }
}

impl Reader<'_> {
    /// All rows; no target may be mapped twice.
    pub(super) fn rows<'b>(
        &self,
        raw: impl Iterator<Item = &'b &'b RawValue>,
        notes: &mut Vec<String>,
    ) -> Result<Vec<AttributeMapping>, SchemaError> {
        let mut rows: Vec<AttributeMapping> = Vec::new();
        for raw in raw {
            let row = self.row(raw, notes)?;
            if rows.iter().any(|earlier| earlier.target.same(row.target.as_str())) {
                let message = format!("{} is mapped twice", row.target);
                let help = "an attribute has one source; take one of the two mappings out";
                return Err(self.text.member(raw, "targetAttributeName", &message, help));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn row(&self, raw: &RawValue, notes: &mut Vec<String>) -> Result<AttributeMapping, SchemaError> {
        let row: Row = self.text.json(raw)?;
        let name = row.target_attribute_name.as_deref().unwrap_or_default();
        let place = Place { text: self.text, raw, target: name };
        let target = self.target_path(name, &place)?;
        let definition = self.defined(name, &place)?;
        if definition.is_none() {
            self.check_target(&target, &place)?;
        }
        let matching =
            row.matching_priority.and_then(|priority| u32::try_from(priority).ok()).filter(|p| *p > 0);
        let source = sources::read(row.source.as_ref(), matching.is_some(), &place)?;
        self.check_names(&source, &place)?;
        let kind = self.target_type(&target, definition, &source);
        self.check_reference(&source, kind, &place)?;
        let default = row.default_value.filter(|text| !text.is_empty());
        check_texts(&source, default.as_deref(), kind, &place)?;
        let flow_type = flow_type(row.flow_type.as_deref(), &place)?;
        if flow_type == "ValueAddOnly" {
            notes.push(format!(
                "{name}: ValueAddOnly is replayed as Always, as values are never removed anyway"
            ));
        }
        Ok(AttributeMapping {
            default,
            matching,
            only_on_creation: flow_type == "ObjectAddOnly",
            only_if_empty: flow_type == "AttributeAddOnly",
            add_only: flow_type == "MultiValueAddOnly",
            exact_case: definition.is_some_and(|definition| definition.case_exact == Some(true)),
            multivalued: definition.is_some_and(|definition| definition.multivalued == Some(true)),
            declared: definition.map(AttributeDefinition::declared).unwrap_or_default(),
            ..AttributeMapping::new(target, kind, source)
        })
    }

    fn target_path(&self, name: &str, place: &Place) -> Result<AttributePath, SchemaError> {
        if name.trim().is_empty() {
            let help = "every attribute mapping has a targetAttributeName";
            return Err(self.text.at(place.raw, "a mapping names no target attribute", help));
        }
        let path: AttributePath = name.parse().map_err(|error| {
            let message = format!("that is not an attribute path: {error}");
            let help = "paths look like userName, name.givenName, emails[type eq \"work\"].value or <URN>:department";
            place.error("targetAttributeName", &message, help)
        })?;
        if path.path().is_attribute("id") {
            let help = "the tenant gives ids; map the value to externalId instead";
            return Err(place.error("targetAttributeName", "no mapping may write it", help));
        }
        Ok(path)
    }

    /// What the target directory says of the attribute. A directory that lists its attributes lists every one.
    fn defined(&self, name: &str, place: &Place) -> Result<Option<&AttributeDefinition>, SchemaError> {
        let found = self.target.get(name);
        if found.is_none() && !self.target.is_empty() {
            let help = self.target.nearest(name).map_or_else(
                || "add the attribute to the target directory in the schema".to_owned(),
                |nearest| format!("did you mean '{nearest}'?"),
            );
            let message = "the target directory of the schema has no such attribute";
            return Err(place.error("targetAttributeName", message, &help));
        }
        Ok(found)
    }

    /// Where the schema does not list the target's attributes, SCIM and the suite do.
    fn check_target(&self, target: &AttributePath, place: &Place) -> Result<(), SchemaError> {
        if self.targets.has(target) {
            return Ok(());
        }
        let help = self.targets.nearest(target.as_str()).map_or_else(
            || "add the attribute to the target directory in the schema, or to the suite".to_owned(),
            |nearest| format!("did you mean '{nearest}'?"),
        );
        let message = format!(
            "SCIM has no such attribute of {}, and neither the schema's target directory nor the suite declares it",
            super::many(self.kind)
        );
        Err(place.error("targetAttributeName", &message, &help))
    }

    /// The type the directory gives the target. Without one it is that of Entra's default mapping.
    fn target_type(
        &self,
        target: &AttributePath,
        definition: Option<&AttributeDefinition>,
        source: &Source,
    ) -> AttributeType {
        let direct = |name: &str| matches!(source, Source::Direct(source) if source == name);
        let reference = source::reference_of(self.kind);
        match definition {
            Some(definition) => definition.attribute_type(),
            None if target.path().is_attribute("active") => AttributeType::Boolean,
            None if direct(reference) && is_named(target, reference) => AttributeType::Reference,
            None => AttributeType::String,
        }
    }

    /// References flow to references: a manager is an account of the target, not a text.
    fn check_reference(
        &self,
        source: &Source,
        kind: AttributeType,
        place: &Place,
    ) -> Result<(), SchemaError> {
        let reference = source::reference_of(self.kind);
        let is_reference = matches!(source, Source::Direct(name) if name == reference);
        let (message, help) = match (is_reference, kind == AttributeType::Reference, source) {
            (true, false, _) => (
                format!("{reference} is a reference and flows to an attribute of type Reference only"),
                "CStr([manager]) in an expression gives its object id as text",
            ),
            (false, true, source) if *source != Source::None => (
                format!("the target is a reference, which only {reference} flows to"),
                "give the target attribute another type in the target directory of the schema, or take the mapping out",
            ),
            _ => return Ok(()),
        };
        Err(place.error("source", &message, help))
    }

    /// The source attributes, where the schema lists those of the source directory.
    fn check_names(&self, source: &Source, place: &Place) -> Result<(), SchemaError> {
        let names: Vec<&str> = match source {
            Source::Direct(name) => vec![name],
            Source::Expression(expression) => expression.sources(),
            Source::Constant(_) | Source::None => return Ok(()),
        };
        let is_known =
            |name: &str| source::is_possible(name) || self.source.is_empty() || self.source.has(name);
        let Some(unknown) = names.into_iter().find(|name| !is_known(name)) else { return Ok(()) };
        let all = source::KNOWN.iter().copied().chain(self.source.names());
        let help = nearest(unknown, all).map_or_else(
            || "add the attribute to the source directory in the schema".to_owned(),
            |nearest| {
                format!("did you mean '{nearest}'? names of source attributes compare with letter case")
            },
        );
        Err(place.error("source", &format!("there is no source attribute '{unknown}'"), &help))
    }
}

fn is_named(target: &AttributePath, name: &str) -> bool {
    let path = target.path();
    let core_or_enterprise =
        path.urn.as_deref().is_none_or(|urn| urn::is_core(urn) || urn::same(urn, urn::ENTERPRISE_USER));
    core_or_enterprise && path.name.eq_ignore_ascii_case(name)
}

/// Constants and defaults are known now, so they are tried now.
fn check_texts(
    source: &Source,
    default: Option<&str>,
    kind: AttributeType,
    place: &Place,
) -> Result<(), SchemaError> {
    let constant = match source {
        Source::Constant(text) => Some(("constant", "source", text.as_str())),
        _ => None,
    };
    let default = default.map(|text| ("default value", "defaultValue", text));
    for (what, member, text) in constant.into_iter().chain(default) {
        values::typed(text.into(), kind).map_err(|error| {
            let help =
                "change the text, or the type of the target attribute in the target directory of the schema";
            place.error(member, &format!("the {what} {}", error.0), help)
        })?;
    }
    Ok(())
}

fn flow_type(word: Option<&str>, place: &Place) -> Result<&'static str, SchemaError> {
    let word = word.filter(|word| !word.is_empty()).unwrap_or("Always");
    FLOW_TYPES.into_iter().find(|known| known.eq_ignore_ascii_case(word)).ok_or_else(|| {
        let help = match nearest(word, FLOW_TYPES) {
            Some(name) => format!("did you mean '{name}'?"),
            None => format!("flowType is one of {}", FLOW_TYPES.join(", ")),
        };
        place.error("flowType", &format!("there is no flowType '{word}'"), &help)
    })
}
