//! Schema and resource type documents (RFC 7643 §6, §7), and whether resources look as they say.

mod all_published;
mod attribute_definitions;
mod attribute_names;
mod common_attributes;
mod custom_types;
mod enterprise_declared;
mod expected_schemas;
mod extension_entries;
mod extension_namespace;
mod extension_urn;
mod group_display_name;
mod group_display_name_required;
mod id_and_attributes;
mod keyword_spelling;
mod mapping_discoverable;
mod member_parts_immutable;
mod name_and_description;
mod no_nested_complex;
mod no_nulls;
mod password_never_returned;
mod plurality;
mod reference_types;
mod required_extension;
mod resource_type_members;
mod schema_urn;
mod sub_attributes;
mod undeclared_attributes;
mod unique_names;
mod user_groups_read_only;
mod user_name;
mod validator_attributes;
mod value_types;

use super::discovery::{name_of, names_schema, place, resource_types, text};
use super::prelude::*;
use super::published::{Definition, Published};
use super::shown::{self, Fact};
use crate::scim::{access, urn};

pub(super) const CHECKS: &[&super::Check] = &[
    &id_and_attributes::CHECK,
    &name_and_description::CHECK,
    &schema_urn::CHECK,
    &attribute_definitions::CHECK,
    &keyword_spelling::CHECK,
    &attribute_names::CHECK,
    &sub_attributes::CHECK,
    &no_nested_complex::CHECK,
    &reference_types::CHECK,
    &unique_names::CHECK,
    &user_name::CHECK,
    &group_display_name::CHECK,
    &group_display_name_required::CHECK,
    &password_never_returned::CHECK,
    &common_attributes::CHECK,
    &user_groups_read_only::CHECK,
    &member_parts_immutable::CHECK,
    &extension_namespace::CHECK,
    &extension_urn::CHECK,
    &resource_type_members::CHECK,
    &extension_entries::CHECK,
    &all_published::CHECK,
    &expected_schemas::CHECK,
    &enterprise_declared::CHECK,
    &mapping_discoverable::CHECK,
    &no_nulls::CHECK,
    &validator_attributes::CHECK,
    &custom_types::CHECK,
    &undeclared_attributes::CHECK,
    &value_types::CHECK,
    &plurality::CHECK,
    &required_extension::CHECK,
];

/// The skip of a check whose cause another one names.
fn named_elsewhere(reason: impl std::fmt::Display) -> Unjudged {
    Unjudged::Skipped(SkipKind::NeedsStep, format!("{reason}, which another check names"))
}

/// One finding for all definitions of which something is wrong, at the first of them.
fn all_of(documents: &Published, wrong: &[Definition], message: &str, expected: &str) -> Vec<Finding> {
    let Some(first) = wrong.first() else { return Vec::new() };
    let names: Vec<String> = wrong.iter().map(|definition| definition.name.clone()).collect();
    let finding = Finding::at(documents.seen.exchange, message).expected(expected, enumerate(&names));
    vec![finding.pointer(first.pointer.clone())]
}

/// A few names, and how many more there are.
fn enumerate(names: &[String]) -> String {
    const SHOWN: usize = 4;
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    names[..names.len() - more].join(", ") + &rest
}

/// A keyword of a definition, or what stands for it when it is absent (RFC 7643 §2.2).
fn keyword(definition: &Value, name: &str, default: &str) -> String {
    let value = access::member(definition, name).filter(|value| !value.is_null());
    value.map_or_else(
        || default.to_owned(),
        |value| value.as_str().map_or_else(|| value.to_string(), str::to_owned),
    )
}

/// A boolean of a definition; absent counts as false.
fn flag(definition: &Value, name: &str) -> bool {
    access::member(definition, name) == Some(&Value::Bool(true))
}

/// The extensions a resource type names, each with where it stands in the entry. A single object counts as a list of
/// one, as `schemas/extension-entries` accepts it.
fn extensions(resource_type: &Value) -> impl Iterator<Item = (usize, &Value)> {
    let extensions = match access::member(resource_type, "schemaExtensions") {
        Some(Value::Array(entries)) => entries.as_slice(),
        Some(single @ Value::Object(_)) => std::slice::from_ref(single),
        _ => &[],
    };
    extensions.iter().enumerate()
}
