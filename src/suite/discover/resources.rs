//! Which schemas make up users and groups.

use serde_json::Value;

use super::definition::Definition;
use super::{Documents, Teller};
use crate::scim::{access, urn};
use crate::suite::GroupSupport;

/// A resource type: a core schema and its extensions.
#[derive(Debug)]
pub(super) struct Resource<'a> {
    pub(super) id: &'a str,
    pub(super) core: &'a Value,
    pub(super) extensions: Vec<(&'a str, &'a Value)>,
}

/// Users and groups of an endpoint.
#[derive(Debug)]
pub(super) struct Resources<'a> {
    pub(super) user: Resource<'a>,
    pub(super) group: Option<Resource<'a>>,
    /// What is known of groups where they have no schema.
    pub(super) groups: GroupSupport,
}

impl<'a> Resources<'a> {
    pub(super) fn of(documents: &'a Documents, teller: &mut Teller) -> Result<Self, String> {
        let Some(user) = resource(documents, "User", urn::USER, teller) else {
            return Err(no_user(documents));
        };
        let groups = resource(documents, "Group", urn::GROUP, teller);
        let support = match (&groups, &documents.resource_types) {
            (None, Some(types)) if typed(types, "Group", urn::GROUP).is_none() => {
                teller.found("no groups: /ResourceTypes lists none");
                GroupSupport::Unsupported
            }
            (None, _) => {
                teller.not_said("anything of groups: /Schemas has no schema of them");
                GroupSupport::Undeclared
            }
            _ => GroupSupport::Supported,
        };
        Ok(Self { user, group: groups, groups: support })
    }
}

fn no_user(documents: &Documents) -> String {
    let ids: Vec<&str> = documents.schemas.iter().filter_map(|schema| text(schema, "id")).collect();
    match ids.as_slice() {
        [] => "/Schemas lists no schema with an id".to_owned(),
        ids => {
            format!("/Schemas holds no schema of users; it holds {}", crate::text::cut(&ids.join(", "), 300))
        }
    }
}

fn text<'a>(document: &'a Value, member: &str) -> Option<&'a str> {
    access::member(document, member)?.as_str()
}

fn find<'a>(documents: &'a Documents, id: &str) -> Option<&'a Value> {
    documents.schemas.iter().find(|schema| text(schema, "id").is_some_and(|own| urn::same(own, id)))
}

/// The entry of that resource type: by its schema, else by its name.
fn typed<'a>(types: &'a [Value], name: &str, core: &str) -> Option<&'a Value> {
    let by_schema = |entry: &&Value| text(entry, "schema").is_some_and(|schema| urn::same(schema, core));
    let named =
        |member: &str, entry: &&Value| text(entry, member).is_some_and(|own| own.eq_ignore_ascii_case(name));
    let by_name = |entry: &&Value| named("name", entry) || named("id", entry);
    types.iter().find(by_schema).or_else(|| types.iter().find(by_name))
}

fn resource<'a>(
    documents: &'a Documents,
    name: &str,
    core: &'static str,
    teller: &mut Teller,
) -> Option<Resource<'a>> {
    let entry = documents.resource_types.as_ref().and_then(|types| typed(types, name, core));
    let id = entry.and_then(|entry| text(entry, "schema")).unwrap_or(core);
    let schema = find(documents, id)?;
    if entry.is_none() && documents.resource_types.is_some() {
        // Without an entry there is a schema and no endpoint.
        if name == "Group" {
            return None;
        }
        teller.guessed(format!(
            "{name} is what the schema {core} describes, though /ResourceTypes does not list it"
        ));
    }
    if let Some(endpoint) = entry.and_then(|entry| text(entry, "endpoint")) {
        check_endpoint(endpoint, name, teller);
    }
    let extensions = match entry {
        Some(entry) => declared(documents, entry, name, teller),
        None => guessed(documents, name, teller),
    };
    Some(Resource { id: text(schema, "id").unwrap_or(core), core: schema, extensions })
}

/// The run writes where Entra writes.
fn check_endpoint(endpoint: &str, name: &str, teller: &mut Teller) {
    let last = endpoint.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    if !last.eq_ignore_ascii_case(&format!("{name}s")) {
        teller.found(format!("the endpoint of {name} is {endpoint}; Entra uses /{name}s alone"));
    }
}

/// The extensions that the resource type names.
fn declared<'a>(
    documents: &'a Documents,
    entry: &Value,
    name: &str,
    teller: &mut Teller,
) -> Vec<(&'a str, &'a Value)> {
    let list = access::member(entry, "schemaExtensions").and_then(Value::as_array);
    let mut extensions = Vec::new();
    for id in list.into_iter().flatten().filter_map(|extension| text(extension, "schema")) {
        match find(documents, id) {
            Some(schema) => extensions.push((text(schema, "id").unwrap_or_default(), schema)),
            None => teller.not_said(format!(
                "the attributes of {id}: /ResourceTypes names it for {name}, /Schemas does not hold it"
            )),
        }
    }
    extensions
}

/// Without resource types, every further schema with attributes is taken for an extension of what its URN ends with.
fn guessed<'a>(documents: &'a Documents, name: &str, teller: &mut Teller) -> Vec<(&'a str, &'a Value)> {
    let own = [urn::SERVICE_PROVIDER_CONFIG, urn::RESOURCE_TYPE, urn::SCHEMA];
    let is_extension = |id: &str| {
        let of_group = id.rsplit(':').next().is_some_and(|last| last.eq_ignore_ascii_case("Group"));
        urn::is_extension(id) && !own.iter().any(|core| urn::same(core, id)) && of_group == (name == "Group")
    };
    let schemas =
        documents.schemas.iter().filter(|schema| !Definition::list(schema, "attributes").is_empty());
    let with_id = schemas.filter_map(|schema| text(schema, "id").map(|id| (id, schema)));
    let found: Vec<_> = with_id.filter(|(id, _)| is_extension(id)).collect();
    for (id, _) in &found {
        teller.guessed(format!("{id} is an extension of {name}: no resource type says so"));
    }
    found
}
